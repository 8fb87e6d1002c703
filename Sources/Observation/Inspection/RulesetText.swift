import Addresses
import Topology

/// What `iptables-save` writes (iptables-save(8)), as chains.
struct RulesetText {
  private(set) var chains: [Firewall.Chain] = []
  private let suffix: String
  private var table = ""

  /// - Parameter suffix: put behind the tables' names, to tell those of the older kind apart.
  init(_ text: String, suffix: String = "") {
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
      if line.hasPrefix("-A ") { addRule(String(line)) }
    }
  }

  private mutating func addChain(_ line: Substring) {
    let words = line.split(separator: " ")
    guard words.count >= 2 else { return }
    chains.append(
      Firewall.Chain(
        family: "ip", table: table + suffix, name: String(words[0]),
        base: Self.base(table, String(words[0]), drops: words[1] == "DROP")))
  }

  /// Where the kernel enters the chains that are built in (`NF_IP_PRI_*` of linux/netfilter_ipv4.h).
  private static func base(_ table: String, _ chain: String, drops: Bool) -> Firewall.Base? {
    let priorities = [
      "raw": -300, "mangle": -150, "filter": 0, "security": 50, "nat": chain == "POSTROUTING" ? 100 : -100,
    ]
    guard let priority = priorities[table],
      ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"].contains(chain)
    else { return nil }
    return Firewall.Base(
      type: table == "nat" ? "nat" : "filter", hook: chain.lowercased(), priority: priority, drops: drops)
  }

  private mutating func addRule(_ line: String) {
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
          Firewall.Rule(matches: matches, verdict: verdict(target, goesOn: word == "-g"), text: line))
        return
      default: matches += match(word, &words, isInverted)
      }
      isInverted = false
    }
    chains[position].rules.append(Firewall.Rule(matches: matches, verdict: .none, text: line))
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
    case "--dst-type": return taking(value == "LOCAL" ? .localDestination : .unknown)
    case "--comment":
      words = words.dropFirst()
      return []
    // What these select stands in options of their own.
    case "-m" where ["conntrack", "state", "comment", "addrtype"].contains(value):
      words = words.dropFirst()
      return []
    default:
      if let next = words.first, !next.hasPrefix("-"), next != "!" { words = words.dropFirst() }
      return [Firewall.Match(.unknown)]
    }
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
