/// What is let through to and from a network, and what is given another source address: chains of its own in the table
/// `gantry`, so that removing them touches nobody else's.
///
/// Every chain is hooked in by itself, as an `accept` ends one chain only while a `drop` is final: what one network lets
/// through another still drops.
public struct NetworkFilter: Hashable, Sendable {
  /// The table in which all chains are: of the family `inet`, IPv4 and IPv6.
  public static let table = "gantry"

  /// A chain that the kernel calls by itself.
  public struct Chain: Hashable, Sendable {
    /// Its name, unique in the table.
    public var name: String
    /// `filter` or `nat`.
    public var type: String
    /// Where the kernel calls it: `forward`, `postrouting`.
    public var hook: String
    /// The place among the chains there: 0 is `filter`, 100 `srcnat`.
    public var priority: Int
    /// Its rules, in order.
    public var rules: [FilterRule]
    /// The kernel's number of it; nil until it was made.
    public var handle: Int?
  }

  /// The namespace whose packet filter it is.
  public var namespace: NamespaceTarget
  /// The network's name.
  public var network: String
  /// The network's number in the registry.
  public var number: UInt64
  /// Its chains.
  public var chains: [Chain]

  /// The comment of each of its rules, as chains and tables can have none; nil for a network of gantry 0.1.0, which marked
  /// no rules.
  public var mark: String? { number == 0 ? nil : OwnerMark(network, number).text }

  init(of network: NativeNetwork, exits: [String]) {
    namespace = network.bridge.namespace
    self.network = network.name
    number = network.number
    let bridge = network.bridge.name
    let forward = Chain(
      name: "forward-\(network.name)", type: "filter", hook: "forward", priority: 0,
      rules: network.isInternal ? Self.closed(bridge) : Self.open(bridge, exits))
    let sources = network.subnets.map { subnet in
      FilterRule(.source(subnet.prefix), .output(bridge, isOther: true), verdict: .masquerade)
    }
    let nat = Chain(name: "nat-\(network.name)", type: "nat", hook: "postrouting", priority: 100, rules: sources)
    chains = network.isInternal ? [forward] : [forward, nat]
  }

  /// Nothing gets in or out; members among themselves are the bridge's matter.
  private static func closed(_ bridge: String) -> [FilterRule] {
    [
      FilterRule(.input(bridge), .output(bridge, isOther: true), verdict: .drop),
      FilterRule(.input(bridge, isOther: true), .output(bridge), verdict: .drop),
    ]
  }

  /// Members get out, but not into other networks, which are behind bridges; answers get in, and nothing else does.
  private static func open(_ bridge: String, _ exits: [String]) -> [FilterRule] {
    let out = exits.map { FilterRule(.input(bridge), .output($0), verdict: .accept) }
    return out + [
      FilterRule(.input(bridge), .output(bridge), verdict: .accept),
      FilterRule(.output(bridge), .established, verdict: .accept),
      FilterRule(.output(bridge), verdict: .drop),
      FilterRule(.input(bridge), .outputKind("bridge"), verdict: .drop),
    ]
  }

  /// As one command of nft(8).
  var command: String {
    let table = "inet \(Self.table)"
    let comment = mark.map { " comment \"\($0)\"" } ?? ""
    let parts = chains.flatMap { chain in
      [
        "add chain \(table) \(chain.name) { type \(chain.type) hook \(chain.hook) priority \(chain.priority); "
          + "policy accept; }"
      ] + chain.rules.map { "add rule \(table) \(chain.name) \($0.text)\(comment)" }
    }
    return "nft " + (["add table \(table)"] + parts).joined(separator: "; ").quoted
  }

  /// The command that takes it away, with the table where nothing else is in it.
  var removal: String {
    let parts = chains.flatMap { chain in
      ["flush chain inet \(Self.table) \(chain.name)", "delete chain inet \(Self.table) \(chain.name)"]
    }
    let table = "inet \(Self.table)"
    let emptying = "{ nft list table \(table) | grep -q chain || nft delete table \(table); }"
    return "nft \(parts.joined(separator: "; ").quoted) && " + emptying
  }
}
