import CLinux
import Glibc
import Synchronization
import SystemPackage

/// The one thread that enters other namespaces.
///
/// setns(2) changes the calling thread for good, so neither the main thread nor one of a pool may call it. Jobs are done
/// one after the other; after each the thread is back in the namespace it was started in, and checks that it is. Should
/// it ever not get back, it does no further job, and every call throws.
///
/// A job that hangs (a path may lead into a hostile file system) hangs the thread, not who submitted it: let the worker
/// go and start another. The thread ends when its job does.
///
/// In a job `/proc/net` and `/proc/self/net` are the *main* thread's: read `/proc/thread-self/net`.
public final class NamespaceWorker: Sendable {
  private typealias Job = @Sendable (borrowing NamespaceVisitor) -> Void

  private enum Order: Sendable {
    case job(Job)
    case stop
  }

  private let orders: Mailbox<Order>
  private let failure: Failure

  /// Starts the thread; its home is the network namespace of the calling thread.
  /// - Parameter name: the thread's name, at most 15 bytes.
  public init(name: String = "namespaces") throws(SystemError) {
    let orders = try Mailbox<Order>(blocking: true)
    let failure = Failure()
    let visitor = NamespaceVisitor(home: try NamespaceDescriptor.current())
    let box = VisitorBox(visitor)
    try startThread(name) { Self.work(orders, box.visitor, failure) }
    self.orders = orders
    self.failure = failure
  }

  deinit { orders.send(.stop) }

  /// Does a job on the thread and waits for its result: a batch of visits to namespaces.
  /// - Throws: what `job` throws, or a `SystemError` where the thread cannot work any more.
  public func run<Result: Sendable>(
    _ job: @escaping @Sendable (borrowing NamespaceVisitor) throws -> Result
  ) throws -> Result {
    let answer = try Mailbox<Swift.Result<Result, any Error>>(blocking: true)
    try submit { visitor in
      let result = Swift.Result { try job(visitor) }
      do {
        // Who waits for the result may rely on the thread being back.
        try visitor.returnHome()
        answer.send(result)
      } catch {
        answer.send(.failure(error))
      }
    } orFail: {
      answer.send(.failure($0))
    }
    while true {
      if let result = answer.receive().first { return try result.get() }
    }
  }

  /// Puts a job in the queue and goes on at once; the job hands its result over itself, by a `Mailbox`.
  /// - Throws: a `SystemError` where the thread cannot work any more.
  public func submit(_ job: @escaping @Sendable (borrowing NamespaceVisitor) -> Void) throws(SystemError) {
    try submit(job, orFail: { _ in })
  }

  private func submit(
    _ job: @escaping Job, orFail fail: @escaping @Sendable (SystemError) -> Void
  ) throws(SystemError) {
    if let error = failure.error { throw error }
    let failure = failure
    orders.send(.job { visitor in if let error = failure.error { fail(error) } else { job(visitor) } })
  }

  private static func work(_ orders: Mailbox<Order>, _ visitor: borrowing NamespaceVisitor, _ failure: Failure) {
    while true {
      for order in orders.receive() {
        guard case .job(let job) = order else { return }
        job(visitor)
        do { try visitor.returnHome() } catch { failure.record(error) }
      }
    }
  }

  /// Why the thread cannot work any more.
  private final class Failure: Sendable {
    private let state = Mutex<SystemError?>(nil)

    var error: SystemError? { state.withLock { $0 } }

    func record(_ error: SystemError) { state.withLock { $0 = $0 ?? error } }
  }

  /// A closure cannot capture what cannot be copied.
  private final class VisitorBox: Sendable {
    let visitor: NamespaceVisitor

    init(_ visitor: consuming NamespaceVisitor) { self.visitor = visitor }
  }
}
