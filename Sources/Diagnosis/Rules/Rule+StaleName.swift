import Topology

extension Rule {
  /// A file in the directory of `ip netns` on which no namespace is mounted: what is left of one that is gone. `ip netns`
  /// lists it, cannot enter it, and refuses to make another of that name.
  ///
  /// Innocent: a name that is mounted in another mount namespace, and one that is being made just now, where an earlier
  /// picture tells. Until it has been looked into other mount namespaces nothing is said.
  static let staleName = Rule("stale-name", "a leftover name of a namespace that is gone", isRestless: true) { survey in
    let snapshot = survey.snapshot
    guard !snapshot.staleNames.isEmpty, let host = snapshot.hostNamespace, snapshot.hasLookedDeep else { return [] }
    let elsewhere = Set(snapshot.namespaces.flatMap(\.names))
    return snapshot.staleNames.filter { path in
      !elsewhere.contains(name(of: path)) && survey.earlier?.staleNames.contains(path) ?? true
    }
    .map { finding($0, host) }
  }

  private static func finding(_ path: String, _ host: Namespace) -> Finding {
    Finding(
      rule: staleName.name, severity: .warning, object: .namespace(host.id),
      title: "the namespace \(name(of: path)) is gone, its name is left",
      evidence: ["\(path) is there, and no namespace is mounted on it"],
      remedy: "Remove the name: ip netns delete \(Remedy.quoted(name(of: path)))")
  }

  private static func name(of path: String) -> String {
    String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
  }
}

extension Snapshot {
  /// Other mount namespaces have been looked into, or nothing here does so.
  var hasLookedDeep: Bool { sources.allSatisfy { $0.name != "deep scan" || $0.state == .ok } }
}
