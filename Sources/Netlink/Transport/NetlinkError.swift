public import SystemPackage

/// A netlink operation that failed: what was asked, why it was refused in the kernel's own words, what to do.
public struct NetlinkError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Cause: Hashable, Sendable {
    /// The kernel received the request and refused it.
    case refused(Errno)
    /// A system call on the socket failed.
    case socket(Errno)
    /// The kernel had more to say than the receive buffer holds (`ENOBUFS`): messages are lost, read everything anew.
    case overrun
    /// What was listed changed during each attempt to list it (`NLM_F_DUMP_INTR`).
    case interrupted
    /// A message was larger than the receive buffer can be made.
    case truncated
    /// No answer came in time.
    case timedOut
    /// The answer is not what linux/netlink.h describes.
    case malformed
  }

  /// The request by its type's name in the kernel's headers: `RTM_NEWLINK`.
  public let operation: String
  /// Why it failed.
  public let cause: Cause
  /// The kernel's own message (`NLMSGERR_ATTR_MSG`): "Nexthop has invalid gateway".
  public let message: String?
  /// Where in the request, in bytes from its header on, the attribute is that the kernel objects to.
  public let offset: Int?
  /// The attribute that the kernel objects to or misses, by name: `RTA_GATEWAY`.
  public let attribute: String?

  /// A failure; a transport of one's own throws `.overrun`, `.timedOut` or `.socket`.
  public init(
    _ operation: String, _ cause: Cause, message: String? = nil, offset: Int? = nil, attribute: String? = nil
  ) {
    self.operation = operation
    self.cause = cause
    self.message = message
    self.offset = offset
    self.attribute = attribute
  }

  /// The error number, where the failure has one.
  public var errno: Errno? {
    switch cause {
    case .refused(let errno), .socket(let errno): errno
    case .overrun: .noBufferSpace
    case .interrupted, .truncated, .timedOut, .malformed: nil
    }
  }

  /// What the reader can do about it, where something can be done.
  public var hint: String? {
    switch cause {
    case .refused(.notPermitted), .refused(.permissionDenied): "it needs CAP_NET_ADMIN: run it as root (sudo)"
    case .refused(.notSupportedOnSocket), .refused(.notSupported): "this kernel lacks a module or an option for it"
    case .interrupted: "try again when fewer links come and go"
    case .overrun: "read everything anew; a larger receive buffer (SO_RCVBUFFORCE) loses less"
    default: nil
    }
  }

  /// `RTM_NEWROUTE: Network is unreachable: Nexthop has invalid gateway (RTA_GATEWAY)`.
  public var description: String {
    var text = "\(operation): \(reason)"
    if let message { text += ": \(message)" }
    if let attribute { text += " (\(attribute))" }
    if let hint { text += "; \(hint)" }
    return text
  }

  private var reason: String {
    switch cause {
    case .refused(let errno): "\(errno)"
    case .socket(let errno): "netlink socket: \(errno)"
    case .overrun: "messages were lost"
    case .interrupted: "it changed while it was being read"
    case .truncated: "the answer is too large"
    case .timedOut: "the kernel did not answer"
    case .malformed: "the answer is malformed"
    }
  }
}
