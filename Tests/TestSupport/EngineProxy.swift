import Foundation
import Glibc
import Synchronization

/// A proxy between gantry and an engine: it hands everything on as it is, but does something to the first request whose first
/// line has a text in it.
package final class EngineProxy: Sendable {
  /// What is done to that request.
  package enum Fault: Sendable {
    /// The engine does it; the answer is an error with this status.
    case fails(status: Int)
    /// The engine does it; there is no answer.
    case dropsAnswer
    /// The engine never hears of it; the answer is an error with this status.
    case refuses(status: Int)
    /// The engine gets other text in its body.
    case replaces(String, by: String)
  }

  package let path: String
  private let engine: String
  private let marker: String
  private let fault: Fault
  private let times: Mutex<Int>
  private let listener: Int32

  /// Listens beside the engine's own socket.
  /// - Parameters:
  ///   - marker: text in the first line of the request that is done something to.
  ///   - times: the number of such requests.
  package init(before engine: EngineUnderTest, _ fault: Fault, on marker: String, times: Int = 1) throws {
    self.engine = engine.socket
    self.marker = marker
    self.fault = fault
    self.times = Mutex(times)
    path = "\(engine.socket).proxy-\(UInt32.random(in: .min ... .max))"
    unlink(path)
    listener = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard Self.named(path, { bind(listener, $0, $1) }) == 0, listen(listener, 64) == 0 else {
      throw CommandError(command: "proxy", reason: "cannot listen at \(path): \(errno)", output: Output())
    }
    let socket = listener
    Thread.detachNewThread { [weak self] in
      while case let client = accept(socket, nil, nil), client >= 0 {
        Thread.detachNewThread { [self] in self?.serve(client) }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    unlink(path)
  }

  private static func named(_ path: String, _ body: (UnsafePointer<sockaddr>?, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafeBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { body($0.baseAddress, socklen_t(bytes.count)) }
    }
  }

  private func serve(_ client: Int32) {
    defer { close(client) }
    let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(server) }
    guard Self.named(engine, { connect(server, $0, $1) }) == 0, let request = Self.message(from: client) else { return }
    let isMeant = (request.head.components(separatedBy: "\r\n").first ?? "").contains(marker) && takeOne()
    guard isMeant else {
      Self.send(request.head + request.body, to: server)
      // Whoever keeps the connection goes on with it.
      Thread.detachNewThread { Self.pump(client, server) }
      return Self.pump(server, client)
    }
    switch fault {
    case .replaces(let old, let new):
      let body = request.body.replacing(old, with: new)
      Self.send(Self.head(request.head, length: body.utf8.count) + body, to: server)
      Self.pump(server, client)
    case .refuses(let status): Self.send(Self.failure(status), to: client)
    case .fails, .dropsAnswer:
      Self.send(request.head + request.body, to: server)
      guard Self.message(from: server) != nil, case .fails(let status) = fault else { return }
      Self.send(Self.failure(status), to: client)
    }
  }

  private func takeOne() -> Bool {
    times.withLock { times in
      times -= 1
      return times >= 0
    }
  }

  private static func failure(_ status: Int) -> String {
    let body = #"{"message":"made up by a test"}"#
    return "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  private static func head(_ head: String, length: Int) -> String {
    head.components(separatedBy: "\r\n").map { line in
      line.lowercased().hasPrefix("content-length:") ? "Content-Length: \(length)" : line
    }.joined(separator: "\r\n")
  }

  /// A head, and as much of a body as it tells of.
  private static func message(from descriptor: Int32) -> (head: String, body: String)? {
    var bytes: [UInt8] = []
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let head = String(text[..<end.upperBound])
        let length = head.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) }
        if bytes.count >= head.utf8.count + (length ?? 0) { return (head, String(text[end.upperBound...])) }
      }
      var piece = [UInt8](repeating: 0, count: 65536)
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { return nil }
      bytes += piece[..<count]
    }
  }

  private static func send(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  private static func pump(_ from: Int32, _ to: Int32) {
    var piece = [UInt8](repeating: 0, count: 65536)
    while case let count = read(from, &piece, piece.count), count > 0 {
      var sent = 0
      while sent < count {
        let some = piece[sent..<count].withUnsafeBytes {
          Glibc.send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard some > 0 else { return }
        sent += some
      }
    }
    shutdown(to, Int32(SHUT_WR))
  }
}
