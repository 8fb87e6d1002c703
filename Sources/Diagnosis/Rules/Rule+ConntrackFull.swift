import Topology

extension Rule {
  /// A table of tracked connections that is nearly full: once it is, packets of new connections are dropped, those between
  /// members of one bridge included where bridges go through the packet filter.
  static let conntrackFull = Rule("conntrack-full", "a table of tracked connections that is nearly full") { survey in
    survey.snapshot.namespaces.compactMap { namespace in
      guard let table = namespace.conntrack, table.limit > 0, table.count >= table.limit / 10 * 9 else { return nil }
      return finding(table, namespace, survey.snapshot)
    }
  }

  private static func finding(_ table: Conntrack, _ namespace: Namespace, _ snapshot: Snapshot) -> Finding {
    let isFull = table.count >= table.limit
    let filtering = namespace.bridgeFiltering.map { $0.ipv4 || $0.ipv6 } ?? false
    return Finding(
      rule: conntrackFull.name, severity: isFull ? .error : .warning, object: .namespace(namespace.id),
      title: "\(snapshot.name(of: namespace)): the table of tracked connections is "
        + (isFull ? "full, new connections are dropped" : "\(table.count * 100 / table.limit) % full"),
      evidence: ["nf_conntrack_count is \(table.count), nf_conntrack_max \(table.limit)"]
        + (table.drops.map { ["\($0) packets were dropped so far because there was no room"] } ?? [])
        + (filtering ? ["frames between ports of a bridge are tracked as well (bridge-nf-call-iptables)"] : []),
      // The limit is the host's: no namespace but the first one can set it.
      remedy: "Allow more, about 320 bytes of memory each, and look at who opens so many (conntrack -L): "
        + "sysctl -w net.netfilter.nf_conntrack_max=\(table.limit * 2)")
  }
}
