import Glibc
import LinuxSystem
import SystemPackage
import Topology

/// Looks for namespaces in `/proc` and in gantry's own mounts, and remembers what it needs not read again.
struct NamespaceScanner: ~Copyable {
  private let procfs: Procfs
  private var table: ProcessTable

  /// Where `ip netns` keeps its names (ip-netns(8)).
  private static let namesDirectory = "/run/netns"

  init() throws(SystemError) {
    procfs = try Procfs()
    table = ProcessTable(procfs)
  }

  /// Everything that is to be found quickly, now.
  mutating func scan() throws(SystemError) -> NamespaceScan {
    let own = try NamespaceDescriptor.current().identity
    let mounts = NamespaceMount.all(inMountInfo: try readFile("/proc/self/mountinfo"))
    let processes: [ProcessFacts]
    do throws(Errno) {
      processes = try table.refresh(procfs)
    } catch {
      throw SystemError("read", on: "/proc", error)
    }
    return NamespaceScan(
      own: NamespaceID(device: own.device, inode: own.inode), processes: processes, mounts: mounts,
      staleNames: Self.staleNames(mounts))
  }

  /// Those findings of an earlier deep scan that can be seen to hold still. Mounts are left to the attempt to open them.
  func stillTrue(_ findings: [DeepFinding]) -> [DeepFinding] {
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

  /// Files in the directory of `ip netns` on which no namespace is mounted here.
  private static func staleNames(_ mounts: [NamespaceMount]) -> [String] {
    let mounted = Set(mounts.lazy.filter { $0.path.hasPrefix(namesDirectory + "/") }.map(\.name))
    guard let directory = opendir(namesDirectory) else { return [] }
    defer { closedir(directory) }
    var stale: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != "..", !mounted.contains(name) { stale.append(name) }
    }
    return stale.sorted()
  }
}
