import Addresses
import Topology

extension Rule {
  /// Members of a segment whose default gateway nobody on it has: no bridge, no other member, nobody who answers for
  /// others.
  ///
  /// Told only where all stations are known: behind a card, a tunnel or a virtual machine there may be a router. Who has a
  /// fixed neighbour entry for its gateway (as the pods of AWS and Azure) asks nobody.
  static let bridgeWithoutGateway = Rule(
    "bridge-without-gateway", "a gateway that nobody on the bridge has", isClearedByNeighbours: true
  ) { survey in
    survey.segments.flatMap { segment -> [Finding] in
      guard segment.isClosed, !survey.isCut(segment), !survey.isLoose(segment) else { return [] }
      var users: [IPAddress: [LinkID]] = [:]
      for station in segment.stations {
        for exit in survey.exits(through: station.link.id) where users[exit.gateway]?.last != exit.link {
          users[exit.gateway, default: []].append(exit.link)
        }
      }
      return users.filter { survey.lacks($0.key, on: segment) }.sorted { $0.key < $1.key }
        .compactMap { gateway, users in
          let askers = users.filter { !survey.snapshot.isFixed(gateway, on: $0) }
          return askers.isEmpty ? nil : finding(gateway, askers, segment, survey)
        }
    }
  }

  private static func finding(
    _ gateway: IPAddress, _ users: [LinkID], _ segment: Segment, _ survey: Survey
  ) -> Finding {
    let snapshot = survey.snapshot
    let rightful = survey.rightful(gateway, on: segment)
    // Without an engine's word the users are all there is to name; of a single bridge it is clear where they are.
    let object = rightful?.wired.bridge.id ?? (segment.bridges.count == 1 ? segment.bridges[0] : users[0])
    let title =
      object == users[0]
      ? "\(snapshot.names(of: users)): nobody on the segment has the gateway \(gateway)"
      : "\(snapshot.name(of: object)) has no address \(gateway), which is the gateway of \(snapshot.names(of: users))"
    return Finding(
      rule: bridgeWithoutGateway.name, severity: .error, object: .link(object),
      involved: users.filter { $0 != object }.map(ObjectID.link), title: title,
      evidence: segment.bridges.compactMap(snapshot.link).map { "\($0.name)#\($0.index) has \($0.addressText)" }
        + ["default route via \(gateway): \(snapshot.names(of: users))"]
        + ["none of the \(segment.stations.count) stations on the segment answers for \(gateway)"]
        + users.compactMap { user in
          snapshot.namespace(user.namespace)?.inquiry(for: gateway, on: user.index) == nil
            ? nil : snapshot.link(user)?.silence(about: gateway)
        }.prefix(1)
        + segment.hostEnds(besides: users).flatMap { survey.silence(of: $0, about: gateway, for: users) }
        + survey.statements(on: segment),
      remedy: remedy(gateway, rightful, segment, users, survey))
  }

  private static func remedy(
    _ gateway: IPAddress, _ rightful: (wired: WiredBridge, prefix: IPPrefix)?, _ segment: Segment, _ users: [LinkID],
    _ survey: Survey
  ) -> String {
    if let rightful {
      let bridge = rightful.wired.bridge
      return "Give the bridge that address back: "
        + survey.snapshot.command(
          "ip addr add \(gateway)/\(rightful.prefix.length) dev \(Remedy.quoted(bridge.name))",
          in: bridge.id.namespace)
    }
    if gateway.isLinkLocal, let end = segment.hostEnds(besides: users).first {
      return survey.speaking(end, for: gateway)
    }
    return "Nothing here says who is to have \(gateway): look for the router of this segment, and whether it has lost "
      + "that address"
  }
}

extension Survey {
  /// The bridge of a segment that an engine says has an address, and the subnet.
  fileprivate func rightful(_ address: IPAddress, on segment: Segment) -> (wired: WiredBridge, prefix: IPPrefix)? {
    for wired in segment.bridges.compactMap(bridge) {
      for network in wired.networks where network.engine != nil {
        if let subnet = network.subnets.first(where: { $0.prefix.contains(address) }) { return (wired, subnet.prefix) }
      }
    }
    return nil
  }

  /// It is a veth pair whose near end leads on to nothing, which other rules tell.
  fileprivate func isLoose(_ segment: Segment) -> Bool {
    guard segment.bridges.isEmpty, segment.stations.count == 2 else { return false }
    let (first, second) = (segment.stations[0].link, segment.stations[1].link)
    return isLoose(first, second) || isLoose(second, first)
  }

  /// Frames do not pass, which other rules tell.
  fileprivate func isCut(_ segment: Segment) -> Bool {
    segment.bridges.contains { snapshot.link($0)?.isUp != true }
  }

  /// `docker says of net0: subnet 10.5.0.0/24, gateway 10.5.0.1`, for each network of a segment.
  fileprivate func statements(on segment: Segment) -> [String] {
    segment.bridges.compactMap(bridge).flatMap(\.networks).compactMap { network in
      network.engine.map { engine in
        "\(engine) says of \(network.name): subnet "
          + network.subnets.map { "\($0.prefix)" + ($0.gateway.map { ", gateway \($0)" } ?? "") }
          .joined(separator: "; ")
      }
    }
  }
}

extension Segment {
  /// The other end of a veth pair that no bridge is part of, as Calico wires pods.
  fileprivate func hostEnds(besides users: [LinkID]) -> [Link] {
    bridges.isEmpty ? stations.map(\.link).filter { !users.contains($0.id) } : []
  }
}

extension Link {
  /// Its addresses in a line.
  var addressText: String {
    addresses.isEmpty ? "no address" : addresses.map(\.prefix.description).joined(separator: ", ")
  }
}
