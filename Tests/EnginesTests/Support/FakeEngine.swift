import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An engine that does as its script says, on a unix socket of its own.
final class FakeEngine: Sendable {
  typealias Script = @Sendable (_ target: String) -> FakeAnswer

  let path: String
  private let state: Mutex<State>
  private let group = MultiThreadedEventLoopGroup.singleton

  private struct State {
    var script: Script
    var requests: [String] = []
    var connections = 0
    var server: (any Channel)?
    var clients: [any Channel] = []
    var held: [(any Channel, String)] = []
    var followers: [(channel: any Channel, isLate: Bool)] = []
  }

  private static let count = Atomic(0)

  /// Starts to listen, unless told otherwise.
  init(listens: Bool = true, _ script: @escaping Script) throws {
    let number = Self.count.add(1, ordering: .relaxed).newValue
    path = "/tmp/gt-fake-\(getpid())-\(number).sock"
    state = Mutex(State(script: script))
    if listens { try start() }
  }

  deinit { _ = end() }

  /// Everything asked so far, in order.
  var requests: [String] { state.withLock(\.requests) }

  /// How many connections were made so far.
  var connections: Int { state.withLock(\.connections) }

  /// How many listen to events.
  var followers: Int { state.withLock { $0.followers.count } }

  /// From now on it does this.
  func script(_ script: @escaping Script) { state.withLock { $0.script = script } }

  func start() throws {
    unlink(path)
    let server = try ServerBootstrap(group: group)
      .childChannelInitializer { [weak self] channel in
        channel.eventLoop.makeCompletedFuture {
          self?.state.withLock { state in
            state.connections += 1
            state.clients.append(channel)
          }
          try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
          try channel.pipeline.syncOperations.addHandler(FakeEngineHandler(engine: self))
        }
      }
      .bind(unixDomainSocketPath: path).wait()
    state.withLock { $0.server = server }
  }

  /// Goes, as a killed engine does: connections end; its socket's file may stay behind.
  func stop(leavingFile: Bool = false) {
    try? end()?.wait()
    if leavingFile { leaveFile() }
  }

  private func end() -> EventLoopFuture<Void>? {
    let (server, clients) = state.withLock { state in
      defer { (state.server, state.clients, state.held, state.followers) = (nil, [], [], []) }
      return (state.server, state.clients)
    }
    for client in clients { hangUp(client) }
    return server?.close()
  }

  /// A socket that was bound and never listened to, as NIO removes its own.
  private func leaveFile() {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    _ = withUnsafeBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { bind(descriptor, $0.baseAddress, socklen_t(bytes.count)) }
    }
  }

  /// Answers everything that was held.
  func release() {
    let held = state.withLock { state in
      defer { state.held = [] }
      return state.held
    }
    for (channel, target) in held { answer(target, on: channel) }
  }

  /// Sends an event to whoever listens.
  func emit(_ event: String) {
    let followers = state.withLock { state in
      defer { state.followers = state.followers.map { ($0.channel, false) } }
      return state.followers
    }
    for (channel, isLate) in followers {
      write((isLate ? Self.streamHead : "") + Self.chunk(event + "\n"), on: channel)
    }
  }

  func take(_ target: String, on channel: any Channel) {
    state.withLock { $0.requests.append(target) }
    answer(target, on: channel)
  }

  private func answer(_ target: String, on channel: any Channel) {
    switch state.withLock(\.script)(target) {
    case .json(let body, let status):
      write(
        "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body,
        on: channel)
    case .chunks(let chunks):
      for piece in [Self.streamHead] + chunks.map(Self.chunk) + ["0\r\n\r\n"] { write(piece, on: channel) }
    case .raw(let text, let closes):
      write(text, on: channel)
      if closes { hangUp(channel) }
    case .held: state.withLock { $0.held.append((channel, target)) }
    case .events(let isLate):
      if !isLate { write(Self.streamHead, on: channel) }
      state.withLock { $0.followers.append((channel, isLate)) }
    }
  }

  private static let streamHead =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

  private static func chunk(_ text: String) -> String {
    String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n"
  }

  /// Its children may have inherited the descriptor: only a shutdown ends the connection whoever else holds it.
  private func hangUp(_ channel: any Channel) {
    channel.close(mode: .output).whenComplete { _ in channel.close(promise: nil) }
  }

  private func write(_ text: String, on channel: any Channel) {
    channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
  }
}

private final class FakeEngineHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  private weak let engine: FakeEngine?

  init(engine: FakeEngine?) { self.engine = engine }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head(let head) = Self.unwrapInboundIn(data) { engine?.take(head.uri, on: context.channel) }
  }
}
