import Addresses

/// A network's chains as the state directory has them.
public struct StoredFilter: Hashable, Sendable, Codable {
  struct Chain: Hashable, Sendable, Codable {
    var name: String
    var type: String
    var hook: String
    var priority: Int
    var rules: [StoredRule]
    var handle: Int?
  }

  var namespace: StoredNamespace
  var network: String
  var number: UInt64
  var chains: [Chain]

  /// Chains to be written.
  public init(_ filter: NetworkFilter) {
    namespace = StoredNamespace(filter.namespace)
    network = filter.network
    number = filter.number
    chains = filter.chains.map { chain in
      Chain(
        name: chain.name, type: chain.type, hook: chain.hook, priority: chain.priority,
        rules: chain.rules.map(StoredRule.init), handle: chain.handle)
    }
  }

  /// The chains that were written.
  public func restored() throws -> NetworkFilter {
    NetworkFilter(
      namespace: try namespace.restored(), network: network, number: number,
      chains: try chains.map { chain in
        NetworkFilter.Chain(
          name: chain.name, type: chain.type, hook: chain.hook, priority: chain.priority,
          rules: try chain.rules.map { try $0.restored() }, handle: chain.handle)
      })
  }
}

extension NetworkFilter {
  fileprivate init(namespace: NamespaceTarget, network: String, number: UInt64, chains: [Chain]) {
    self.namespace = namespace
    self.network = network
    self.number = number
    self.chains = chains
  }
}

/// A rule as the state directory has it.
struct StoredRule: Hashable, Sendable, Codable {
  enum Verdict: String, Hashable, Sendable, Codable { case accept, drop, masquerade }

  struct Match: Hashable, Sendable, Codable {
    enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
      case input, output, outputKind = "output-kind", source, established
    }

    var kind: Kind
    /// A link's name, or what kind of link it is.
    var link: String?
    var isOther: Bool?
    var prefix: IPPrefix?

    init(_ match: FilterRule.Match) {
      switch match {
      case .input(let name, let isOther): (kind, link, self.isOther) = (.input, name, isOther)
      case .output(let name, let isOther): (kind, link, self.isOther) = (.output, name, isOther)
      case .outputKind(let name): (kind, link) = (.outputKind, name)
      case .source(let range): (kind, prefix) = (.source, range)
      case .established: kind = .established
      }
    }

    func restored() throws -> FilterRule.Match {
      switch kind {
      case .input: .input(try needed(link, "link", of: kind), isOther: isOther ?? false)
      case .output: .output(try needed(link, "link", of: kind), isOther: isOther ?? false)
      case .outputKind: .outputKind(try needed(link, "link", of: kind))
      case .source: .source(try needed(prefix, "prefix", of: kind))
      case .established: .established
      }
    }
  }

  var matches: [Match]
  var verdict: Verdict

  init(_ rule: FilterRule) {
    matches = rule.matches.map(Match.init)
    verdict =
      switch rule.verdict {
      case .accept: .accept
      case .drop: .drop
      case .masquerade: .masquerade
      }
  }

  func restored() throws -> FilterRule {
    let verdict: FilterRule.Verdict =
      switch verdict {
      case .accept: .accept
      case .drop: .drop
      case .masquerade: .masquerade
      }
    return FilterRule(matches: try matches.map { try $0.restored() }, verdict: verdict)
  }
}

extension FilterRule {
  fileprivate init(matches: [Match], verdict: Verdict) {
    self.init(verdict: verdict)
    self.matches = matches
  }
}

/// An address family as the state directory has it.
enum StoredFamily: String, Hashable, Sendable, Codable {
  case ipv4, ipv6

  init(_ family: IPAddress.Family) {
    self =
      switch family {
      case .ipv4: .ipv4
      case .ipv6: .ipv6
      }
  }

  var restored: IPAddress.Family {
    switch self {
    case .ipv4: .ipv4
    case .ipv6: .ipv6
    }
  }
}

/// Rules in another owner's chain as the state directory has them.
struct StoredException: Hashable, Sendable, Codable {
  enum Tool: String, Hashable, Sendable, Codable { case iptables, nft, missing }

  var namespace: StoredNamespace
  /// Whose packets the chain drops; missing where it is both families'.
  var family: StoredFamily?
  var tool: Tool
  /// The variant of iptables, installed or not.
  var program: String?
  /// The family and name of the table, where it is nft(8)'s.
  var tableFamily: String?
  var table: String?
  var chain: String
  var network: String
  var number: UInt64
  var rules: [StoredRule]

  init(_ exception: ForwardException) {
    namespace = StoredNamespace(exception.namespace)
    family = exception.policy.family.map(StoredFamily.init)
    chain = exception.policy.chain
    network = exception.network
    number = exception.number
    rules = exception.rules.map(StoredRule.init)
    switch exception.policy.tool {
    case .iptables(let name): (tool, program) = (.iptables, name)
    case .nft(let family, let name): (tool, tableFamily, table) = (.nft, family, name)
    case .missing(let name): (tool, program) = (.missing, name)
    }
  }

  func restored() throws -> ForwardException {
    let way: ForwardPolicy.Tool =
      switch tool {
      case .iptables: .iptables(try needed(program, "program", of: tool))
      case .nft:
        .nft(family: try needed(tableFamily, "tableFamily", of: tool), table: try needed(table, "table", of: tool))
      case .missing: .missing(try needed(program, "program", of: tool))
      }
    return ForwardException(
      namespace: try namespace.restored(),
      policy: ForwardPolicy(family: family?.restored, tool: way, chain: chain), network: network, number: number,
      rules: try rules.map { try $0.restored() })
  }
}

extension ForwardException {
  fileprivate init(
    namespace: NamespaceTarget, policy: ForwardPolicy, network: String, number: UInt64, rules: [FilterRule]
  ) {
    self.namespace = namespace
    self.policy = policy
    self.network = network
    self.number = number
    self.rules = rules
  }
}

/// A setting of the kernel as the state directory has it.
struct StoredSetting: Hashable, Sendable, Codable {
  var namespace: StoredNamespace
  var path: String
  var before: String
  var after: String
  var family: StoredFamily

  init(_ setting: HostSetting) {
    namespace = StoredNamespace(setting.namespace)
    path = setting.path
    before = setting.before
    after = setting.after
    family = StoredFamily(setting.family)
  }

  func restored() throws -> HostSetting {
    HostSetting(
      namespace: try namespace.restored(), path: path, before: before, after: after, family: family.restored)
  }
}
