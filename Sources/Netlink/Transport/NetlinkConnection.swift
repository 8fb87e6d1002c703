import CLinux
import SystemPackage

/// Requests and their answers, one after the other, over a socket or a fake kernel.
///
///     var kernel = try Rtnetlink()
///     for link in try kernel.links() { … }
public struct NetlinkConnection<Transport: NetlinkTransport & ~Copyable>: ~Copyable {
  /// A dump that changes under way is repeated this often; each attempt takes milliseconds.
  static var attempts: Int { 8 }

  /// What carries the messages.
  public var transport: Transport
  private let buffer: ReceiveBuffer
  private var sequence: UInt32 = 0

  /// A connection that receives into `buffer`; on a thread one may serve many connections, one at a time.
  public init(_ transport: consuming Transport, buffer: ReceiveBuffer = ReceiveBuffer()) {
    self.transport = transport
    self.buffer = buffer
    buffer.offerLittle()
  }

  /// Lists objects: sends a dump request and hands over each message of the answer.
  ///
  /// Where the kernel says that the list changed while it was made, it is made again.
  /// - Parameters:
  ///   - request: without `NLM_F_DUMP`, which is added.
  ///   - restart: called before the list is made again: what was collected is to be thrown away.
  ///   - body: called for each message; once it has thrown it is not called again, and its error is thrown at the end.
  public mutating func dump(
    _ request: consuming NetlinkRequest, restart: () -> Void, _ body: (NetlinkMessage) throws(NetlinkError) -> Void
  ) throws(NetlinkError) {
    request.insert(.dump)
    var last: NetlinkError?
    for attempt in 0..<Self.attempts {
      if attempt > 0 { restart() }
      do {
        if try exchange(&request, body) { return }
      } catch {
        switch error.cause {
        // Another dump is under way on this socket, a message did not fit, or some were lost: from a clean start it works.
        case .refused(.resourceBusy), .truncated, .overrun: last = error
        default: throw error
        }
        try drain()
      }
    }
    throw last ?? NetlinkError(MessageName.of(request.type), .interrupted)
  }

  // Inlined, so that the loop over messages knows its type: through witness tables it takes ten times as long.
  /// Makes a list of values of what a dump lists.
  @inline(__always)
  public mutating func dump<Value: NetlinkDecodable>(
    _ request: consuming NetlinkRequest, as type: Value.Type = Value.self
  ) throws(NetlinkError) -> [Value] {
    var values: [Value] = []
    try dump(request) {
      values.removeAll(keepingCapacity: true)
    } _: { (message) throws(NetlinkError) in
      values.append(try Value(message))
    }
    return values
  }

  /// Sends a request and waits until the kernel has carried it out.
  /// - Parameter body: called for each message that comes before the acknowledgement: the object asked for.
  /// - Throws: what the kernel objects to.
  public mutating func request(
    _ request: consuming NetlinkRequest, _ body: (NetlinkMessage) throws(NetlinkError) -> Void = { _ in }
  ) throws(NetlinkError) {
    request.insert(.acknowledge)
    _ = try exchange(&request, body)
  }

  /// Asks for one object, which is the whole answer.
  /// - Throws: what the kernel objects to.
  @inline(__always)
  mutating func object<Value: NetlinkDecodable>(_ request: consuming NetlinkRequest) throws(NetlinkError) -> Value {
    var value: Value?
    _ = try exchange(&request, ending: .withObject) { (message) throws(NetlinkError) in value = try Value(message) }
    guard let value else { throw NetlinkError(MessageName.of(request.type), .malformed) }
    return value
  }

  /// - Returns: false where the answer is inconsistent.
  private mutating func exchange(
    _ request: inout NetlinkRequest, ending: Reply.Ending = .withControl,
    _ body: (NetlinkMessage) throws(NetlinkError) -> Void
  ) throws(NetlinkError) -> Bool {
    sequence &+= 1
    request.finish(sequence: sequence)
    NetlinkTrace.shared?.sent(request.bytes)
    try transport.send(request.bytes)
    var reply = Reply(request: request.bytes, type: request.type, sequence: sequence, ending: ending)
    let buffer = buffer
    var datagrams = 0
    while !reply.isComplete {
      guard let datagram = try transport.receive(into: buffer, waits: true), datagram.isFromKernel else { continue }
      NetlinkTrace.shared?.received(buffer.bytes(datagram.length), datagram)
      if datagram.isTruncated {
        guard buffer.grow(to: datagram.length) else { throw NetlinkError(reply.operation, .truncated) }
        reply.fail(.truncated)
        // The end of the answer may have been in what was cut off: the rest is drained, not waited for.
        break
      }
      reply.take(buffer.bytes(datagram.length), body)
      datagrams += 1
      // The end of a short dump may come by itself. What is longer is to come in few pieces.
      if datagrams == 2 { buffer.offerAll() }
    }
    if let error = reply.error { throw error }
    return reply.isConsistent
  }

  /// Throws away what has come.
  private mutating func drain() throws(NetlinkError) {
    while true {
      do {
        guard try transport.receive(into: buffer, waits: false) != nil else { return }
      } catch  where error.cause == .overrun {
        continue
      }
    }
  }
}
