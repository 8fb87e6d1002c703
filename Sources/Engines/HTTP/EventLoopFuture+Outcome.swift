import NIOCore

extension EventLoopFuture where Value: Sendable {
  /// Waits in the caller's isolation. NIO's own `get()` would go by way of the shared thread pool, there and back.
  func outcome() async -> Result<Value, any Error> {
    await withCheckedContinuation { continuation in whenComplete { continuation.resume(returning: $0) } }
  }
}
