import CLinux
import Glibc
import SystemPackage

/// An open network namespace: verified to be one before it is used for anything.
///
/// It keeps the namespace alive, and with it the other ends of its veth pairs: close it (let it go) at once.
public struct NamespaceDescriptor: ~Copyable, Sendable {
  /// Which namespace a descriptor refers to: unique while the namespace lives, used again afterwards.
  public struct Identity: Hashable, Sendable {
    /// The device of the nsfs instance.
    public let device: UInt64
    /// The inode on it: the number in `net:[4026531833]`.
    public let inode: UInt64

    /// The namespace with this device and inode.
    public init(device: UInt64, inode: UInt64) {
      self.device = device
      self.inode = inode
    }
  }

  private let descriptor: OwnedDescriptor
  /// Which namespace it is.
  public let identity: Identity

  /// For requests that name a namespace by descriptor (`NETNSA_FD`, `IFLA_NET_NS_FD`), for the time of a borrow.
  public var rawValue: CInt { descriptor.rawValue }

  /// The namespace of a process, or of one of its threads.
  public init(process: Int32, thread: Int32? = nil) throws(SystemError) {
    let path = Self.path(process, thread)
    // A file of procfs: nothing that anyone can put something else in place of.
    try self.init(
      verifying: OwnedDescriptor(owning: try syscall("open", on: path) { open(path, O_RDONLY | O_CLOEXEC) }), path)
  }

  /// The namespace of a process, or of one of its threads, where it is the one that is meant.
  /// - Throws: a `SystemError` where it cannot be opened: `ESTALE` where it is another.
  public init(process: Int32, thread: Int32? = nil, expecting identity: Identity) throws(SystemError) {
    try self.init(opening: Self.path(process, thread), identity)
  }

  /// The namespace bound to a path of this mount namespace, where it is the one that is meant.
  ///
  /// For a path on which it was seen mounted (proc_pid_mountinfo(5)) a moment ago: should another file have been put
  /// there since, opening that does not wait.
  /// - Throws: a `SystemError` where it cannot be opened: `ESTALE` where it is another, or none.
  public init(path: String, expecting identity: Identity) throws(SystemError) {
    try self.init(opening: path, identity)
  }

  /// The namespace that the calling thread is in.
  public static func current() throws(SystemError) -> NamespaceDescriptor {
    let path = "/proc/thread-self/ns/net"
    return try NamespaceDescriptor(
      verifying: OwnedDescriptor(owning: try syscall("open", on: path) { open(path, O_RDONLY | O_CLOEXEC) }), path)
  }

  /// The namespace bound to a path of this mount namespace, as in `/run/netns`.
  ///
  /// The file is looked at before it is opened, so one that is not a namespace is refused, not opened: opening a FIFO
  /// or a device would wait or have an effect.
  public init(path: String) throws(SystemError) {
    try self.init(
      reopening: OwnedDescriptor(owning: try syscall("open", on: path) { cl_open_path(path) }), path)
  }

  /// The namespace bound to a path of the mount namespace of `process`.
  ///
  /// No symbolic link is followed on the way, as what is there may be hostile; a FUSE file system may still keep the
  /// caller waiting, so this is for a thread that can be spared.
  public init(path: String, seenBy process: Int32) throws(SystemError) {
    let rootPath = "/proc/\(process)/root"
    let root = OwnedDescriptor(owning: try syscall("open", on: rootPath) { cl_open_path(rootPath) })
    try self.init(
      reopening: OwnedDescriptor(
        owning: try syscall("openat2", on: rootPath + path) { cl_open_path_in_root(root.rawValue, path) }),
      rootPath + path)
  }

  /// The namespace that a descriptor of another process refers to.
  public init(descriptor: CInt, of process: Int32) throws(SystemError) {
    try self.init(path: "/proc/\(process)/fd/\(descriptor)")
  }

  /// The namespace that a socket of another process was opened in (pidfd_getfd(2), `SIOCGSKNS`).
  public init(socket: CInt, of process: Int32) throws(SystemError) {
    let object = "/proc/\(process)/fd/\(socket)"
    let handle = OwnedDescriptor(owning: try syscall("pidfd_open", on: "process \(process)") { cl_pidfd_open(process) })
    let copy = OwnedDescriptor(
      owning: try syscall("pidfd_getfd", on: object) { cl_pidfd_getfd(handle.rawValue, socket) })
    try self.init(
      verifying: OwnedDescriptor(
        owning: try syscall("ioctl SIOCGSKNS", on: object) { cl_socket_namespace(copy.rawValue) }), object)
  }

  /// An identity is a network namespace's and no other file's: it need not be asked what it is.
  private init(opening path: String, _ identity: Identity) throws(SystemError) {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    // A text that is passed on by itself is copied first.
    let descriptor = OwnedDescriptor(
      owning: try syscall("open", on: path) { path.withCString { open($0, flags) } })
    let number = descriptor.rawValue
    var status = stat()
    try syscall("fstat", on: path) { fstat(number, &status) }
    try Self.require(identity, status, path)
    self.identity = identity
    self.descriptor = descriptor
  }

  private init(reopening path: consuming OwnedDescriptor, _ object: String) throws(SystemError) {
    try Self.requireNamespaceFile(path.rawValue, object)
    let link = "/proc/thread-self/fd/\(path.rawValue)"
    try self.init(
      verifying: OwnedDescriptor(owning: try syscall("open", on: object) { open(link, O_RDONLY | O_CLOEXEC) }), object)
    _ = consume path
  }

  private init(verifying descriptor: consuming OwnedDescriptor, _ object: String) throws(SystemError) {
    let number = descriptor.rawValue
    try Self.requireNamespaceFile(number, object)
    guard try syscall("ioctl NS_GET_NSTYPE", on: object, { cl_namespace_type(number) }) == CL_CLONE_NEWNET else {
      throw SystemError("open", on: object, .invalidArgument, advice: "it is a namespace, but not a network namespace")
    }
    var status = stat()
    try syscall("fstat", on: object) { fstat(number, &status) }
    identity = Identity(status)
    self.descriptor = descriptor
  }

  private static func path(_ process: Int32, _ thread: Int32?) -> String {
    thread.map { "/proc/\(process)/task/\($0)/ns/net" } ?? "/proc/\(process)/ns/net"
  }

  private static func require(_ identity: Identity, _ status: stat, _ path: String) throws(SystemError) {
    guard Identity(status) == identity else {
      throw SystemError("open", on: path, .staleNFSFileHandle, advice: "another file is there by now")
    }
  }

  private static func requireNamespaceFile(_ descriptor: CInt, _ object: String) throws(SystemError) {
    guard try syscall("fstatfs", on: object, { cl_is_nsfs(descriptor) }) == 1 else {
      throw SystemError("open", on: object, .invalidArgument, advice: "it is not a namespace: a stale name, perhaps")
    }
  }
}

extension NamespaceDescriptor.Identity {
  fileprivate init(_ status: stat) { self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)) }
}
