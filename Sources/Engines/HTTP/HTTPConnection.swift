import NIOCore
import NIOHTTP1
import NIOPosix
import SystemPackage

/// A connection to an engine's unix socket.
struct HTTPConnection: Sendable {
  private let channel: any Channel
  /// The listener's pid; see `UnixSocket`.
  let peerPid: Int32?

  /// Connects; everything about the connection happens on `loop`.
  static func open(_ path: String, on loop: any EventLoop) async throws(EngineFailure) -> HTTPConnection {
    let socket = try connect(to: path)
    let pid = socket.peerPid
    switch await adopt(socket, on: loop).outcome() {
    case .success(let channel): return HTTPConnection(channel: channel, peerPid: pid)
    case .failure(let error): throw .garbled("\(error)")
    }
  }

  /// Connects, and waits for it, on a thread that is not the loop's.
  static func openWaiting(_ path: String, on loop: any EventLoop) throws(EngineFailure) -> HTTPConnection {
    let socket = try connect(to: path)
    let pid = socket.peerPid
    do {
      return HTTPConnection(channel: try adopt(socket, on: loop).wait(), peerPid: pid)
    } catch {
      throw .garbled("\(error)")
    }
  }

  private static func connect(to path: String) throws(EngineFailure) -> UnixSocket {
    do {
      return try UnixSocket(connectingTo: path)
    } catch {
      throw failure(connectingTo: path, error)
    }
  }

  /// Gives a socket to NIO, which closes it from then on.
  private static func adopt(_ socket: consuming UnixSocket, on loop: any EventLoop) -> EventLoopFuture<any Channel> {
    ClientBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(HTTPExchangeHandler())
        }
      }
      .withConnectedSocket(socket.release())
  }

  /// False once it is closed, by whomever.
  var isOpen: Bool { channel.isActive }

  /// Sends a request; the future fails with an `EngineFailure` only.
  func get(
    _ target: String, limits: HTTPExchange.Limits, onPiece: (@Sendable (ByteBuffer) -> Void)? = nil
  ) -> EventLoopFuture<HTTPAnswer> {
    send { HTTPExchange(target: target, limits: limits, onPiece: onPiece, answer: $0) }
  }

  /// Sends a request that may change something.
  func send(
    _ method: HTTPExchange.Method, _ target: String, _ content: ByteBuffer?, limits: HTTPExchange.Limits
  ) -> EventLoopFuture<HTTPAnswer> {
    send {
      HTTPExchange(method: method, target: target, content: content, limits: limits, onPiece: nil, answer: $0)
    }
  }

  private func send(_ exchange: (EventLoopPromise<HTTPAnswer>) -> HTTPExchange) -> EventLoopFuture<HTTPAnswer> {
    let answer = channel.eventLoop.makePromise(of: HTTPAnswer.self)
    let exchange = exchange(answer)
    // A failed write closes the connection, which fails the answer; one that found it closed never came to the handler.
    channel.writeAndFlush(exchange).whenFailure { _ in answer.fail(EngineFailure.hungUp) }
    return answer.futureResult
  }

  /// Ends it; an exchange under way fails.
  func close() { channel.close(promise: nil) }

  private static func failure(connectingTo path: String, _ errno: Errno) -> EngineFailure {
    switch errno {
    case .noSuchFileOrDirectory, .notDirectory: .noSocket(path)
    case .connectionRefused: .nobodyListens(path)
    case .permissionDenied, .notPermitted: .denied(path)
    default: .unreachable(path, errno)
    }
  }
}

extension HTTPConnection: Equatable {
  static func == (left: HTTPConnection, right: HTTPConnection) -> Bool { left.channel === right.channel }
}
