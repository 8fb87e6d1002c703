/// One thing that keeps a namespace alive (namespaces(7), "Namespace lifetime").
public struct Holder: Hashable, Sendable {
  /// The ways to hold a namespace.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A process lives in it.
    case process
    /// A single thread of a process entered it.
    case thread
    /// A nsfs bind mount, in gantry's mount namespace or that of `pid`.
    case mount
    /// An open descriptor of its nsfs file.
    case descriptor
    /// A socket that was opened in it.
    case socket
  }

  /// How it holds.
  public var kind: Kind
  /// The process; for a mount in another mount namespace one that sees it, nil for a mount in gantry's own.
  public var pid: Int32?
  /// Thread id, for threads.
  public var thread: Int32?
  /// Number of the descriptor, for descriptors and sockets.
  public var descriptor: Int32?
  /// Where it is mounted.
  public var path: String?
  /// `comm` of the process (proc(5)), unescaped.
  public var command: String?

  /// A holder of this kind.
  public init(
    _ kind: Kind, pid: Int32? = nil, thread: Int32? = nil, descriptor: Int32? = nil, path: String? = nil,
    command: String? = nil
  ) {
    self.kind = kind
    self.pid = pid
    self.thread = thread
    self.descriptor = descriptor
    self.path = path
    self.command = command
  }
}
