import Addresses
import Topology

extension Rule {
  /// Members of a bridge whose default gateway nobody on it has: neither the bridge nor another member.
  ///
  /// Told only where everything plugged in is known: behind a card, a tunnel or a virtual machine there may be a router.
  static let bridgeWithoutGateway = Rule("bridge-without-gateway", "a gateway that nobody on the bridge has") {
    survey in
    survey.segments.flatMap { segment -> [Finding] in
      guard segment.bridge.isUp, segment.isClosed else { return [] }
      var held = Set(segment.bridge.addresses.map(\.prefix.address))
      for plug in segment.live { held.formUnion(plug.member?.addresses.map(\.prefix.address) ?? []) }
      var users: [IPAddress: [LinkID]] = [:]
      for plug in segment.live {
        guard let id = plug.member?.id else { continue }
        for exit in survey.exits(through: id) where !held.contains(exit.gateway) {
          users[exit.gateway, default: []].append(id)
        }
      }
      return users.sorted { $0.key < $1.key }.map { finding($0.key, $0.value, segment, survey.snapshot) }
    }
  }

  private static func finding(
    _ gateway: IPAddress, _ users: [LinkID], _ segment: Segment, _ snapshot: Snapshot
  ) -> Finding {
    let bridge = segment.bridge
    let addresses = bridge.addresses.map(\.prefix.description).joined(separator: ", ")
    let subnet = segment.networks.flatMap(\.subnets).first { $0.prefix.contains(gateway) }?.prefix
    let length = subnet.map { "\($0.length)" } ?? "LENGTH"
    let engines = segment.networks.compactMap { network in
      network.engine.map { engine in
        "\(engine) says of \(network.name): subnet "
          + network.subnets.map { "\($0.prefix)" + ($0.gateway.map { ", gateway \($0)" } ?? "") }.joined(
            separator: "; ")
      }
    }
    return Finding(
      rule: bridgeWithoutGateway.name, severity: .error, object: .link(bridge.id), involved: users.map(ObjectID.link),
      title: "\(snapshot.name(of: bridge.id)) has no address \(gateway), which is the gateway of "
        + "\(snapshot.names(of: users))",
      evidence: [
        "\(bridge.name)#\(bridge.index) has \(addresses.isEmpty ? "no address" : addresses)",
        "default route via \(gateway): \(snapshot.names(of: users))",
        "none of the \(segment.plugs.count) plugged in has \(gateway)",
      ] + engines,
      remedy: "Give the bridge that address back: "
        + snapshot.command(
          "ip addr add \(gateway)/\(length) dev \(Remedy.quoted(bridge.name))", in: bridge.id.namespace))
  }
}
