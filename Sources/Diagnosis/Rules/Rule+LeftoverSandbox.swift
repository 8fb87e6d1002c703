import Topology

extension Rule {
  /// A sandbox that Docker left behind: a namespace in its directory that no process lives in and no container has. With it
  /// stay its cables and its port on the bridge.
  ///
  /// Innocent: the namespaces of Swarm's networks, which have no processes and names of their own, and one that was made
  /// just now. Until other mount namespaces were looked into nothing is said.
  static let leftoverSandbox = Rule("leftover-sandbox", "a sandbox whose container is gone", isRestless: true) {
    survey in
    let snapshot = survey.snapshot
    guard snapshot.hasLookedDeep, snapshot.sources.allSatisfy({ $0.state != .denied }) else { return [] }
    return snapshot.namespaces.compactMap { namespace in
      guard namespace.containers.isEmpty, namespace.access == .read,
        survey.earlier.map({ $0.namespace(namespace.id) != nil }) ?? true, let path = namespace.sandboxPath
      else { return nil }
      return finding(path, namespace, snapshot)
    }
  }

  private static func finding(_ path: String, _ namespace: Namespace, _ snapshot: Snapshot) -> Finding {
    let links = namespace.links.filter { $0.kind != .loopback }
    return Finding(
      rule: leftoverSandbox.name, severity: .info, object: .namespace(namespace.id),
      title: "\(snapshot.name(of: namespace)) is a sandbox that nobody lives in",
      evidence: [
        "\(path) is all that keeps it alive: no process lives in it, and no container has it",
        links.isEmpty
          ? "it has no links but the loopback"
          : "it has " + links.map { "\($0.name) (\($0.addressText))" }.joined(separator: ", "),
      ],
      remedy: "Remove it: umount \(Remedy.quoted(path)) && rm \(Remedy.quoted(path))")
  }
}

extension Namespace {
  /// Where it is mounted, of one that nothing but that mount keeps alive and whose name is that of a sandbox: the first 12
  /// digits of an id, in the directory of an engine.
  fileprivate var sandboxPath: String? {
    guard !holders.isEmpty, holders.allSatisfy({ $0.kind == .mount }) else { return nil }
    return holders.lazy.filter { $0.pid == nil }.compactMap(\.path).first { path in
      let parts = path.split(separator: "/")
      guard parts.count > 2, let name = parts.last, parts[parts.count - 2] == "netns", parts[parts.count - 3] != "run"
      else { return false }
      return name.utf8.count == 12 && name.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }
  }
}
