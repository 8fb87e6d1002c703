public import Addresses

/// The packet filter of a namespace, as far as it can be judged: chains with rules whose selectors are known or are not.
public struct Firewall: Hashable, Sendable {
  /// All chains, those of one table together.
  public var chains: [Chain]

  /// A packet filter.
  public init(chains: [Chain] = []) { self.chains = chains }

  /// Chains that the kernel enters at a place of a packet's way, in the order in which it does.
  public func baseChains(at hook: String, type: String) -> [Chain] {
    chains.filter { $0.base?.hook == hook && $0.base?.type == type }
      .sorted { ($0.base?.priority ?? 0, $0.table, $0.name) < ($1.base?.priority ?? 0, $1.table, $1.name) }
  }

  /// The chain that a rule of another one names.
  public func chain(named name: String, beside other: Chain) -> Chain? {
    chains.first { $0.name == name && $0.table == other.table && $0.family == other.family }
  }

  /// A chain (nft(8), iptables(8)).
  public struct Chain: Hashable, Sendable {
    /// `ip`, `ip6`, `inet`, …
    public var family: String
    /// The table's name.
    public var table: String
    /// The chain's name.
    public var name: String
    /// Where the kernel enters it; nil for one that only rules lead to.
    public var base: Base?
    /// Its rules, in their order.
    public var rules: [Rule]

    /// A chain.
    public init(family: String, table: String, name: String, base: Base? = nil, rules: [Rule] = []) {
      self.family = family
      self.table = table
      self.name = name
      self.base = base
      self.rules = rules
    }
  }

  /// Where the kernel enters a chain.
  public struct Base: Hashable, Sendable {
    /// `filter` or `nat`.
    public var type: String
    /// `forward`, `postrouting`, …
    public var hook: String
    /// Lower comes first.
    public var priority: Int
    /// What becomes of a packet that no rule decides on is a drop.
    public var drops: Bool
    /// Packets that no rule decided on; nil where they are not counted.
    public var packets: UInt64?

    /// A place in a packet's way.
    public init(type: String, hook: String, priority: Int, drops: Bool, packets: UInt64? = nil) {
      self.packets = packets
      self.type = type
      self.hook = hook
      self.priority = priority
      self.drops = drops
    }
  }

  /// A rule.
  public struct Rule: Hashable, Sendable {
    /// What packets it is for; those of all.
    public var matches: [Match]
    /// What becomes of them.
    public var verdict: Verdict
    /// The rule in the words of its own tool.
    public var text: String
    /// Packets that it was for; nil where they are not counted.
    public var packets: UInt64?

    /// A rule.
    public init(matches: [Match], verdict: Verdict, text: String, packets: UInt64? = nil) {
      self.packets = packets
      self.matches = matches
      self.verdict = verdict
      self.text = text
    }
  }

  /// One condition of a rule.
  public struct Match: Hashable, Sendable {
    /// What it looks at.
    public enum Subject: Hashable, Sendable {
      /// Names of links that packets come in by; a `+` or `*` at the end stands for anything.
      case input([String])
      /// Names of links that packets leave by.
      case output([String])
      case source([IPPrefix])
      case destination([IPPrefix])
      /// The destination is an address of the namespace itself.
      case localDestination
      /// States of a connection: `new`, `established`, …
      case state([String])
      /// The transport protocols: `tcp`, `udp`, `icmp`, …
      case transport([String])
      /// Ports that it goes to, of one transport protocol; nil where another condition says of which.
      case destinationPort(String?, [ClosedRange<UInt16>])
      /// `ip`, `ip6`: the family of the packet.
      case family(IPAddress.Family)
      /// Something that cannot be judged.
      case unknown
    }

    /// What it looks at.
    public var subject: Subject
    /// It is for packets that are otherwise.
    public var isInverted: Bool

    /// A condition.
    public init(_ subject: Subject, isInverted: Bool = false) {
      self.subject = subject
      self.isInverted = isInverted
    }
  }

  /// What a rule does.
  public enum Verdict: Hashable, Sendable {
    case accept, drop, reject, `return`
    case jump(String), goTo(String)
    /// The source is translated.
    case translation
    /// Nothing that decides: counting, logging, marking.
    case none
    /// Something that may decide, and cannot be judged.
    case unknown
  }
}
