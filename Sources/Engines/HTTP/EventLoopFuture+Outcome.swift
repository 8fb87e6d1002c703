import NIOCore

extension EventLoopFuture where Value: Sendable {
  /// Waits in the caller's isolation, where NIO's own `get()` leaves it.
  func outcome() async -> Result<Value, any Error> {
    await withCheckedContinuation { continuation in whenComplete { continuation.resume(returning: $0) } }
  }
}
