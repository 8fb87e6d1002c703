public import Addresses
import CLinux
import Glibc

/// A routing policy rule as `RTM_NEWRULE` and `RTM_DELRULE` tell of it (linux/fib_rules.h, ip-rule(8)).
public struct RuleMessage: Hashable, Sendable, NetlinkDecodable {
  /// What happens to packets that match (`FR_ACT_*`).
  public enum Action: Hashable, Sendable {
    /// A table is looked at.
    case table(UInt32)
    /// The rule of this priority comes next.
    case goTo(UInt32)
    /// Dropped in silence.
    case blackhole
    /// Refused: no route.
    case unreachable
    /// Refused: forbidden.
    case prohibit
    /// Nothing, or something unknown.
    case none
  }

  /// The family that it is for.
  public var family: IPAddress.Family
  /// The order among rules: the lowest comes first.
  public var priority: UInt32 = 0
  /// What happens to packets that match.
  public var action = Action.none
  /// `FIB_RULE_INVERT`: it is for packets that do not match.
  public var isInverted: Bool
  /// The sources that it is for; `nil` for all.
  public var source: IPPrefix?
  /// The destinations that it is for; `nil` for all.
  public var destination: IPPrefix?
  /// The packet's mark.
  public var mark: UInt32?
  /// The bits of the mark that count.
  public var markMask: UInt32?
  /// The link that packets arrive on; `lo` for those that are sent from here.
  public var inputLink: String?
  /// The link that the sending socket is bound to.
  public var outputLink: String?
  /// `FRA_SUPPRESS_PREFIXLEN`: routes of the table with no longer prefix than this do not count.
  public var suppressedLength: UInt32?
  /// It selects by more than that: type of service, ports, protocol, user, VRF or tunnel.
  public var hasOtherSelectors: Bool

  /// Reads an `RTM_NEWRULE` or `RTM_DELRULE` message.
  /// - Throws: `.malformed`, also for a family that is neither IPv4 nor IPv6.
  public init(_ message: NetlinkMessage) throws(NetlinkError) {
    let header: fib_rule_hdr = try message.header()
    switch Int32(header.family) {
    case AF_INET: family = .ipv4
    case AF_INET6: family = .ipv6
    default: throw NetlinkError(MessageName.of(message.type), .malformed)
    }
    isInverted = header.flags & UInt32(FIB_RULE_INVERT) != 0
    hasOtherSelectors = header.tos != 0
    var table = UInt32(header.table)
    var target: UInt32?
    var attributes = message.attributes(after: fib_rule_hdr.self)
    while let attribute = attributes.next() {
      switch attribute.type {
      case FRA_SRC: source = attribute.ipAddress.flatMap { IPPrefix($0, length: Int(header.src_len)) }
      case FRA_DST: destination = attribute.ipAddress.flatMap { IPPrefix($0, length: Int(header.dst_len)) }
      case FRA_IIFNAME: inputLink = attribute.string
      case FRA_OIFNAME: outputLink = attribute.string
      case FRA_PRIORITY: priority = attribute.uint32 ?? 0
      case FRA_FWMARK: mark = attribute.uint32
      case FRA_FWMASK: markMask = attribute.uint32
      case FRA_TABLE: table = attribute.uint32 ?? table
      case FRA_GOTO: target = attribute.uint32
      case FRA_SUPPRESS_PREFIXLEN: suppressedLength = attribute.uint32.flatMap { $0 == .max ? nil : $0 }
      case FRA_L3MDEV: hasOtherSelectors = hasOtherSelectors || attribute.uint8 != 0
      case FRA_TUN_ID, FRA_UID_RANGE, FRA_IP_PROTO, FRA_SPORT_RANGE, FRA_DPORT_RANGE: hasOtherSelectors = true
      default: break
      }
    }
    action = Self.action(Int(header.action), table: table, target: target)
  }

  private static func action(_ number: Int, table: UInt32, target: UInt32?) -> Action {
    switch number {
    case FR_ACT_TO_TBL: .table(table)
    case FR_ACT_GOTO: target.map(Action.goTo) ?? .none
    case FR_ACT_BLACKHOLE: .blackhole
    case FR_ACT_UNREACHABLE: .unreachable
    case FR_ACT_PROHIBIT: .prohibit
    default: .none
    }
  }
}
