import Addresses
import LinuxSystem
public import Planning
import SystemPackage
public import Topology

extension Plan {
  /// Those of its programs that are not installed.
  public static var missingPrograms: Set<String> { programs.filter { Program($0) == nil } }
}

extension HostFacts {
  /// What the namespace is like that the calling thread is in.
  /// - Parameter snapshot: its picture.
  /// - Throws: where the packet filter's program does not answer as it should.
  public static func read(_ snapshot: Snapshot) throws -> HostFacts {
    var settings: [String: String] = [:]
    for path in snapshot.hostNamespace.map(relevantSettings) ?? [] { settings[path] = try setting(path) }
    let hasPacketFilter = Program("nft") != nil
    let isAdministrator = try Capabilities.effective().isSuperset(of: Capabilities([.netAdmin]))
    let policies = isAdministrator ? try (hasPacketFilter ? nftPolicies() : []) + legacyPolicies() : []
    var facts = HostFacts(
      settings: settings, forwardPolicies: policies, hasPacketFilter: hasPacketFilter,
      remoteLogins: try RemoteLogins.addresses(), nameServers: try NameServers.addresses())
    facts.missingPrograms = Plan.missingPrograms
    return facts
  }

  /// The value of a setting; nil where it is not there, as on a kernel without IPv6.
  private static func setting(_ path: String) throws(SystemError) -> String? {
    do {
      return String(decoding: try readFile("/proc/sys/\(path)").filter { $0 > 0x20 }, as: UTF8.self)
    } catch {
      if error.errno == .noSuchFileOrDirectory { return nil }
      throw error
    }
  }

  /// Chains of nftables that drop; those of iptables-nft are recognised by their names, and managed by it.
  private static func nftPolicies() throws -> [ForwardPolicy] {
    let chains = try PacketFilter().chains()
    return chains.filter { $0.hook == "forward" && $0.policy == "drop" }.compactMap { chain in
      let family: IPAddress.Family? =
        switch chain.family {
        case "ip": .ipv4
        case "ip6": .ipv6
        default: nil
        }
      guard chain.table == "filter", chain.name == "FORWARD", let family else {
        guard ["ip", "ip6", "inet"].contains(chain.family) else { return nil }
        return ForwardPolicy(
          family: family, tool: .nft(family: chain.family, table: chain.table), chain: chain.name)
      }
      let hasDockers = chains.contains {
        $0.family == chain.family && $0.table == "filter" && $0.name == dockersChain
      }
      return ForwardPolicy(
        family: family, tool: tool(family, "nft"), chain: hasDockers ? dockersChain : "FORWARD")
    }
  }

  /// The older way: asked only where it is in use, as asking brings it into being.
  private static func legacyPolicies() throws -> [ForwardPolicy] {
    try [IPAddress.Family.ipv4, .ipv6].filter(usesLegacyFilter).compactMap { family in
      let tool = tool(family, "legacy")
      guard case .iptables(let program) = tool else {
        return ForwardPolicy(family: family, tool: tool, chain: "FORWARD")
      }
      let tables = try IPTables(program)
      guard try tables.rules(of: "FORWARD").first == "-P FORWARD DROP" else { return nil }
      return ForwardPolicy(family: family, tool: tool, chain: try tables.has(dockersChain) ? dockersChain : "FORWARD")
    }
  }

  private static func usesLegacyFilter(_ family: IPAddress.Family) throws(SystemError) -> Bool {
    do {
      let names = try readFile("/proc/thread-self/net/\(family == .ipv4 ? "ip_tables_names" : "ip6_tables_names")")
      return names.split(separator: UInt8(ascii: "\n")).contains { $0.elementsEqual("filter".utf8) }
    } catch {
      if error.errno == .noSuchFileOrDirectory { return false }
      throw error
    }
  }

  /// Docker leaves this chain to its users, and asks it first.
  private static let dockersChain = "DOCKER-USER"

  private static func tool(_ family: IPAddress.Family, _ variant: String) -> ForwardPolicy.Tool {
    let plain = family == .ipv4 ? "iptables" : "ip6tables"
    let name = "\(plain)-\(variant)"
    return Program(name) != nil ? .iptables(name) : .missing(name)
  }
}
