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
    var scan = NamespaceScan(own: own, processes: processes, mounts: mounts, staleNames: staleNames)
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
    guard mountsChanged || changedAt != namesChangedAt || !staleNames.isEmpty else { return false }
    namesChangedAt = changedAt
    let before = staleNames
    staleNames = Self.staleNames(mounts)
    return staleNames != before
  }

  /// Nanoseconds since 1970; nil where there is no such directory.
  private static func modificationTime(of directory: String) -> UInt64? {
    var status = stat()
    guard stat(directory, &status) == 0 else { return nil }
    return UInt64(status.st_mtim.tv_sec) * 1_000_000_000 + UInt64(status.st_mtim.tv_nsec)
  }

  /// Files in the directory of `ip netns` on which no namespace is mounted here: whole paths, sorted.
  private static func staleNames(_ mounts: [NamespaceMount]) -> [String] {
    let mounted = Set(mounts.lazy.filter { $0.path.hasPrefix(namesDirectory + "/") }.map(\.name))
    guard let directory = opendir(namesDirectory) else { return [] }
    defer { closedir(directory) }
    var stale: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != "..", !mounted.contains(name) { stale.append("\(namesDirectory)/\(name)") }
    }
    return stale.sorted()
  }
}
