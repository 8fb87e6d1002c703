import NIOCore

/// One request on its way to its answer: what is written into a channel with an `HTTPExchangeHandler`.
struct HTTPExchange: Sendable {
  /// What bounds the answer.
  struct Limits: Sendable {
    /// Octets of its body.
    var body = 32 * 1_048_576
    /// Without one byte of it; nil for ever.
    var silence: TimeAmount?
    /// For all of it; nil for ever.
    var total: TimeAmount?
  }

  /// What is asked for.
  enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case delete = "DELETE"
  }

  var method = Method.get
  /// Path and query.
  let target: String
  /// A JSON value that goes with it.
  var content: ByteBuffer?
  let limits: Limits
  /// Takes the body of a successful answer piece by piece, on the loop; nil to have it whole in the answer.
  let onPiece: (@Sendable (ByteBuffer) -> Void)?
  /// Completed with the answer or an `EngineFailure`.
  let answer: EventLoopPromise<HTTPAnswer>
}
