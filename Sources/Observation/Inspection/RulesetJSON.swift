import Addresses
import FoundationEssentials
import Topology

/// What `nft -j list ruleset` writes (libnftables-json(5)), as chains.
struct RulesetJSON {
  private(set) var chains: [Firewall.Chain] = []

  /// - Throws: a `DecodingError` for anything else.
  init(_ text: [UInt8]) throws {
    let document = try JSONDecoder().decode(Node.self, from: Data(text))
    for item in document["nftables"]?.list ?? [] {
      if let chain = item["chain"] { add(chain: chain) }
      if let rule = item["rule"] { add(rule: rule) }
    }
  }

  private mutating func add(chain: Node) {
    guard let family = chain["family"]?.text, let table = chain["table"]?.text, let name = chain["name"]?.text else {
      return
    }
    let base = chain["hook"]?.text.map { hook in
      Firewall.Base(
        type: chain["type"]?.text ?? "", hook: hook, priority: chain["prio"]?.number ?? 0,
        drops: chain["policy"]?.text == "drop")
    }
    chains.append(Firewall.Chain(family: family, table: table, name: name, base: base))
  }

  private mutating func add(rule: Node) {
    guard let family = rule["family"]?.text, let table = rule["table"]?.text, let name = rule["chain"]?.text,
      let position = chains.firstIndex(where: { $0.name == name && $0.table == table && $0.family == family })
    else { return }
    var matches: [Firewall.Match] = []
    var verdict = Firewall.Verdict.none
    var packets: UInt64?
    for expression in rule["expr"]?.list ?? [] {
      guard case .object(let members) = expression, let (key, value) = members.first else { continue }
      switch key {
      case "match": matches.append(Self.match(value))
      case "counter": packets = value["packets"]?.number.flatMap { UInt64(exactly: $0) }
      case "log", "comment", "notrack", "mangle", "flow", "ct helper", "ct timeout": break
      case "accept": verdict = .accept
      case "drop": verdict = .drop
      case "reject": verdict = .reject
      case "return": verdict = .return
      case "continue": break
      case "jump": verdict = value["target"]?.text.map(Firewall.Verdict.jump) ?? .unknown
      case "goto": verdict = value["target"]?.text.map(Firewall.Verdict.goTo) ?? .unknown
      case "masquerade", "snat": verdict = .translation
      case "xt" where value["type"]?.text == "match", "limit": matches.append(Firewall.Match(.unknown))
      default: verdict = .unknown
      }
    }
    let handle = rule["handle"]?.number.map { "\($0)" } ?? "?"
    chains[position].rules.append(
      Firewall.Rule(
        matches: matches, verdict: verdict, text: "rule \(handle) of \(family) \(table) \(name)", packets: packets))
  }

  private static func match(_ match: Node) -> Firewall.Match {
    guard let left = match["left"], let right = match["right"], let operation = match["op"]?.text,
      ["==", "!=", "in"].contains(operation), let subject = subject(left, right)
    else { return Firewall.Match(.unknown) }
    return Firewall.Match(subject, isInverted: operation == "!=")
  }

  private static func subject(_ left: Node, _ right: Node) -> Firewall.Match.Subject? {
    if let key = left["meta"]?["key"]?.text {
      switch key {
      case "iifname", "iif": return texts(right).map { .input($0) }
      case "oifname", "oif": return texts(right).map { .output($0) }
      case "l4proto": return texts(right).map { .transport($0.map { $0 == "ipv6-icmp" ? "icmpv6" : $0 }) }
      case "nfproto": return right.text.flatMap { $0 == "ipv4" ? .family(.ipv4) : $0 == "ipv6" ? .family(.ipv6) : nil }
      default: return nil
      }
    }
    if left["ct"]?["key"]?.text == "state" { return texts(right).map { .state($0) } }
    if left["fib"]?["result"]?.text == "type", left["fib"]?["flags"]?.list?.contains(.text("daddr")) ?? false {
      return right.text == "local" ? .localDestination : nil
    }
    if left["payload"]?["field"]?.text == "dport" {
      let transport = left["payload"]?["protocol"]?.text
      return ports(right).map { .destinationPort(transport == "th" ? nil : transport, $0) }
    }
    if let field = left["payload"]?["field"]?.text, field == "protocol" || field == "nexthdr" {
      return texts(right).map { .transport($0) }
    }
    guard let field = left["payload"]?["field"]?.text, let prefixes = prefixes(right) else { return nil }
    return field == "saddr" ? .source(prefixes) : field == "daddr" ? .destination(prefixes) : nil
  }

  private static func elements(_ node: Node) -> [Node] { node["set"]?.list ?? node.list ?? [node] }

  /// Names; nil where one of them is none, as of a set that is named only.
  private static func texts(_ node: Node) -> [String]? {
    let texts = elements(node).map { $0.text.flatMap { $0.hasPrefix("@") ? nil : $0 } }
    return texts.allSatisfy { $0 != nil } ? texts.compactMap(\.self) : nil
  }

  private static func ports(_ node: Node) -> [ClosedRange<UInt16>]? {
    let ranges = elements(node).map { element -> ClosedRange<UInt16>? in
      let ends = (element["range"]?.list ?? [element, element]).map { $0.number.flatMap { UInt16(exactly: $0) } }
      guard ends.count == 2, let low = ends[0], let high = ends[1], low <= high else { return nil }
      return low...high
    }
    return ranges.allSatisfy { $0 != nil } ? ranges.compactMap(\.self) : nil
  }

  private static func prefixes(_ node: Node) -> [IPPrefix]? {
    let prefixes = elements(node).map { element -> IPPrefix? in
      guard let prefix = element["prefix"] else {
        return element.text.flatMap { IPAddress($0) }.flatMap { IPPrefix($0, length: $0.family.bitWidth) }
      }
      guard let address = prefix["addr"]?.text.flatMap({ IPAddress($0) }), let length = prefix["len"]?.number else {
        return nil
      }
      return IPPrefix(address, length: length)
    }
    return prefixes.allSatisfy { $0 != nil } ? prefixes.compactMap(\.self) : nil
  }

  /// A JSON document, read as it is.
  enum Node: Decodable, Equatable {
    case text(String)
    case number(Int)
    case list([Node])
    case object([String: Node])
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else if let list = try? container.decode([Node].self) {
        self = .list(list)
      } else if let object = try? container.decode([String: Node].self) {
        self = .object(object)
      } else {
        self = .other
      }
    }

    subscript(_ key: String) -> Node? { if case .object(let members) = self { members[key] } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int? { if case .number(let number) = self { number } else { nil } }
    var list: [Node]? { if case .list(let list) = self { list } else { nil } }
  }
}
