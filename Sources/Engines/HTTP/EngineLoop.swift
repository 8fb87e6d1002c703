import NIOCore
import NIOPosix

/// The one thread on which everything about engines happens.
///
/// It starts with its first use and is never ended, but asleep while there is nothing to do: NIO can only end a loop by
/// way of the shared thread pool, for which whoever leaves would have to wait.
enum EngineLoop {
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  static var shared: any EventLoop { group.any() }
}
