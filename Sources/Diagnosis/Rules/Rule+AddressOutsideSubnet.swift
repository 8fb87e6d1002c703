import Addresses
import Topology

extension Rule {
  /// Somebody on a bridge none of whose addresses (in a family) is in a subnet of that bridge: nobody there answers it.
  ///
  /// Innocent: a second address beside one that fits, single addresses (/32, /128), point-to-point ones, a route of its own
  /// to the bridge's address, a bridge that has no subnet in that family, a bridge that filters VLANs, another station of
  /// the segment that has an address in the same subnet, and a segment that leads out of the host, where a router may
  /// serve any subnet; there only an engine's own members are told.
  static let addressOutsideSubnet = Rule("address-outside-subnet", "an address outside its bridge's subnets") {
    survey in
    survey.bridges.flatMap { wired -> [Finding] in
      guard !wired.subnets.isEmpty, wired.bridge.isUp, !wired.bridge.filtersVLANs,
        let segment = survey.segment(of: wired.bridge.id)
      else { return [] }
      let subnets = wired.subnets
      return wired.live.compactMap { plug in
        guard let member = plug.member, !member.isWithin(subnets),
          segment.isClosed || survey.isMember(member, of: wired),
          let namespace = survey.snapshot.namespace(member.id.namespace)
        else { return nil }
        let stray = member.strayAddresses(outside: subnets).filter { address in
          !wired.bridge.addresses.contains { bridge in
            bridge.prefix.address.family == address.address.family
              && namespace.reaches(bridge.prefix.address, directlyOn: member)
          } && !segment.hasCompany(of: address, besides: namespace.id)
        }
        return stray.isEmpty ? nil : finding(stray, member, wired, subnets, survey)
      }
    }
  }

  private static func finding(
    _ stray: [IPPrefix], _ member: Link, _ wired: WiredBridge, _ subnets: [IPPrefix], _ survey: Survey
  ) -> Finding {
    let snapshot = survey.snapshot
    let texts = stray.map(\.description).joined(separator: ", ")
    let families = Set(stray.map(\.address.family))
    let wanted = subnets.filter { families.contains($0.address.family) }
    let unique = wanted.enumerated().filter { !wanted[..<$0.offset].contains($0.element) }.map(\.element.description)
    let own = survey.configuration(of: member)?.configured.addresses ?? []
    let commands = stray.compactMap { stray in
      own.contains { $0.address.family == stray.address.family }
        ? survey.replacement(of: stray.address, on: member) : nil
    }
    return Finding(
      rule: addressOutsideSubnet.name, severity: .warning, object: .link(member.id),
      title: "\(snapshot.name(of: member.id)): \(texts) is in no subnet of \(wired.bridge.name)",
      evidence: [
        "\(snapshot.name(of: member.id)) has \(texts)",
        "its cable leads to \(snapshot.name(of: wired.bridge.id)), whose subnets are "
          + unique.joined(separator: ", "),
      ],
      remedy: commands.isEmpty
        ? "Give it a free address of \(unique.joined(separator: " or ")) instead, or plug it into the bridge it was meant "
          + "for"
        : "Give it back the address that its engine says it has: " + commands.joined(separator: " && "))
  }
}

extension Survey {
  /// Whether an engine says that a link is on a network of the bridge.
  fileprivate func isMember(_ member: Link, of wired: WiredBridge) -> Bool {
    let containers = snapshot.namespace(member.id.namespace)?.containers.compactMap(snapshot.container) ?? []
    return containers.contains { container in
      container.endpoints.contains { endpoint in
        endpoint.link?.id == member.id
          && wired.networks.contains { $0.key == snapshot.network(of: endpoint, of: container)?.key }
      }
    }
  }
}

extension Segment {
  /// Whether a station of another namespace has an address in the same subnet.
  fileprivate func hasCompany(of address: IPPrefix, besides namespace: NamespaceID) -> Bool {
    stations.contains { station in
      station.link.id.namespace != namespace
        && station.link.addresses.contains { address.contains($0.prefix.address) }
    }
  }
}

extension Link {
  /// Every address is in one of the subnets.
  fileprivate func isWithin(_ subnets: [IPPrefix]) -> Bool {
    addresses.allSatisfy { address in subnets.contains { $0.contains(address.prefix.address) } }
  }

  /// Its addresses in those families in which the subnets say something, and none of its addresses is in one.
  fileprivate func strayAddresses(outside subnets: [IPPrefix]) -> [IPPrefix] {
    let candidates = addresses.filter { address in
      let prefix = address.prefix
      return !prefix.address.isLinkLocal && address.peer == nil && prefix.length < prefix.address.family.bitWidth
    }
    .map(\.prefix)
    return IPAddress.Family.allCases.flatMap { family -> [IPPrefix] in
      let own = candidates.filter { $0.address.family == family }
      let said = subnets.filter { $0.address.family == family }
      guard !said.isEmpty, !own.contains(where: { prefix in said.contains { $0.contains(prefix.address) } }) else {
        return []
      }
      return own
    }
  }
}
