public import Addresses

/// A rule that says which routing table a packet is looked up in (`RTM_NEWRULE`, ip-rule(8)).
public struct RoutingRule: Hashable, Sendable {
  /// What a rule does with the packets that match.
  public enum Action: Hashable, Sendable {
    /// Looks them up in a table.
    case table(UInt32)
    /// Goes on with the rule of this priority.
    case goTo(UInt32)
    case blackhole, unreachable, prohibit
    /// Nothing, or something unknown.
    case none
  }

  /// The family that it is for.
  public var family: IPAddress.Family
  /// The order among rules: the lowest comes first.
  public var priority: UInt32
  /// What it does.
  public var action: Action
  /// It is for packets that do not match (`not`).
  public var isInverted: Bool
  /// The sources that it is for; nil for all.
  public var source: IPPrefix?
  /// The destinations that it is for; nil for all.
  public var destination: IPPrefix?
  /// The packet's mark.
  public var mark: UInt32?
  /// The bits of the mark that count.
  public var markMask: UInt32?
  /// The link that packets arrive on; `lo` for those that are sent from the namespace itself.
  public var inputLink: String?
  /// The link that the sending socket is bound to.
  public var outputLink: String?
  /// Routes of the table with no longer prefix than this do not count (`suppress_prefixlength`).
  public var suppressedLength: Int?
  /// It selects by more than that: type of service, ports, protocol, user, VRF or tunnel.
  public var hasOtherSelectors: Bool

  /// A rule.
  public init(
    family: IPAddress.Family = .ipv4, priority: UInt32, action: Action, isInverted: Bool = false,
    source: IPPrefix? = nil, destination: IPPrefix? = nil, mark: UInt32? = nil, markMask: UInt32? = nil,
    inputLink: String? = nil, outputLink: String? = nil, suppressedLength: Int? = nil, hasOtherSelectors: Bool = false
  ) {
    self.family = family
    self.priority = priority
    self.action = action
    self.isInverted = isInverted
    self.source = source
    self.destination = destination
    self.mark = mark
    self.markMask = markMask
    self.inputLink = inputLink
    self.outputLink = outputLink
    self.suppressedLength = suppressedLength
    self.hasOtherSelectors = hasOtherSelectors
  }

  /// True for the rules that every namespace has: all packets, in the tables `local`, `main` and `default`.
  public var isBuiltIn: Bool {
    let isForAll =
      source == nil && destination == nil && mark == nil && inputLink == nil && outputLink == nil
      && !hasOtherSelectors && !isInverted && suppressedLength == nil
    guard isForAll, case .table(let table) = action else { return false }
    return (253...255).contains(table)
  }

  /// Whether it is for a packet to anywhere that is sent from the namespace itself, without a mark and from an address
  /// that is not chosen yet.
  public var matchesPlainPackets: Bool {
    if hasOtherSelectors || outputLink != nil { return false }
    let selectors = [
      source.map { $0.length == 0 }, destination.map { $0.length == 0 }, inputLink.map { $0 == "lo" },
      mark.map { $0 & (markMask ?? .max) == 0 },
    ]
    return selectors.allSatisfy { $0 ?? true } != isInverted
  }

  /// The rule in the words of ip-rule(8): `100: not from all fwmark 0xca6c lookup 51820`.
  public var words: String {
    var words = ["\(priority):"] + (isInverted ? ["not"] : [])
    words += ["from", source.map { "\($0)" } ?? "all"]
    if let destination { words += ["to", "\(destination)"] }
    if let mark {
      let mask = markMask.flatMap { $0 == .max ? nil : "/0x" + String($0, radix: 16) } ?? ""
      words += ["fwmark", "0x" + String(mark, radix: 16) + mask]
    }
    if let inputLink { words += ["iif", inputLink] }
    if let outputLink { words += ["oif", outputLink] }
    if hasOtherSelectors { words.append("(and more)") }
    words += actionWords
    if let suppressedLength { words += ["suppress_prefixlength", "\(suppressedLength)"] }
    return words.joined(separator: " ")
  }

  private var actionWords: [String] {
    switch action {
    case .table(let table): ["lookup", Route.name(ofTable: table)]
    case .goTo(let priority): ["goto", "\(priority)"]
    case .blackhole: ["blackhole"]
    case .unreachable: ["unreachable"]
    case .prohibit: ["prohibit"]
    case .none: ["nop"]
    }
  }
}

extension Route {
  /// What ip-route(8) calls a table.
  public static func name(ofTable table: UInt32) -> String {
    switch table {
    case 255: "local"
    case mainTable: "main"
    case 253: "default"
    default: "\(table)"
    }
  }
}
