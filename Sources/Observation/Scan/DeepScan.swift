import Glibc
import LinuxSystem
import SystemPackage
import Topology

/// Looks where looking is dear: into threads, descriptors and sockets of all processes, and into other mount namespaces.
///
/// It runs on a thread of its own, as procfs may make it wait. What it opens it closes before it looks further.
struct DeepScan: ~Copyable {
  private let procfs: Procfs
  private let own: NamespaceID
  private let gantry = getpid()
  private var findings: [DeepFinding] = []
  private var sockets: Set<UInt64> = []
  private var mountNamespaces: Set<UInt64> = []
  private var mounts: Set<NamespaceMount>

  /// Everything that holds a namespace in other ways than a process or a mount in gantry's own mount namespace.
  static func run() throws(SystemError) -> [DeepFinding] {
    var scan = try DeepScan()
    return try scan.everything()
  }

  private init() throws(SystemError) {
    let identity = try NamespaceDescriptor.current().identity
    // Many services have a copy of the mounts for themselves: what is at the same path is not worth telling again.
    let mounts = Set(NamespaceMount.all(inMountInfo: try readFile("/proc/self/mountinfo")))
    procfs = try Procfs()
    own = NamespaceID(device: identity.device, inode: identity.inode)
    self.mounts = mounts
    if let mountNamespace = try? procfs.namespace(of: gantry, "ns/mnt") { mountNamespaces.insert(mountNamespace) }
  }

  private mutating func everything() throws(SystemError) -> [DeepFinding] {
    let processes: [Int32]
    do throws(Errno) {
      processes = try procfs.processes()
    } catch {
      throw SystemError("read", on: "/proc", error)
    }
    for process in processes where process != gantry {
      // A process that is gone, or that gantry may not look into, is passed over: the quick scan counts those.
      guard let status = try? procfs.status(of: process), let namespace = try? procfs.namespace(of: process)
      else { continue }
      let visit = Visit(process: process, namespace: namespace, status: status)
      addThreads(of: visit)
      addDescriptors(of: visit)
      addMounts(of: visit)
    }
    return findings
  }

  /// The process that is being looked into.
  private struct Visit {
    let process: Int32
    let namespace: UInt64
    let status: ProcessStatus
  }

  private mutating func addThreads(of visit: Visit) {
    guard let threads = try? procfs.threads(of: visit.process), threads.count > 1 else { return }
    for thread in threads where thread != visit.process {
      guard let inode = try? procfs.namespace(of: visit.process, thread: thread), inode != visit.namespace
      else { continue }
      add(
        Holder(.thread, pid: visit.process, thread: thread, command: visit.status.name), of: inode,
        .thread(thread, process: visit.process), visit)
    }
  }

  private mutating func addDescriptors(of visit: Visit) {
    guard let descriptors = try? procfs.descriptors(of: visit.process) else { return }
    for descriptor in descriptors {
      switch try? procfs.target(of: descriptor, in: visit.process) {
      case .networkNamespace(let inode): addDescriptor(descriptor, of: visit, to: inode)
      // A namespace of some type: opening it says whether it is a network namespace.
      case .namespace:
        guard let opened = try? NamespaceDescriptor(descriptor: descriptor, of: visit.process).identity.inode
        else { continue }
        addDescriptor(descriptor, of: visit, to: opened)
      case .socket(let socket): addSocket(socket, descriptor, of: visit)
      case .path, .other, nil: continue
      }
    }
  }

  private mutating func addDescriptor(_ descriptor: Int32, of visit: Visit, to inode: UInt64) {
    add(
      Holder(.descriptor, pid: visit.process, descriptor: descriptor, command: visit.status.name), of: inode,
      .descriptor(descriptor, process: visit.process), visit)
  }

  private mutating func addSocket(_ socket: UInt64, _ descriptor: Int32, of visit: Visit) {
    guard sockets.insert(socket).inserted,
      let inode = try? NamespaceDescriptor(socket: descriptor, of: visit.process).identity.inode,
      inode != visit.namespace
    else { return }
    add(
      Holder(.socket, pid: visit.process, descriptor: descriptor, command: visit.status.name), of: inode,
      .socket(descriptor, process: visit.process), visit, socket: socket)
  }

  private mutating func addMounts(of visit: Visit) {
    guard let mountNamespace = try? procfs.namespace(of: visit.process, "ns/mnt"),
      mountNamespaces.insert(mountNamespace).inserted, let file = try? procfs.read(visit.process, "mountinfo")
    else { return }
    for mount in NamespaceMount.all(inMountInfo: file) where mounts.insert(mount).inserted {
      add(
        Holder(.mount, pid: visit.process, path: mount.path), of: mount.namespace.inode,
        .foreignMount(mount.path, seenBy: visit.process), visit)
    }
  }

  private mutating func add(
    _ holder: Holder, of inode: UInt64, _ handle: NamespaceHandle, _ visit: Visit, socket: UInt64? = nil
  ) {
    findings.append(
      DeepFinding(
        namespace: NamespaceID(device: own.device, inode: inode), holder: holder, handle: handle,
        process: visit.process, startTime: visit.status.startTime, socketInode: socket))
  }
}
