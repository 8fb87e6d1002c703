public import Addresses

/// A chain of somebody else's through which forwarded packets go, and which drops what no rule of it accepts.
///
/// An `accept` in a table of one's own cannot overrule that: what is to pass needs rules in that chain.
public struct ForwardPolicy: Hashable, Sendable {
  /// What the chain is managed with.
  public enum Tool: Hashable, Sendable {
    /// This variant of iptables(8) or ip6tables: `iptables-legacy`.
    case iptables(String)
    /// nft(8), in this table: `inet filter`.
    case nft(family: String, table: String)
    /// Nothing that is installed: this program would be needed.
    case missing(String)
  }

  /// Whose packets it drops; nil for both.
  public var family: IPAddress.Family?
  /// What the chain is managed with.
  public var tool: Tool
  /// Where rules go: Docker's `DOCKER-USER` where there is one, else the chain itself.
  public var chain: String

  /// A chain that drops.
  public init(family: IPAddress.Family?, tool: Tool, chain: String) {
    self.family = family
    self.tool = tool
    self.chain = chain
  }
}

/// Rules in somebody else's chain that let a network's packets pass. They carry the network's name in a comment.
public struct ForwardException: Hashable, Sendable {
  /// The namespace whose packet filter it is.
  public var namespace: NamespaceTarget
  /// Where they go.
  public var policy: ForwardPolicy
  /// The network's name.
  public var network: String
  /// The network's number in the registry.
  public var number: UInt64
  /// The rules, in order.
  public var rules: [FilterRule]

  init(of network: NativeNetwork, in policy: ForwardPolicy) {
    namespace = network.bridge.namespace
    self.policy = policy
    self.network = network.name
    number = network.number
    let bridge = network.bridge.name
    // With br_netfilter also what stays on the bridge goes through there.
    rules =
      network.isInternal
      ? [FilterRule(.input(bridge), .output(bridge), verdict: .accept)]
      : [FilterRule(.input(bridge), verdict: .accept), FilterRule(.output(bridge), .established, verdict: .accept)]
  }

  /// The comment that marks them as gantry's.
  public var comment: String { OwnerMark(network, number).text }

  /// Each rule as arguments of iptables(8) after `-I CHAIN` or `-D CHAIN`.
  public var iptablesRules: [[String]] {
    rules.compactMap(\.iptables).map { $0 + ["-m", "comment", "--comment", comment] }
  }

  func command(isRemoval: Bool) -> String {
    switch policy.tool {
    case .iptables(let program), .missing(let program):
      return iptablesRules.map { rule in
        ([program, isRemoval ? "-D" : "-I", policy.chain] + rule).map(\.quoted).joined(separator: " ")
      }.joined(separator: " && ")
    case .nft(let family, let table):
      let chain = "\(family) \(table) \(policy.chain)"
      return isRemoval
        ? removal(from: chain)
        : rules.map { "nft " + "insert rule \(chain) \($0.text) comment \"\(comment)\"".quoted }
          .joined(separator: " && ")
    }
  }

  /// Rules of nft are deleted by their handles only: those that have the comment are looked for.
  private func removal(from chain: String) -> String {
    let edit = "s/.*comment \"\(comment)\".* # handle \\([0-9]*\\)$/delete rule \(chain) handle \\1/p"
    return "nft -a list chain \(chain) | sed -n \(edit.quoted) | nft -f -"
  }

  var place: String {
    switch policy.tool {
    case .iptables(let program), .missing(let program): "\(policy.chain) (\(program))"
    case .nft(let family, let table): "\(policy.chain) (nft table \(family) \(table))"
    }
  }
}

/// A step that changes a chain of somebody else's, by gantry's own rules in it.
public enum ForwardChange: Hashable, Sendable {
  /// Adds the rules, before those that are there.
  case accept(ForwardException)
  /// Removes them.
  case withdraw(ForwardException)

  /// What takes it back.
  var inverse: ForwardChange {
    switch self {
    case .accept(let exception): .withdraw(exception)
    case .withdraw(let exception): .accept(exception)
    }
  }

  /// What a person reads.
  var summary: String {
    switch self {
    case .accept(let exception): "let what \(exception.network) sends and is answered pass \(exception.place)"
    case .withdraw(let exception): "remove gantry's rules for \(exception.network) from \(exception.place)"
    }
  }

  /// The command that others would use.
  var command: String {
    switch self {
    case .accept(let exception): exception.namespace.running(exception.command(isRemoval: false))
    case .withdraw(let exception): exception.namespace.running(exception.command(isRemoval: true))
    }
  }
}
