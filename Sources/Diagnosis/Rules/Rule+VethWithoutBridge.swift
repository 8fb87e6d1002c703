import Addresses
import Topology

extension Rule {
  /// The near end of a cable whose far end has an address, but that leads on to nothing: it is no port, has no address, no
  /// route goes through it, and nothing stands on it.
  ///
  /// Innocent: cables that are routed (Calico and others: a host route to the container), direct ones between two
  /// namespaces, spare ones without an address. A program in the kernel (eBPF) may forward all the same, which can't be
  /// seen: where no engine says that it should be plugged in, a neighbour that answers on the cable is proof of it, and so
  /// are the links of Cilium.
  static let vethWithoutBridge = Rule(
    "veth-without-bridge", "a container's cable that is plugged into nothing", isClearedByNeighbours: true
  ) { survey in
    survey.cables.compactMap { cable in
      let (near, far) = (cable.near, cable.far)
      guard survey.isLoose(near, far), let place = survey.snapshot.namespace(far.id.namespace) else { return nil }
      let network = survey.snapshot.bridgeNetwork(of: far, in: place)
      if network == nil, place.hasAnswer(on: far) || survey.snapshot.isCilium(near) { return nil }
      // A bridge that is gone is one cause, and told as such.
      if let network, network.bridge == nil { return nil }
      return finding(cable, place, network, survey)
    }
  }

  private static func finding(
    _ cable: Cable, _ place: Namespace, _ network: Network?, _ survey: Survey
  ) -> Finding {
    let (near, far, snapshot) = (cable.near, cable.far, survey.snapshot)
    let addresses = far.addresses.filter { !$0.prefix.address.isLinkLocal }.map(\.prefix.description)
    let bridge = network?.bridge
    let said = network.map { network in
      "\(network.engine ?? "its engine") says that it is on \(network.name)"
        + (bridge.map { ", whose bridge is \($0.name)" } ?? "")
    }
    let routing = network == nil ? survey.routing(to: far, through: near) : nil
    let severity: Finding.Severity =
      network != nil ? .error : place.containers.isEmpty && routing == nil ? .info : .warning
    let target = bridge?.id.namespace == near.id.namespace ? bridge?.name : nil
    let command = target.map { "ip link set \(Remedy.quoted(near.name)) master \(Remedy.quoted($0))" }
    return Finding(
      rule: vethWithoutBridge.name, severity: severity, object: .link(near.id), involved: [.link(far.id)],
      title: "\(snapshot.name(of: far.id)): its cable ends at \(snapshot.name(of: near.id)), which is in no bridge",
      evidence: [
        "\(snapshot.name(of: far.id))#\(far.index) has \(addresses.joined(separator: ", "))",
        "\(snapshot.name(of: near.id))#\(near.index) has no master, no address, and no route through it",
      ] + [said].compactMap { $0 },
      remedy: command.map { "Plug it in: " + snapshot.command($0, in: near.id.namespace) }
        ?? routing.map { "Its gateway is link-local, so it is meant to be routed: " + $0 }
        ?? "Nothing here says where it belongs: look for who made it, and for the bridge or route it was meant to have")
  }
}

extension Survey {
  /// The near end of a veth pair leads on to nothing, while the far one has an address.
  func isLoose(_ near: Link, _ far: Link) -> Bool {
    guard near.master == nil, far.master == nil, near.isUp, far.isUp, near.id.namespace != far.id.namespace,
      far.hasGlobalAddress, !near.hasGlobalAddress, !stackedOn.contains(near.id),
      let home = snapshot.namespace(near.id.namespace), let place = snapshot.namespace(far.id.namespace)
    else { return false }
    return home.access == .read && place.access == .read && !place.isHost && !home.hasRoute(through: near)
  }
}

extension Link {
  fileprivate var hasGlobalAddress: Bool { addresses.contains { !$0.prefix.address.isLinkLocal } }
}

extension Namespace {
  /// A route of any table leads through the link; those that every link has by itself don't count.
  func hasRoute(through link: Link) -> Bool {
    routes.contains { route in
      !route.destination.address.isLinkLocal && !route.destination.address.isMulticast
        && route.nextHops.contains { $0.link == link.index }
    }
  }

  /// Somebody has answered on the link.
  fileprivate func hasAnswer(on link: Link) -> Bool {
    neighbours.contains { neighbour in
      guard neighbour.link == link.index, neighbour.mac != nil else { return false }
      return switch neighbour.state {
      case .reachable, .stale, .delay, .probe, .permanent: true
      case .incomplete, .failed, .noarp, .none: false
      }
    }
  }
}

extension Snapshot {
  /// Cilium has a pair of its own in each namespace whose pods it serves.
  fileprivate func isCilium(_ link: Link) -> Bool {
    namespace(link.id.namespace)?.link(named: "cilium_host") != nil
  }

  /// The engine's network with a bridge that a link inside a container is said to be on.
  func bridgeNetwork(of link: Link, in namespace: Namespace) -> Network? {
    for container in namespace.containers.compactMap(container) {
      for endpoint in container.endpoints where endpoint.link?.id == link.id && endpoint.driver == "bridge" {
        return network(of: endpoint, of: container)
      }
    }
    return nil
  }
}
