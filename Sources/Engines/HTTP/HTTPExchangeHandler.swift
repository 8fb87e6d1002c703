import NIOCore
import NIOHTTP1

/// The client's end of an HTTP/1.1 connection: one exchange at a time, bounded in size and time.
///
/// Whatever goes wrong ends the connection: after a broken answer nobody knows where the next one would start.
final class HTTPExchangeHandler: ChannelInboundHandler, ChannelOutboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundIn = HTTPExchange
  typealias OutboundOut = HTTPClientRequestPart

  private var exchange: HTTPExchange?
  private var head: HTTPResponseHead?
  private var body = ByteBuffer()
  private var silence: Scheduled<Void>?
  private var total: Scheduled<Void>?

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let exchange = Self.unwrapOutboundIn(data)
    guard self.exchange == nil, context.channel.isActive else {
      exchange.answer.fail(EngineFailure.hungUp)
      promise?.fail(EngineFailure.hungUp)
      return
    }
    self.exchange = exchange
    // Any non-empty host does: a unix socket has no authority, but HTTP/1.1 must name one (RFC 9112, section 3.2).
    var head = HTTPRequestHead(
      version: .http1_1, method: HTTPMethod(rawValue: exchange.method.rawValue), uri: exchange.target,
      headers: ["Host": "localhost", "User-Agent": "gantry", "Accept": "application/json"])
    if let content = exchange.content {
      head.headers.add(name: "Content-Type", value: "application/json")
      head.headers.add(name: "Content-Length", value: String(content.readableBytes))
    } else if exchange.method == .post {
      head.headers.add(name: "Content-Length", value: "0")
    }
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    if let content = exchange.content { context.write(Self.wrapOutboundOut(.body(.byteBuffer(content))), promise: nil) }
    context.write(Self.wrapOutboundOut(.end(nil)), promise: promise)
    total = expire(after: exchange.limits.total, context)
    silence = expire(after: exchange.limits.silence, context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let exchange else { return fail(.garbled("more than was asked for"), context) }
    silence?.cancel()
    silence = expire(after: exchange.limits.silence, context)
    switch Self.unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body(let piece): take(piece, exchange, context)
    case .end: finish(exchange, context)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    fail(.hungUp, context)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.invalidEOFState: fail(.hungUp, context)
    case let error as HTTPParserError: fail(.garbled(error.debugDescription), context)
    case is IOError: fail(.hungUp, context)
    default: fail(.garbled("\(error)"), context)
    }
  }

  private func take(_ piece: ByteBuffer, _ exchange: HTTPExchange, _ context: ChannelHandlerContext) {
    if let onPiece = exchange.onPiece, let head, head.status.code / 100 == 2 {
      onPiece(piece)
      return
    }
    guard body.readableBytes + piece.readableBytes <= exchange.limits.body else {
      return fail(.oversized(limit: exchange.limits.body), context)
    }
    body.writeImmutableBuffer(piece)
  }

  private func finish(_ exchange: HTTPExchange, _ context: ChannelHandlerContext) {
    guard let head else { return fail(.garbled("a body without a head"), context) }
    let answer = HTTPAnswer(status: Int(head.status.code), body: body, keepsConnection: head.isKeepAlive)
    reset()
    if !answer.keepsConnection { context.close(promise: nil) }
    exchange.answer.succeed(answer)
  }

  private func fail(_ failure: EngineFailure, _ context: ChannelHandlerContext) {
    let exchange = self.exchange
    reset()
    context.close(promise: nil)
    exchange?.answer.fail(failure)
  }

  private func reset() {
    exchange = nil
    head = nil
    body = ByteBuffer()
    silence?.cancel()
    total?.cancel()
  }

  private func expire(after time: TimeAmount?, _ context: ChannelHandlerContext) -> Scheduled<Void>? {
    time.map { context.eventLoop.assumeIsolated().scheduleTask(in: $0) { self.fail(.silent, context) } }
  }
}
