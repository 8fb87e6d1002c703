import Addresses
import Topology

extension Rule {
  /// One hardware address held twice on one bridge, which then sends frames for both to whoever spoke last. A member that
  /// has the address of a *port* is worse off still: the bridge keeps such frames for the host.
  ///
  /// Innocent: ports that share one among themselves (Xen and others give all the same), ends that are down, other VLANs.
  static let duplicateMAC = Rule("duplicate-mac", "a hardware address held twice on one bridge") { survey in
    survey.segments.flatMap { findings(in: $0, survey.snapshot) }
  }

  private struct Station: Hashable {
    let vlan: UInt16
    let mac: MACAddress
  }

  private static func findings(in segment: Segment, _ snapshot: Snapshot) -> [Finding] {
    var own: [MACAddress: LinkID] = [:]
    for plug in segment.plugs where plug.port.isUp {
      if let mac = plug.port.mac { own[mac] = plug.port.id }
    }
    if let mac = segment.bridge.mac { own[mac] = segment.bridge.id }
    var members: [Station: LinkID] = [:]
    var others: [Station: [LinkID]] = [:]
    for plug in segment.live {
      guard let id = plug.member?.id, let mac = plug.member?.mac, let vlan = segment.vlan(of: plug) else { continue }
      let station = Station(vlan: vlan, mac: mac)
      if members[station] != nil { others[station, default: []].append(id) } else { members[station] = id }
      if let port = own.removeValue(forKey: mac) { others[station, default: []].append(port) }
    }
    return others.sorted { ($0.key.mac, $0.key.vlan) < ($1.key.mac, $1.key.vlan) }.map { station, others in
      finding(station.mac, [members[station]].compactMap(\.self) + others, segment, snapshot)
    }
  }

  private static func finding(
    _ mac: MACAddress, _ holders: [LinkID], _ segment: Segment, _ snapshot: Snapshot
  ) -> Finding {
    let first = holders[0]
    let name = Remedy.quoted(snapshot.link(first)?.name ?? "")
    return Finding(
      rule: duplicateMAC.name, severity: .error, object: .link(first),
      involved: holders.dropFirst().map(ObjectID.link),
      title: "\(mac) is held \(holders.count) times on \(segment.bridge.name): \(snapshot.names(of: holders))",
      evidence: holders.map { "\(snapshot.name(of: $0))#\($0.index) has MAC \(mac)" },
      remedy: "Give all but one of them another hardware address: "
        + snapshot.command("ip link set \(name) address 02:XX:XX:XX:XX:XX", in: first.namespace))
  }
}
