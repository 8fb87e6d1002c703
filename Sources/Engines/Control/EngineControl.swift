import FoundationEssentials
import NIOCore
import Synchronization

/// Tells an engine of this machine what to do, one request at a time; whoever calls waits for the answer.
public final class EngineControl: Sendable {
  /// What an engine is asked.
  public struct Request: Sendable {
    let method: HTTPExchange.Method
    /// Path and query, without the API's version.
    let path: String
    let content: JSONValue?
    let patience: Duration
    /// True for Podman's own API, whose paths have a version of their own.
    var isLibpod = false

    /// Reads something.
    public static func get(_ path: String) -> Request {
      Request(method: .get, path: path, content: nil, patience: .seconds(30))
    }

    /// Reads something through Podman's own API.
    public static func podman(_ path: String) -> Request {
      Request(method: .get, path: path, content: nil, patience: .seconds(30), isLibpod: true)
    }

    /// Has something done.
    public static func post(_ path: String, _ content: JSONValue? = nil, patience: Duration = .seconds(60)) -> Request {
      Request(method: .post, path: path, content: content, patience: patience)
    }

    /// Has something removed.
    public static func delete(_ path: String) -> Request {
      Request(method: .delete, path: path, content: nil, patience: .seconds(60))
    }
  }

  /// What it is called.
  public let name: String
  private let socket: String
  private let session = Mutex<EngineSession?>(nil)

  /// An engine by its socket; nothing is asked yet.
  public init(name: String, socket: String) {
    self.name = name
    self.socket = socket
  }

  /// Sends a request and waits for the answer.
  /// - Returns: the JSON in it; nil where there is none.
  /// - Throws: the engine's own words with the status, or why there was no answer.
  @discardableResult
  public func send(_ request: Request) throws(EngineRefusal) -> JSONValue? {
    do throws(EngineFailure) {
      let session = try negotiated()
      let root = request.isLibpod ? session.libpod : "/v\(session.api)"
      let body = try exchange(request.method, "\(root)\(request.path)", request.content, request.patience)
      return body.readableBytes == 0 ? nil : try? body.decoded(as: JSONValue.self)
    } catch {
      throw EngineRefusal(name, error)
    }
  }

  /// How many octets the answer to a request has, which need not be JSON.
  public func size(of request: Request) throws(EngineRefusal) -> Int {
    do throws(EngineFailure) {
      let session = try negotiated()
      return try exchange(request.method, "/v\(session.api)\(request.path)", request.content, request.patience)
        .readableBytes
    } catch {
      throw EngineRefusal(name, error)
    }
  }

  /// True where the engine's API has all endpoints of a container in one request (1.44, Docker 25).
  public func takesAllEndpoints() throws(EngineRefusal) -> Bool {
    do throws(EngineFailure) {
      return try negotiated().api >= APIVersion(major: 1, minor: 44)
    } catch {
      throw EngineRefusal(name, error)
    }
  }

  private func negotiated() throws(EngineFailure) -> EngineSession {
    if let known = session.withLock({ $0 }) { return known }
    let version = try exchange(.get, "/version", nil, .seconds(30)).decoded(as: EngineVersion.self)
    let agreed = try EngineSession(version)
    session.withLock { $0 = agreed }
    return agreed
  }

  /// A connection a request: changes are few, and nothing is left open meanwhile.
  private func exchange(
    _ method: HTTPExchange.Method, _ target: String, _ content: JSONValue?, _ patience: Duration
  ) throws(EngineFailure) -> ByteBuffer {
    let connection = try HTTPConnection.openWaiting(socket, on: EngineLoop.shared)
    defer { connection.close() }
    let limits = HTTPExchange.Limits(total: TimeAmount(patience))
    let answer: HTTPAnswer
    do {
      let body = try content.map { ByteBuffer(bytes: try JSONEncoder().encode($0)) }
      answer = try connection.send(method, target, body, limits: limits).wait()
    } catch {
      throw error as? EngineFailure ?? .garbled("\(error)")
    }
    // 304: it is so already.
    guard answer.status / 100 == 2 || answer.status == 304 else {
      throw .refused(status: answer.status, message: EngineMessage.text(in: answer.body))
    }
    return answer.status == 304 ? ByteBuffer() : answer.body
  }
}

extension String {
  /// The text as one part of a path or a query (RFC 3986, 2.3).
  public var pathComponent: String {
    let digits = Array("0123456789ABCDEF".utf8)
    return String(
      decoding: utf8.flatMap { byte -> [UInt8] in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "~"):
          [byte]
        default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
      }, as: UTF8.self)
  }
}
