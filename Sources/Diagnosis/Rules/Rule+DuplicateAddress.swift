import Addresses
import Topology

extension Rule {
  /// One address held twice on one bridge, or an IPv6 address of which the kernel itself found that somebody else has it.
  ///
  /// Innocent: ends that are down, other VLANs, link-local addresses, and single ones (/32, /128), which clusters hold
  /// together on purpose.
  static let duplicateAddress = Rule("duplicate-address", "an address held twice on one bridge") { survey in
    let twice = survey.segments.flatMap { findings(in: $0, survey.snapshot) }
    let told = Set(twice.flatMap { [$0.object] + $0.involved })
    return twice + refused(in: survey.snapshot).filter { !told.contains($0.object) }
  }

  private struct Place: Hashable {
    let vlan: UInt16
    let address: IPAddress
  }

  private static func findings(in segment: Segment, _ snapshot: Snapshot) -> [Finding] {
    var holders: [Place: LinkID] = [:]
    var others: [Place: [LinkID]] = [:]
    func note(_ link: Link, in vlan: UInt16) {
      for address in link.addresses.map(\.prefix) where address.canBeDuplicate {
        let place = Place(vlan: vlan, address: address.address)
        let first = holders[place]
        if first == nil { holders[place] = link.id }
        if let first, first != link.id, others[place]?.last != link.id { others[place, default: []].append(link.id) }
      }
    }
    if segment.bridge.isUp, !segment.filtersVLANs { note(segment.bridge, in: 0) }
    for plug in segment.live {
      if let member = plug.member, let vlan = segment.vlan(of: plug) { note(member, in: vlan) }
    }
    return others.sorted { ($0.key.address, $0.key.vlan) < ($1.key.address, $1.key.vlan) }.map { place, others in
      finding(place.address, [holders[place]].compactMap(\.self) + others, segment, snapshot)
    }
  }

  private static func finding(
    _ address: IPAddress, _ links: [LinkID], _ segment: Segment, _ snapshot: Snapshot
  ) -> Finding {
    let object = links.first { $0 != segment.bridge.id } ?? segment.bridge.id
    let macs = links.compactMap { id in
      snapshot.link(id).map {
        "\(snapshot.name(of: id))#\(id.index) has \(address), MAC \($0.mac?.description ?? "none")"
      }
    }
    return Finding(
      rule: duplicateAddress.name, severity: .error, object: .link(object),
      involved: links.filter { $0 != object }.map(ObjectID.link),
      title: "\(address) is held \(links.count) times on \(segment.bridge.name): \(snapshot.names(of: links))",
      evidence: macs,
      remedy: "Give all but one of them another address: "
        + snapshot.command(
          "ip addr del \(address)/LENGTH dev \(Remedy.quoted(snapshot.link(object)?.name ?? ""))", in: object.namespace)
    )
  }

  /// Where duplicate address detection failed (RFC 4862 §5.4.5), the kernel does not use the address.
  private static func refused(in snapshot: Snapshot) -> [Finding] {
    snapshot.namespaces.flatMap { namespace in
      namespace.links.compactMap { link in
        let refused = link.addresses.filter(\.isDuplicate).map(\.prefix.description)
        guard let first = refused.first else { return nil }
        return Finding(
          rule: duplicateAddress.name, severity: .error, object: .link(link.id),
          title: "\(snapshot.name(of: link.id)): somebody else has \(refused.joined(separator: ", "))",
          evidence: [
            "duplicate address detection failed for \(refused.joined(separator: ", ")) on \(link.name)#\(link.index)"
          ],
          remedy: "Give one of the two another address, then take this one away: "
            + snapshot.command("ip -6 addr del \(first) dev \(Remedy.quoted(link.name))", in: namespace.id))
      }
    }
  }
}

extension IPPrefix {
  fileprivate var canBeDuplicate: Bool {
    !address.isLinkLocal && !address.isLoopback && length < address.family.bitWidth
  }
}
