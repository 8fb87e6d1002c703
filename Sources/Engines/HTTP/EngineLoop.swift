import NIOCore
import NIOPosix

/// The one thread on which everything about engines happens.
///
/// It starts with its first use and is never ended, but asleep while there is nothing to do: NIO can only end a loop by
/// way of the shared thread pool, for which whoever leaves would have to wait.
enum EngineLoop {
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  static let shared: any EventLoop = group.any()

  /// For tasks of actors that live on the loop: a continuation resumes by way of its task's executor, which without this
  /// preference is the shared thread pool, and may be busy.
  static let executor: any TaskExecutor = LoopExecutor(loop: shared)
}

private final class LoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
