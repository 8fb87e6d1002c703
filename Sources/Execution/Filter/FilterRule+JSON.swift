import Addresses
import Planning

extension FilterRule {
  /// Its expression, as libnftables-json(5) has it.
  var json: JSONTree { .list(matches.map(\.json) + [.object([verdict.rawValue: .null])]) }
}

extension FilterRule.Match {
  fileprivate var json: JSONTree {
    switch self {
    case .input(let name, let isOther): Self.comparison(["meta": ["key": "iifname"]], .text(name), isOther: isOther)
    case .output(let name, let isOther): Self.comparison(["meta": ["key": "oifname"]], .text(name), isOther: isOther)
    case .outputKind(let kind): Self.comparison(["meta": ["key": "oifkind"]], .text(kind))
    case .source(let prefix):
      Self.comparison(
        ["payload": ["protocol": prefix.address.family == .ipv4 ? "ip" : "ip6", "field": "saddr"]],
        ["prefix": ["addr": .text(prefix.address.description), "len": .number(prefix.length)]])
    case .established:
      ["match": ["op": "in", "left": ["ct": ["key": "state"]], "right": ["established", "related"]]]
    }
  }

  private static func comparison(_ left: JSONTree, _ right: JSONTree, isOther: Bool = false) -> JSONTree {
    ["match": ["op": isOther ? "!=" : "==", "left": left, "right": right]]
  }
}

extension NetworkFilter.Chain {
  private static let place: [String: JSONTree] = ["family": "inet", "table": .text(NetworkFilter.table)]

  /// Makes it anew, whatever is there of it already.
  var addition: [JSONTree] {
    let hooked = Self.place.merging([
      "name": .text(name), "type": .text(type), "hook": .text(hook), "prio": .number(priority), "policy": "accept",
    ]) { $1 }
    return [
      ["add": ["chain": .object(hooked)]], ["flush": ["chain": .object(named)]],
    ]
      + rules.map { rule in
        ["add": ["rule": .object(Self.place.merging(["chain": .text(name), "expr": rule.json]) { $1 })]]
      }
  }

  /// Removes it with its rules.
  var removal: [JSONTree] { [["flush": ["chain": .object(named)]], ["delete": ["chain": .object(named)]]] }

  private var named: [String: JSONTree] { Self.place.merging(["name": .text(name)]) { $1 } }
}
