import Glibc
import NIOCore

/// Reads one engine over its unix socket: a few kept connections, and what was learnt before.
///
/// Used from one isolation at a time; only its answers travel.
final class EngineClient {
  let socket: String
  let loop: any EventLoop
  let timing: EngineTiming
  /// The daemon's pid by `SO_PEERCRED`, as of the last connection.
  private(set) var daemonPid: Int32?
  /// Who answers; nil until it did, and again after any failure: what comes back may be another version.
  var session: EngineSession?
  var containers = ContainerCache()
  var networks = NetworkCache()
  private var idle: [HTTPConnection] = []
  private var busy: [HTTPConnection] = []
  private var isClosed = false

  /// As many requests at a time; an engine answers a few faster than one, and many no faster.
  static let lanes = 4

  init(socket: String, loop: any EventLoop, timing: EngineTiming) {
    self.socket = socket
    self.loop = loop
    self.timing = timing
  }

  /// True where there is something to connect to, whether or not anybody listens.
  var hasSocket: Bool { access(socket, F_OK) == 0 }

  /// Closes everything; whatever is under way fails, and so does whatever comes.
  func close() {
    isClosed = true
    forget()
  }

  /// Starts anew after a failure; what was learnt of containers stands.
  func forget() {
    for connection in idle + busy { connection.close() }
    idle = []
    session = nil
  }

  /// The body of a successful answer.
  func get(_ target: String) async throws(EngineFailure) -> ByteBuffer {
    let limits = HTTPExchange.Limits(silence: TimeAmount(timing.silence), total: TimeAmount(timing.answer))
    let wasKept = idle.contains { $0.isOpen }
    do {
      return try await send(target, limits, on: connection())
    } catch {
      guard wasKept, error.isWorthAnotherConnection, !isClosed else { throw error }
      return try await send(target, limits, on: open())
    }
  }

  /// The answers to several requests, at most `lanes` of them under way at a time, each in its place.
  func get(
    _ targets: some Collection<String>, within time: Duration
  ) async throws(EngineFailure) -> [Result<ByteBuffer, EngineFailure>] {
    let limits = HTTPExchange.Limits(silence: TimeAmount(time), total: TimeAmount(time))
    let wereKept = idle.contains { $0.isOpen }
    var answers: [Result<ByteBuffer, EngineFailure>] = []
    var rest = targets[...]
    while !rest.isEmpty {
      var underWay: [(HTTPConnection, EventLoopFuture<HTTPAnswer>)] = []
      for target in rest.prefix(Self.lanes) {
        let connection = try await connection()
        underWay.append((connection, connection.get(target, limits: limits)))
      }
      for (target, (connection, answer)) in zip(rest, underWay) {
        var result = await result(of: answer, on: connection)
        if wereKept, case .failure(let failure) = result, failure.isWorthAnotherConnection, !isClosed {
          let connection = try await open()
          result = await self.result(of: connection.get(target, limits: limits), on: connection)
        }
        answers.append(result)
      }
      rest = rest.dropFirst(Self.lanes)
      if isClosed { throw .stopped }
    }
    return answers
  }

  /// Follows a stream that has no end; returns when it ends all the same.
  /// - Parameter onPiece: called on the loop.
  func follow(
    _ target: String, onPiece: @escaping @Sendable (ByteBuffer) -> Void
  ) async throws(EngineFailure) {
    let connection = try await open()
    let answer = connection.get(target, limits: HTTPExchange.Limits(body: 65_536), onPiece: onPiece)
    _ = try await result(of: answer, on: connection).get()
  }

  private func send(
    _ target: String, _ limits: HTTPExchange.Limits, on connection: HTTPConnection
  ) async throws(EngineFailure) -> ByteBuffer {
    try await result(of: connection.get(target, limits: limits), on: connection).get()
  }

  private func result(
    of future: EventLoopFuture<HTTPAnswer>, on connection: HTTPConnection
  ) async -> Result<ByteBuffer, EngineFailure> {
    switch await future.outcome() {
    case .success(let answer):
      release(connection, answer.keepsConnection)
      guard answer.status / 100 == 2 else {
        return .failure(.refused(status: answer.status, message: EngineMessage.text(in: answer.body)))
      }
      return .success(answer.body)
    case .failure(let error):
      release(connection, false)
      return .failure(isClosed ? .stopped : error as? EngineFailure ?? .garbled("\(error)"))
    }
  }

  private func connection() async throws(EngineFailure) -> HTTPConnection {
    while let kept = idle.popLast() {
      guard kept.isOpen else { continue }
      busy.append(kept)
      return kept
    }
    return try await open()
  }

  private func open() async throws(EngineFailure) -> HTTPConnection {
    if isClosed { throw .stopped }
    let connection = try await HTTPConnection.open(socket, on: loop)
    if isClosed {
      connection.close()
      throw .stopped
    }
    daemonPid = connection.peerPid
    busy.append(connection)
    return connection
  }

  private func release(_ connection: HTTPConnection, _ isKept: Bool) {
    busy.removeAll { $0 == connection }
    if isKept, !isClosed, connection.isOpen { idle.append(connection) } else { connection.close() }
  }
}
