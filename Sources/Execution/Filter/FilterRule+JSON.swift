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
  /// Makes the chain and its rules, each with the owner's mark.
  func addition(_ mark: String?) -> [JSONTree] {
    let place: [String: JSONTree] = ["family": "inet", "table": .text(NetworkFilter.table)]
    let hooked = place.merging([
      "name": .text(name), "type": .text(type), "hook": .text(hook), "prio": .number(priority), "policy": "accept",
    ]) { $1 }
    return [["add": ["chain": .object(hooked)]]]
      + rules.map { rule in
        var marked = place.merging(["chain": .text(name), "expr": rule.json]) { $1 }
        marked["comment"] = mark.map(JSONTree.text)
        return ["add": ["rule": .object(marked)]]
      }
  }
}
