import Addresses
import LinuxSystem
import SystemPackage
import Topology

/// Reads the packet filter of the namespace that the calling thread is in, by the programs that belong to it. Reading it
/// makes nothing: tables of the older kind are asked for only where they are in use.
struct FirewallReader {
  /// Why it could not be read.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// - Returns: nil where no program for it is installed.
  /// - Throws: a ``Failure`` with the program's own words.
  static func read() throws -> Firewall? {
    var chains: [Firewall.Chain] = []
    var isInstalled = false
    var savers = 0
    if let nft = Program("nft") {
      isInstalled = true
      chains = try RulesetJSON(run(nft, ["-j", "list", "ruleset"])).chains
    }
    // What nft(8) says of rules of iptables(8) lacks the most of them.
    for kind in Kind.all {
      if !isInstalled || chains.contains(where: { $0.family == kind.family && Self.managed.contains($0.table) }),
        let save = Program("\(kind.program)-nft-save") ?? Program("\(kind.program)-save")
      {
        chains.removeAll { $0.family == kind.family && Self.managed.contains($0.table) }
        chains += RulesetText(String(decoding: try run(save, ["-c"]), as: UTF8.self), kind.addresses).chains
        savers += 1
      }
      if try usesLegacyTables(kind), let save = Program("\(kind.program)-legacy-save") {
        let text = String(decoding: try run(save, ["-c"]), as: UTF8.self)
        chains += RulesetText(text, kind.addresses, suffix: " (legacy)").chains
      }
    }
    return isInstalled || savers > 0 ? Firewall(chains: chains) : nil
  }

  private static func run(_ program: Program, _ arguments: [String]) throws -> [UInt8] {
    let result = try SpawnThread.run(program, arguments)
    guard result.status == 0 else {
      let words = String(decoding: result.errors, as: UTF8.self).split(separator: "\n").first.map(String.init)
      throw Failure(description: "\(program.path): \(words ?? "it ended with status \(result.status)")")
    }
    return result.output
  }

  /// Tables that iptables(8) keeps in nftables.
  private static let managed = ["filter", "nat", "mangle", "raw", "security"]

  /// One of the two families of iptables(8).
  private struct Kind {
    /// Of nftables.
    let family: String
    let addresses: IPAddress.Family
    let program: String
    /// The tables of the older kind that are in use, below /proc/net.
    let names: String

    static let all = [
      Kind(family: "ip", addresses: .ipv4, program: "iptables", names: "ip_tables_names"),
      Kind(family: "ip6", addresses: .ipv6, program: "ip6tables", names: "ip6_tables_names"),
    ]
  }

  private static func usesLegacyTables(_ kind: Kind) throws(SystemError) -> Bool {
    do {
      return try !readFile("/proc/thread-self/net/\(kind.names)").isEmpty
    } catch {
      if error.errno == .noSuchFileOrDirectory { return false }
      throw error
    }
  }
}
