import LinuxSystem
import SystemPackage

/// A way to open a namespace. None is a descriptor: nothing of a foreign namespace stays open between two readings.
enum NamespaceHandle: Hashable, Sendable {
  /// The namespace gantry runs in.
  case own
  /// `/proc/PID/ns/net`.
  case process(Int32)
  /// A nsfs mount in gantry's own mount namespace.
  case mount(String)
  /// `/proc/PID/task/TID/ns/net`.
  case thread(Int32, process: Int32)
  /// An open descriptor of another process.
  case descriptor(Int32, process: Int32)
  /// A socket of another process.
  case socket(Int32, process: Int32)
  /// A nsfs mount that only the mount namespace of a process has.
  case foreignMount(String, seenBy: Int32)

  /// True where opening may wait for somebody else for ever: a path in a foreign mount namespace may lead through a
  /// file system that its owner serves.
  var mayHang: Bool { if case .foreignMount = self { true } else { false } }

  /// Opens it.
  /// - Parameter identity: that of the network namespace to which it led when it was found.
  /// - Throws: a `SystemError`, also where it leads to another by now: a process may have moved, a name may be another's.
  func open(_ identity: NamespaceDescriptor.Identity) throws(SystemError) -> NamespaceDescriptor {
    let descriptor = try opened(identity)
    guard descriptor.identity == identity else { throw SystemError("open", .staleNFSFileHandle) }
    return descriptor
  }

  private func opened(_ identity: NamespaceDescriptor.Identity) throws(SystemError) -> NamespaceDescriptor {
    switch self {
    case .own: try .current()
    case .process(let process): try NamespaceDescriptor(process: process, expecting: identity)
    case .mount(let path): try NamespaceDescriptor(path: path, expecting: identity)
    case .thread(let thread, let process):
      try NamespaceDescriptor(process: process, thread: thread, expecting: identity)
    case .descriptor(let descriptor, let process): try NamespaceDescriptor(descriptor: descriptor, of: process)
    case .socket(let socket, let process): try NamespaceDescriptor(socket: socket, of: process)
    case .foreignMount(let path, let process): try NamespaceDescriptor(path: path, seenBy: process)
    }
  }
}
