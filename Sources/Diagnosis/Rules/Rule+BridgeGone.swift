import Addresses
import Topology

extension Rule {
  /// A network of an engine whose bridge does not exist: its members' cables hang in the air, and nobody new can join.
  ///
  /// Told only where the namespace is known in which the engine keeps its bridges. Innocent: other drivers, and an engine
  /// that makes a bridge with the first container (Podman).
  static let bridgeGone = Rule("bridge-gone", "a network whose bridge is gone") { survey in
    let snapshot = survey.snapshot
    return snapshot.networks.compactMap { network in
      guard network.bridge == nil, let name = network.bridgeName, let home = network.home.flatMap(snapshot.namespace),
        home.access == .read, home.link(named: name) == nil,
        network.engine != "podman" || !network.containers.isEmpty
      else { return nil }
      return finding(network, name, home, snapshot)
    }
  }

  private static func finding(_ network: Network, _ name: String, _ home: Namespace, _ snapshot: Snapshot) -> Finding {
    let ends = network.containers.compactMap(snapshot.container).flatMap(\.endpoints)
      .filter { $0.networkID == network.id }.compactMap(\.hostLink)
    let loose = ends.filter { snapshot.link($0.id)?.master == nil && $0.id.namespace == home.id }
    let engine = network.engine ?? "its engine"
    return Finding(
      rule: bridgeGone.name, severity: network.containers.isEmpty ? .warning : .error, object: .network(network.key),
      involved: network.containers.map(ObjectID.container) + loose.map { .link($0.id) },
      title: "\(network.name): its bridge \(name) is gone"
        + (loose.isEmpty
          ? ""
          : ", and \(loose.count) cable\(loose.count == 1 ? "" : "s") hang\(loose.count == 1 ? "s" : "") in the air"),
      evidence: [
        "\(engine) says that the bridge of \(network.name) is \(name), and \(snapshot.name(of: home)) has no link of that name"
      ]
        + (loose.isEmpty ? [] : ["in no bridge: \(snapshot.names(of: loose.map(\.id)))"]),
      remedy: remedy(network, name, loose, home, snapshot))
  }

  private static func remedy(
    _ network: Network, _ name: String, _ loose: [LinkReference], _ home: Namespace, _ snapshot: Snapshot
  ) -> String {
    let bridge = Remedy.quoted(name)
    let known = network.subnets.filter { $0.gateway != nil }
    guard network.isInternal || known.count == network.subnets.count, !known.isEmpty else {
      return "Restart \(network.engine ?? "the engine"), which makes its bridges again"
    }
    let addresses = known.compactMap { subnet in
      subnet.gateway.map { "ip addr add \($0)/\(subnet.prefix.length) dev \(bridge)" }
    }
    let commands =
      ["ip link add \(bridge) type bridge"] + addresses + ["ip link set \(bridge) up"]
      + loose.map { "ip link set \(Remedy.quoted($0.name)) master \(bridge)" }
    return "Make it again: " + commands.map { snapshot.command($0, in: home.id) }.joined(separator: " && ")
  }
}
