import CLinux
import Glibc
import Synchronization
import SystemPackage

/// Enters namespaces, for a job of `NamespaceWorker` and on its thread only.
public struct NamespaceVisitor: ~Copyable, Sendable {
  /// The namespace that the thread comes from and returns to.
  public let home: NamespaceDescriptor
  private let isAway = Atomic(false)

  init(home: consuming NamespaceDescriptor) { self.home = home }

  /// Does something inside a namespace: sockets made there stay there. Afterwards the thread may still be there: the
  /// next visit goes on directly, and the end of the job leads home.
  /// - Throws: a `SystemError` where the namespace cannot be entered, else what `body` throws.
  public borrowing func inside<Result: ~Copyable>(
    _ namespace: borrowing NamespaceDescriptor, _ body: () throws -> Result
  ) throws -> Result {
    let number = namespace.rawValue
    let inode = namespace.identity.inode
    try syscall("setns", on: "net:[\(inode)]") { setns(number, CL_CLONE_NEWNET) }
    isAway.store(true, ordering: .relaxed)
    return try body()
  }

  /// Does something in the namespace that the thread comes from, in the middle of a batch.
  public borrowing func atHome<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
    try returnHome()
    return try body()
  }

  /// Enters the home namespace where the thread is away, and checks that it is there.
  borrowing func returnHome() throws(SystemError) {
    guard isAway.load(ordering: .relaxed) else { return }
    let number = home.rawValue
    try syscall("setns", on: "the home namespace") { setns(number, CL_CLONE_NEWNET) }
    guard try NamespaceDescriptor.current().identity == home.identity else {
      throw SystemError("setns", on: "the home namespace", .invalidArgument)
    }
    isAway.store(false, ordering: .relaxed)
  }
}
