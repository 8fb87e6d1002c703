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
    if let nft = Program("nft") {
      isInstalled = true
      chains = try RulesetJSON(run(nft, ["-j", "list", "ruleset"])).chains
    }
    // What nft(8) says of rules of iptables(8) lacks the most of them.
    let managed = ["filter", "nat", "mangle", "raw", "security"]
    if !isInstalled || chains.contains(where: { $0.family == "ip" && managed.contains($0.table) }),
      let save = Program("iptables-nft-save") ?? Program("iptables-save")
    {
      isInstalled = true
      chains.removeAll { $0.family == "ip" && managed.contains($0.table) }
      chains += RulesetText(String(decoding: try run(save, []), as: UTF8.self)).chains
    }
    if try usesLegacyTables(), let save = Program("iptables-legacy-save") {
      chains += RulesetText(String(decoding: try run(save, []), as: UTF8.self), suffix: " (legacy)").chains
    }
    return isInstalled ? Firewall(chains: chains) : nil
  }

  private static func run(_ program: Program, _ arguments: [String]) throws -> [UInt8] {
    let result = try SpawnThread.run(program, arguments)
    guard result.status == 0 else {
      let words = String(decoding: result.errors, as: UTF8.self).split(separator: "\n").first.map(String.init)
      throw Failure(description: "\(program.path): \(words ?? "it ended with status \(result.status)")")
    }
    return result.output
  }

  private static func usesLegacyTables() throws(SystemError) -> Bool {
    do {
      return try !readFile("/proc/thread-self/net/ip_tables_names").isEmpty
    } catch {
      if error.errno == .noSuchFileOrDirectory { return false }
      throw error
    }
  }
}
