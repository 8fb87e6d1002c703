/// Notifications of what changes, as they come.
///
///     var monitor = try RtnetlinkMonitor([.link, .namespaceID], allNamespaces: true)
///     try epoll.add(monitor.rawValue, .input, token: 1)
///     …
///     let outcome = try monitor.receive { message, namespaceID in … }
public struct NetlinkMonitor<Transport: NetlinkTransport & ~Copyable>: ~Copyable {
  /// How far what was received can be trusted to be all.
  public enum Outcome: Hashable, Sendable {
    /// All that has happened was handed over.
    case current
    /// More may have come: receive again soon.
    case more
    /// Messages were lost (`ENOBUFS`): what is known has to be read anew.
    case overrun
  }

  /// What carries the messages.
  public var transport: Transport
  private let buffer: ReceiveBuffer

  /// A monitor of a transport that is subscribed to something.
  public init(_ transport: consuming Transport, buffer: ReceiveBuffer = ReceiveBuffer()) {
    self.transport = transport
    self.buffer = buffer
  }

  /// Hands over what has come, without waiting.
  /// - Parameters:
  ///   - limit: the number of datagrams after which it stops with `.more`.
  ///   - body: gets each message, and the number of the namespace it is from; `nil` for the socket's own.
  /// - Returns: `.overrun` as soon as the kernel tells of a loss; receive again for what came after it.
  public mutating func receive(
    limit: Int = .max, _ body: (NetlinkMessage, Int32?) throws(NetlinkError) -> Void
  ) throws(NetlinkError) -> Outcome {
    let buffer = buffer
    for _ in 0..<limit {
      let datagram: Datagram
      do {
        guard let next = try transport.receive(into: buffer, waits: false) else { return .current }
        datagram = next
      } catch  where error.cause == .overrun {
        return .overrun
      }
      guard datagram.isFromKernel else { continue }
      if datagram.isTruncated {
        guard buffer.grow(to: datagram.length) else { throw NetlinkError("receive", .truncated) }
        return .overrun
      }
      NetlinkTrace.shared?.received(buffer.bytes(datagram.length), datagram)
      var messages = NetlinkMessages(buffer.bytes(datagram.length))
      while let message = messages.next() { try body(message, datagram.namespaceID) }
      guard messages.isAtEnd else { throw NetlinkError("receive", .malformed) }
    }
    return .more
  }
}
