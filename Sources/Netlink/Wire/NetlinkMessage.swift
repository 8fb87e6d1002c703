import CLinux

/// One message of a datagram from the kernel: a header (`struct nlmsghdr`) and a payload, for the time of a callback.
public struct NetlinkMessage: ~Escapable {
  /// `NLMSG_*` or, on a `NETLINK_ROUTE` socket, `RTM_*`; an `Int` as those constants are.
  public let type: Int
  /// `NLM_F_*`.
  public let flags: UInt16
  /// The number of the request that this answers; 0 for most notifications.
  public let sequence: UInt32
  /// The port that asked; 0 for a change that the kernel made by itself.
  public let port: UInt32
  /// What follows the header.
  public let payload: RawSpan

  /// The message that `bytes` begin with; `nil` where they are no message.
  @_lifetime(copy bytes)
  public init?(_ bytes: RawSpan) {
    guard let header = bytes.load(as: nlmsghdr.self), header.nlmsg_len >= 16, header.nlmsg_len <= bytes.byteCount
    else { return nil }
    type = Int(header.nlmsg_type)
    flags = header.nlmsg_flags
    sequence = header.nlmsg_seq
    port = header.nlmsg_pid
    payload = bytes.extracting(16..<Int(header.nlmsg_len))
  }

  /// The structure that the payload begins with.
  /// - Throws: `.malformed` where the payload is too short for it.
  public func header<Header: BitwiseCopyable>(_ type: Header.Type = Header.self) throws(NetlinkError) -> Header {
    guard let header = payload.load(as: Header.self) else {
      throw NetlinkError(MessageName.of(self.type), .malformed)
    }
    return header
  }

  /// The attributes that follow a leading structure.
  @_lifetime(copy self)
  public func attributes<Header>(after header: Header.Type) -> Attributes {
    Attributes(payload.dropping((MemoryLayout<Header>.size + 3) & ~3))
  }
}

/// The messages of a datagram, one after the other.
public struct NetlinkMessages: ~Escapable {
  private var rest: RawSpan

  /// The messages that begin where `bytes` begins.
  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan) { rest = bytes }

  /// The next message; `nil` at the end, or where what follows is no message.
  @_lifetime(copy self)
  public mutating func next() -> NetlinkMessage? {
    guard let message = NetlinkMessage(rest) else { return nil }
    rest = rest.dropping((message.payload.byteCount + 16 + 3) & ~3)
    return message
  }

  /// True where nothing is left; after `next()` gave `nil`, false says that what is left is malformed.
  public var isAtEnd: Bool { rest.byteCount == 0 }
}
