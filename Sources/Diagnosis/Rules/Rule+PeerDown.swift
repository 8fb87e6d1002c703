import Addresses
import Topology

extension Rule {
  /// A veth pair of which one end is set up and the other is not: the one that is up has no carrier.
  /// Where both are down nobody wants the cable, which is not wrong.
  static let peerDown = Rule("peer-down", "a cable of which only one end is up") { survey in
    survey.cables.compactMap { cable in
      guard cable.near.isUp != cable.far.isUp, !survey.isOrphan(cable) else { return nil }
      let (up, down) = cable.near.isUp ? (cable.near, cable.far) : (cable.far, cable.near)
      return survey.snapshot.namespace(down.id.namespace).map { finding(up, down, $0, survey.snapshot) }
    }
  }

  private static func finding(_ up: Link, _ down: Link, _ namespace: Namespace, _ snapshot: Snapshot) -> Finding {
    let owner = snapshot.name(of: namespace)
    return Finding(
      rule: "peer-down", severity: namespace.containers.isEmpty || namespace.isHost ? .warning : .error,
      object: .link(down.id),
      title: "\(owner): its \(down.name) is down, so its cable to \(snapshot.name(of: up.id)) has no carrier",
      evidence: evidence(up, down, namespace, snapshot), remedy: remedy(down, namespace, snapshot))
  }

  private static func evidence(_ up: Link, _ down: Link, _ namespace: Namespace, _ snapshot: Snapshot) -> [String] {
    var evidence = [snapshot.state(of: down), snapshot.state(of: up)]
    if let master = up.master, let bridge = snapshot.link(LinkID(namespace: up.id.namespace, index: master)) {
      evidence.append("as a port of \(bridge.name) it is \(up.port?.state.rawValue ?? "in an unknown state")")
    }
    if namespace.access == .read, !namespace.isHost, namespace.gateways.isEmpty {
      evidence.append("\(namespace.id.kernelName) has no default route")
    }
    return evidence
  }

  /// Setting a link up again brings back neither the default route nor the global IPv6 addresses that went with it.
  private static func remedy(_ down: Link, _ namespace: Namespace, _ snapshot: Snapshot) -> String {
    let name = Remedy.quoted(down.name)
    let lost = lost(by: down, in: namespace, snapshot)
    let commands =
      ["ip link set \(name) up"]
      + lost.addresses.map { "ip -6 addr add \($0) dev \(name)" }
      + lost.gateways.map { "ip\($0.family == .ipv6 ? " -6" : "") route add default via \($0) dev \(name)" }
    let entered = commands.compactMap { Remedy.command($0, in: namespace) }
    let what = "Set \(down.name) up" + (commands.count > 1 ? " and put back what went with it" : "")
    guard entered.count == commands.count else { return what + " from inside \(namespace.id.kernelName)" }
    return "\(what): " + entered.joined(separator: " && ")
  }

  /// What the engine configured for the link and the kernel no longer has.
  private static func lost(
    by link: Link, in namespace: Namespace, _ snapshot: Snapshot
  ) -> (addresses: [IPPrefix], gateways: [IPAddress]) {
    let endpoints = namespace.containers.compactMap(snapshot.container).flatMap(\.endpoints)
    guard let configured = endpoints.first(where: { $0.link?.id == link.id })?.configured else { return ([], []) }
    let present = link.addresses.map(\.prefix.address)
    let routed = namespace.gateways.map(\.family)
    return (
      configured.addresses.filter { $0.address.family == .ipv6 && !present.contains($0.address) },
      configured.gateways.filter { !routed.contains($0.family) }
    )
  }
}
