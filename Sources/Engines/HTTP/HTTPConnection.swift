import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import SystemPackage

/// A connection to an engine's unix socket.
struct HTTPConnection: Sendable {
  private let channel: any Channel
  /// The listener's pid by `SO_PEERCRED`; nil where it is in no pid namespace of ours.
  let peerPid: Int32?

  /// Connects; everything about the connection happens on `loop`.
  static func open(
    _ path: String, on loop: any EventLoop, within time: TimeAmount
  ) async throws(EngineFailure) -> HTTPConnection {
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(time)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(HTTPExchangeHandler())
        }
      }
    switch await bootstrap.connect(unixDomainSocketPath: path).outcome() {
    case .success(let channel): return HTTPConnection(channel: channel, peerPid: await peerPid(of: channel))
    case .failure(let error): throw failure(connectingTo: path, error)
    }
  }

  /// False once it is closed, by whomever.
  var isOpen: Bool { channel.isActive }

  /// Sends a request; the future fails with an `EngineFailure` only.
  func get(
    _ target: String, limits: HTTPExchange.Limits, pieces: AsyncStream<ByteBuffer>.Continuation? = nil
  ) -> EventLoopFuture<HTTPAnswer> {
    let answer = channel.eventLoop.makePromise(of: HTTPAnswer.self)
    let exchange = HTTPExchange(target: target, limits: limits, pieces: pieces, answer: answer)
    // A failed write closes the connection, which fails the answer; one that found it closed never came to the handler.
    channel.writeAndFlush(exchange).whenFailure { _ in answer.fail(EngineFailure.hungUp) }
    return answer.futureResult
  }

  /// Ends it; an exchange under way fails.
  func close() { channel.close(promise: nil) }

  private static func failure(connectingTo path: String, _ error: any Error) -> EngineFailure {
    guard let error = error as? IOError else {
      return error is ChannelError ? .silent : .garbled("\(error)")
    }
    let errno = Errno(rawValue: error.errnoCode)
    switch errno {
    case .noSuchFileOrDirectory, .notDirectory: return .noSocket(path)
    case .connectionRefused: return .nobodyListens(path)
    case .permissionDenied, .notPermitted: return .denied(path)
    default: return .unreachable(path, errno)
    }
  }

  /// unix(7): who called listen(2). For a socket that systemd opened, that is systemd.
  private static func peerPid(of channel: any Channel) async -> Int32? {
    guard let provider = channel as? any SocketOptionProvider else { return nil }
    let credentials: EventLoopFuture<PeerCredentials> = provider.unsafeGetSocketOption(
      level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
    guard case .success(let peer) = await credentials.outcome(), peer.pid > 0 else { return nil }
    return peer.pid
  }
}

extension HTTPConnection: Equatable {
  static func == (left: HTTPConnection, right: HTTPConnection) -> Bool { left.channel === right.channel }
}

/// `struct ucred`, which the C library shows only to GNU sources.
private struct PeerCredentials {
  var pid: Int32 = 0
  var uid: UInt32 = 0
  var gid: UInt32 = 0
}
