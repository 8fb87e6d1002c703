import Glibc
import LinuxSystem
import SystemPackage
import Topology

/// Looks for namespaces in `/proc` and in gantry's own mounts, and remembers what it needs not read again.
struct NamespaceScanner: ~Copyable {
  private let procfs: Procfs
  private var table: ProcessTable
  /// The namespace gantry runs in.
  let own: NamespaceID
  private var mounts: [NamespaceMount]?
  private var staleNames: [String] = []
  /// Names that are symbolic links to the namespace of a process, as containerlab makes them.
  private var linkedNames: [NamespaceMount] = []
  /// What held of an earlier deep scan when namespaces were last looked for.
  private var held: [DeepFinding] = []
  /// When a name last came or went; nil where there is no directory for them.
  private var namesChangedAt: UInt64?

  /// Where `ip netns` keeps its names (ip-netns(8)).
  private static let namesDirectory = "/run/netns"

  init() throws(SystemError) {
    let identity = try NamespaceDescriptor.current().identity
    procfs = try Procfs()
    own = NamespaceID(device: identity.device, inode: identity.inode)
    table = ProcessTable(procfs)
  }

  /// Everything that is to be found quickly, now.
  /// - Parameters:
  ///   - mountsChanged: false where the kernel has told of no change of the mounts since the last scan.
  ///   - findings: what an earlier deep scan found; what is no longer so is passed over.
  /// - Returns: nil where it is what the last scan found.
  mutating func scan(mountsChanged: Bool = true, _ findings: [DeepFinding] = []) throws(SystemError) -> NamespaceScan? {
    let before = mounts
    let mounts: [NamespaceMount]
    if let before, !mountsChanged {
      mounts = before
    } else {
      mounts = NamespaceMount.all(inMountInfo: try readFile("/proc/self/mountinfo"))
      self.mounts = mounts
    }
    let haveNamesChanged = refreshStaleNames(mounts, mountsChanged: mountsChanged || before == nil)
    let processes: [ProcessFacts]
    do throws(Errno) {
      processes = try table.refresh(procfs)
    } catch {
      throw SystemError("read", on: "/proc", error)
    }
    let areMountsSame = before.map { !mountsChanged || $0 == mounts } ?? false
    let holding = stillTrue(findings)
    if areMountsSame, !haveNamesChanged, !table.isChanged, holding == held { return nil }
    held = holding
    var scan = NamespaceScan(own: own, processes: processes, mounts: mounts + linkedNames, staleNames: staleNames)
    scan.add(holding)
    return scan
  }

  /// Those findings of an earlier deep scan that can be seen to hold still. Mounts are left to the attempt to open them.
  private func stillTrue(_ findings: [DeepFinding]) -> [DeepFinding] {
    findings.filter { finding in
      switch finding.handle {
      case .thread(let thread, let process):
        (try? procfs.namespace(of: process, thread: thread)) == finding.namespace.inode
      case .descriptor(let descriptor, let process):
        switch try? procfs.target(of: descriptor, in: process) {
        case .networkNamespace(let inode), .namespace(let inode): inode == finding.namespace.inode
        case .socket, .path, .other, nil: false
        }
      case .socket(let descriptor, let process):
        finding.socketInode.map { (try? procfs.target(of: descriptor, in: process)) == .socket($0) } ?? false
      case .own, .process, .mount, .foreignMount: true
      }
    }
  }

  /// A name goes after what was mounted on it, and no change of the mounts tells of that.
  /// - Returns: whether others are stale now than before.
  private mutating func refreshStaleNames(_ mounts: [NamespaceMount], mountsChanged: Bool) -> Bool {
    let changedAt = Self.modificationTime(of: Self.namesDirectory)
    // Two changes within a tick of the kernel's clock have the same time: while there is something to lose, it is read.
    guard mountsChanged || changedAt != namesChangedAt || !staleNames.isEmpty || !linkedNames.isEmpty else {
      return false
    }
    namesChangedAt = changedAt
    let before = (staleNames, linkedNames)
    (staleNames, linkedNames) = names(notIn: mounts)
    return (staleNames, linkedNames) != before
  }

  /// Nanoseconds since 1970; nil where there is no such directory.
  private static func modificationTime(of directory: String) -> UInt64? {
    var status = stat()
    guard stat(directory, &status) == 0 else { return nil }
    return UInt64(status.st_mtim.tv_sec) * 1_000_000_000 + UInt64(status.st_mtim.tv_nsec)
  }

  /// Files in the directory of `ip netns` on which no namespace is mounted here, sorted: whole paths of those that lead
  /// nowhere, and links to processes' namespaces.
  private func names(notIn mounts: [NamespaceMount]) -> (stale: [String], linked: [NamespaceMount]) {
    let directoryPath = Self.namesDirectory
    let mounted = Set(mounts.lazy.filter { $0.path.hasPrefix(directoryPath + "/") }.map(\.name))
    guard let directory = opendir(directoryPath) else { return ([], []) }
    defer { closedir(directory) }
    var stale: [String] = []
    var linked: [NamespaceMount] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != "..", !mounted.contains(name) else { continue }
      let path = "\(directoryPath)/\(name)"
      if let namespace = namespace(linkedAt: path) {
        linked.append(NamespaceMount(namespace: namespace, path: path))
      } else {
        stale.append(path)
      }
    }
    return (stale.sorted(), linked.sorted { $0.path < $1.path })
  }

  /// The namespace that a symbolic link into `/proc` leads to; nil for anything else. Other links are not followed, as
  /// what is there may keep who looks at it waiting.
  private func namespace(linkedAt path: String) -> NamespaceID? {
    guard let target = try? readLink(path), target.hasPrefix("/proc/") else { return nil }
    var status = stat()
    guard stat(path, &status) == 0, status.st_dev == own.device else { return nil }
    return NamespaceID(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }
}
