import Addresses
import Topology

extension Rule {
  /// One address held twice on one segment, or an IPv6 address of which the kernel itself found that somebody else has it.
  ///
  /// Innocent: ends that are down, other VLANs, link-local addresses, several links of one namespace, which is one host to
  /// others, and single addresses (/32, /128), which clusters hold together on purpose.
  static let duplicateAddress = Rule("duplicate-address", "an address held twice on one bridge") { survey in
    let twice = survey.segments.flatMap { findings(in: $0, survey) }
    let told = Set(twice.flatMap { [$0.object] + $0.involved })
    return twice + refused(in: survey.snapshot).filter { !told.contains($0.object) }
  }

  private struct Place: Hashable {
    let domain: Segment.Domain
    let address: IPAddress
  }

  private static func findings(in segment: Segment, _ survey: Survey) -> [Finding] {
    guard segment.stations.count > 1 else { return [] }
    var holders: [Place: Link] = [:]
    var others: [Place: [Link]] = [:]
    for station in segment.stations {
      guard let domain = station.domain else { continue }
      for address in station.link.addresses.map(\.prefix) where address.canBeDuplicate {
        let place = Place(domain: domain, address: address.address)
        guard let first = holders[place] else {
          holders[place] = station.link
          continue
        }
        let known = [first] + (others[place] ?? [])
        if !known.contains(where: { $0.id.namespace == station.link.id.namespace }) {
          others[place, default: []].append(station.link)
        }
      }
    }
    return others.sorted { ($0.key.address, $0.value[0].id) < ($1.key.address, $1.value[0].id) }
      .map { place, others in finding(place.address, [holders[place]].compactMap(\.self) + others, segment, survey) }
  }

  private static func finding(
    _ address: IPAddress, _ links: [Link], _ segment: Segment, _ survey: Survey
  ) -> Finding {
    let snapshot = survey.snapshot
    let rightful = links.filter { survey.isRightful(address, on: $0) }
    let strays = rightful.count == 1 ? links.filter { $0.id != rightful[0].id } : []
    let object = strays.first ?? links.first { !$0.kind.isBridge } ?? links[0]
    return Finding(
      rule: duplicateAddress.name, severity: .error, object: .link(object.id),
      involved: links.filter { $0.id != object.id }.map { .link($0.id) },
      title: "\(address) is held \(links.count) times on \(survey.name(of: segment)): "
        + snapshot.names(of: links.map(\.id)),
      evidence: links.map {
        "\(snapshot.name(of: $0.id))#\($0.index) has \(address), MAC \($0.mac?.description ?? "none")"
      } + rightful.map { "it belongs to \(snapshot.name(of: $0.id)), as its engine says" },
      remedy: remedy(address, rightful, strays, survey))
  }

  private static func remedy(_ address: IPAddress, _ rightful: [Link], _ strays: [Link], _ survey: Survey) -> String {
    let commands = strays.compactMap { survey.replacement(of: address, on: $0) }
    if !commands.isEmpty {
      return "Take it from who is not to have it: " + commands.joined(separator: " && ")
    }
    return rightful.count > 1
      ? "Engines give it to \(rightful.count) of them: make all but one again with another address"
      : "Nothing here says whose it is: give all but one of them another address"
  }

  /// Where duplicate address detection failed (RFC 4862 §5.4.5), the kernel does not use the address. Routers that share
  /// a virtual one's hardware address get the same link-local address from it, and none of them needs it.
  private static func refused(in snapshot: Snapshot) -> [Finding] {
    snapshot.namespaces.flatMap { namespace in
      namespace.links.compactMap { link in
        let isVirtual = link.mac?.isVirtualRouter ?? false
        let refused = link.addresses.filter { $0.isDuplicate && !(isVirtual && $0.prefix.address.isLinkLocal) }
          .map(\.prefix.description)
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
