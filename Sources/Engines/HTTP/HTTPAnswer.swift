import NIOCore

/// An engine's answer to one request.
struct HTTPAnswer: Sendable {
  /// 200 and so on.
  let status: Int
  /// Without its transfer coding.
  let body: ByteBuffer
  /// True where the connection can take another request.
  let keepsConnection: Bool
}
