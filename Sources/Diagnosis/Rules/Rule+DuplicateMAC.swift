import Addresses
import Topology

extension Rule {
  /// One hardware address held twice on one segment, whose bridges then send frames for both to whoever spoke last. A
  /// station that has the address of a *port* is worse off still: the bridge keeps such frames for the host.
  ///
  /// Innocent: ports that share one among themselves (Xen and others give all the same), a bridge that has one of its
  /// ports', links that share the one of the link below, virtual routers (RFC 9568), ends that are down, other VLANs.
  static let duplicateMAC = Rule("duplicate-mac", "a hardware address held twice on one bridge") { survey in
    survey.segments.flatMap { findings(in: $0, survey) }
  }

  private struct Place: Hashable {
    let domain: Segment.Domain
    let mac: MACAddress
  }

  private static func findings(in segment: Segment, _ survey: Survey) -> [Finding] {
    guard segment.stations.count > 1 else { return [] }
    let snapshot = survey.snapshot
    let ports = Dictionary(segment.ports.compactMap { port in port.mac.map { ($0, port) } }) { first, _ in first }
    var holders: [Place: [Link]] = [:]
    for station in segment.stations {
      guard let domain = station.domain, let mac = station.link.mac, !mac.isVirtualRouter,
        !survey.sharesMAC(station.link)
      else { continue }
      holders[Place(domain: domain, mac: mac), default: []].append(station.link)
    }
    var found: [(place: Place, links: [Link])] = []
    for (place, stations) in holders {
      let port = ports[place.mac].flatMap { port in
        stations.contains { $0.kind.isBridge && snapshot.isPort(port, of: $0) } ? nil : port
      }
      let links = stations + [port].compactMap(\.self)
      if links.count > 1 { found.append((place, links)) }
    }
    return found.sorted { ($0.place.mac, $0.links[0].id) < ($1.place.mac, $1.links[0].id) }
      .map { finding($0.place.mac, $0.links, segment, survey) }
  }

  private static func finding(_ mac: MACAddress, _ links: [Link], _ segment: Segment, _ survey: Survey) -> Finding {
    let snapshot = survey.snapshot
    let configured = links.map { survey.configuration(of: $0) }
    let pinned = configured.compactMap { $0?.configured.mac == mac ? $0?.container : nil }
    let strays = zip(links, configured).filter { $0.1?.configured.mac.map { $0 != mac } ?? false }
    let object = strays.first?.0 ?? links.first { !$0.kind.isBridge } ?? links[0]
    let ordered = [object] + links.filter { $0.id != object.id }
    let commands = strays.compactMap { link, known in
      known?.configured.mac.map {
        snapshot.command("ip link set \(Remedy.quoted(link.name)) address \($0)", in: link.id.namespace)
      }
    }
    let remedy =
      if !commands.isEmpty {
        "Give it back its own hardware address: " + commands.joined(separator: " && ")
      } else if pinned.count > 1 {
        "It is set in the configuration of \(pinned.map(\.name).joined(separator: " and ")): make all but one of them "
          + "again without it"
      } else {
        "Nothing here says whose it is: give all but one of them another hardware address"
      }
    return Finding(
      rule: duplicateMAC.name, severity: .error, object: .link(object.id),
      involved: ordered.dropFirst().map { .link($0.id) },
      title: "\(mac) is held \(links.count) times on \(survey.name(of: segment)): "
        + snapshot.names(of: ordered.map(\.id)),
      evidence: ordered.map { "\(snapshot.name(of: $0.id))#\($0.index) has MAC \(mac)" }
        + configured.compactMap { known in
          known.flatMap { known in
            known.configured.mac.map { "\(known.container.engine) says MAC \($0) for \(known.container.name)" }
          }
        },
      remedy: remedy)
  }
}

extension Survey {
  /// It has the hardware address of the link that it is stacked on.
  fileprivate func sharesMAC(_ link: Link) -> Bool {
    if case .ipvlan = link.kind { return true }
    return link.parent?.link.flatMap { snapshot.link($0.id) }?.mac == link.mac && link.parent != nil
  }
}

extension Snapshot {
  fileprivate func isPort(_ port: Link, of bridge: Link) -> Bool {
    port.id.namespace == bridge.id.namespace && port.master == bridge.index
  }
}

extension MACAddress {
  /// True for 00-00-5E-00-01-XX and 00-00-5E-00-02-XX.
  var isVirtualRouter: Bool { bits >> 8 == 0x00_00_5e_00_01 || bits >> 8 == 0x00_00_5e_00_02 }
}
