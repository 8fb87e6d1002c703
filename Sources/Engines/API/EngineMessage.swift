import FoundationEssentials
import NIOCore

/// The body of an error: `{"message":"…"}`, in Docker and Podman alike.
struct EngineMessage: Decodable {
  private let message: String?

  /// The engine's words; what stands in the body where that is no such object, within reason.
  static func text(in body: ByteBuffer) -> String {
    if let message = try? body.decoded(as: EngineMessage.self).message { return message }
    return String(decoding: body.readableBytesView.prefix(200), as: UTF8.self)
  }
}
