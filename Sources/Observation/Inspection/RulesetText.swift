import Addresses
import Topology

/// What `iptables-save -c` and `ip6tables-save -c` write (iptables-save(8)), as chains.
struct RulesetText {
  private(set) var chains: [Firewall.Chain] = []
  private let family: IPAddress.Family
  private let suffix: String
  private var table = ""

  /// - Parameter suffix: put behind the tables' names, to tell those of the older kind apart.
  init(_ text: String, _ family: IPAddress.Family = .ipv4, suffix: String = "") {
    self.family = family
    self.suffix = suffix
    let lines = text.split(separator: "\n")
    for line in lines {
      switch line.first {
      case "*": table = String(line.dropFirst())
      case ":": addChain(line.dropFirst())
      default: break
      }
    }
    // Rules may lead to chains that come later.
    for line in lines {
      if line.first == "*" { table = String(line.dropFirst()) }
      if line.hasPrefix("-A ") { addRule(String(line), packets: nil) }
      if line.first == "[", let end = line.firstIndex(of: "]"), line[end...].hasPrefix("] -A ") {
        addRule(String(line[line.index(end, offsetBy: 2)...]), packets: Self.packets(line))
      }
    }
  }

  private mutating func addChain(_ line: Substring) {
    let words = line.split(separator: " ")
    guard words.count >= 2 else { return }
    chains.append(
      Firewall.Chain(
        family: family == .ipv4 ? "ip" : "ip6", table: table + suffix, name: String(words[0]),
        base: Self.base(
          table, String(words[0]), drops: words[1] == "DROP", packets: words.dropFirst(2).first.flatMap(Self.packets))))
  }

  /// Where the kernel enters the chains that are built in (`NF_IP_PRI_*` of linux/netfilter_ipv4.h).
  private static func base(
    _ table: String, _ chain: String, drops: Bool, packets: UInt64?
  ) -> Firewall.Base? {
    let priorities = [
      "raw": -300, "mangle": -150, "filter": 0, "security": 50, "nat": chain == "POSTROUTING" ? 100 : -100,
    ]
    guard let priority = priorities[table],
      ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"].contains(chain)
    else { return nil }
    return Firewall.Base(
      type: table == "nat" ? "nat" : "filter", hook: chain.lowercased(), priority: priority, drops: drops,
      packets: packets)
  }

  /// The first number of `[PACKETS:BYTES]`.
  private static func packets(_ text: Substring) -> UInt64? { UInt64(text.dropFirst().prefix { $0 != ":" }) }

  private mutating func addRule(_ line: String, packets: UInt64?) {
    var words = Self.words(line)[...]
    guard words.count > 2 else { return }
    let name = words[1]
    words = words.dropFirst(2)
    guard let position = chains.firstIndex(where: { $0.name == name && $0.table == table + suffix }) else { return }
    var matches: [Firewall.Match] = []
    var isInverted = false
    while let word = words.popFirst() {
      switch word {
      case "!":
        isInverted = true
        continue
      case "-j", "-g":
        let target = words.popFirst() ?? ""
        chains[position].rules.append(
          Firewall.Rule(matches: matches, verdict: verdict(target, goesOn: word == "-g"), text: line, packets: packets))
        return
      default: matches += match(word, &words, isInverted)
      }
      isInverted = false
    }
    chains[position].rules.append(Firewall.Rule(matches: matches, verdict: .none, text: line, packets: packets))
  }

  private func match(_ word: String, _ words: inout ArraySlice<String>, _ isInverted: Bool) -> [Firewall.Match] {
    let value = words.first ?? ""
    func taking(_ subject: Firewall.Match.Subject) -> [Firewall.Match] {
      words = words.dropFirst()
      return [Firewall.Match(subject, isInverted: isInverted)]
    }
    switch word {
    case "-i": return taking(.input([value]))
    case "-o": return taking(.output([value]))
    case "-s": return taking(IPPrefix(value).map { .source([$0]) } ?? .unknown)
    case "-d": return taking(IPPrefix(value).map { .destination([$0]) } ?? .unknown)
    case "--ctstate", "--state": return taking(.state(value.lowercased().split(separator: ",").map(String.init)))
    case "-p": return taking(.transport([value == "ipv6-icmp" ? "icmpv6" : value]))
    case "--dport", "--dports":
      return taking(Self.ports(value).map { .destinationPort(nil, $0) } ?? .unknown)
    case "--dst-type": return taking(value == "LOCAL" ? .localDestination : .unknown)
    case "--comment":
      words = words.dropFirst()
      return []
    // What these select stands in options of their own.
    case "-m" where ["conntrack", "state", "comment", "addrtype", "tcp", "udp", "multiport"].contains(value):
      words = words.dropFirst()
      return []
    default:
      if let next = words.first, !next.hasPrefix("-"), next != "!" { words = words.dropFirst() }
      return [Firewall.Match(.unknown)]
    }
  }

  /// `80`, `80:88`, `22,80:88`; nil for anything else.
  private static func ports(_ text: String) -> [ClosedRange<UInt16>]? {
    let ranges = text.split(separator: ",").map { part -> ClosedRange<UInt16>? in
      let ends = part.split(separator: ":", omittingEmptySubsequences: false)
      // An end that is left out stands for the first or last port.
      guard ends.count <= 2, let low = ends[0].isEmpty ? 0 : UInt16(ends[0]),
        let high = ends.count == 1 ? low : ends[1].isEmpty ? .max : UInt16(ends[1]), low <= high
      else { return nil }
      return low...high
    }
    return ranges.allSatisfy { $0 != nil } ? ranges.compactMap(\.self) : nil
  }

  private func verdict(_ target: String, goesOn: Bool) -> Firewall.Verdict {
    switch target {
    case "ACCEPT": .accept
    case "DROP": .drop
    case "REJECT": .reject
    case "RETURN": .return
    case "MASQUERADE", "SNAT", "NETMAP": .translation
    case "LOG", "NFLOG", "MARK", "CONNMARK", "TCPMSS", "CLASSIFY", "DSCP", "TOS", "TTL", "CT", "NOTRACK", "CHECKSUM":
      .none
    default:
      if chains.contains(where: { $0.name == target && $0.table == table + suffix }) {
        goesOn ? .goTo(target) : .jump(target)
      } else {
        .unknown
      }
    }
  }

  /// The words of a line; those in double quotes are one (`--comment "a b"`).
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var (isQuoted, isEscaped, hasWord) = (false, false, false)
    for character in line {
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
        hasWord = true
      } else if character == " ", !isQuoted {
        if hasWord { words.append(word) }
        (word, hasWord) = ("", false)
      } else {
        word.append(character)
        hasWord = true
      }
    }
    return hasWord ? words + [word] : words
  }
}
