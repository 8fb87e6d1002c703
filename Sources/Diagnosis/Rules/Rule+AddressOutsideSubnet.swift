import Addresses
import Topology

extension Rule {
  /// Somebody on a bridge none of whose addresses (in a family) is in a subnet of that bridge: nobody there answers it.
  ///
  /// Innocent: a second address beside one that fits, single addresses (/32, /128), point-to-point ones, a route of its own
  /// to the bridge's address, a bridge that has no subnet in that family, one that filters VLANs, and one that leads out of
  /// the host, where a router may serve any subnet.
  static let addressOutsideSubnet = Rule("address-outside-subnet", "an address outside its bridge's subnets") {
    survey in
    survey.segments.flatMap { segment -> [Finding] in
      let subnets = segment.subnets
      guard !subnets.isEmpty, segment.bridge.isUp, !segment.filtersVLANs, segment.isClosed || segment.hasEngine else {
        return []
      }
      return segment.live.compactMap { plug in
        guard let member = plug.member, !member.isWithin(subnets),
          let namespace = survey.snapshot.namespace(member.id.namespace)
        else { return nil }
        let stray = member.strayAddresses(outside: subnets).filter { address in
          !segment.bridge.addresses.contains { bridge in
            bridge.prefix.address.family == address.address.family
              && namespace.reaches(bridge.prefix.address, directlyOn: member)
          }
        }
        return stray.isEmpty ? nil : finding(stray, member, segment, subnets, survey.snapshot)
      }
    }
  }

  private static func finding(
    _ stray: [IPPrefix], _ member: Link, _ segment: Segment, _ subnets: [IPPrefix], _ snapshot: Snapshot
  ) -> Finding {
    let texts = stray.map(\.description).joined(separator: ", ")
    let families = Set(stray.map(\.address.family))
    let wanted = subnets.filter { families.contains($0.address.family) }
    let unique = wanted.enumerated().filter { !wanted[..<$0.offset].contains($0.element) }.map(\.element.description)
    let delete = stray.map { prefix in
      snapshot.command("ip addr del \(prefix) dev \(Remedy.quoted(member.name))", in: member.id.namespace)
    }
    return Finding(
      rule: addressOutsideSubnet.name, severity: .warning, object: .link(member.id),
      title: "\(snapshot.name(of: member.id)): \(texts) is in no subnet of \(segment.bridge.name)",
      evidence: [
        "\(snapshot.name(of: member.id)) has \(texts)",
        "its cable leads to \(snapshot.name(of: segment.bridge.id)), whose subnets are "
          + unique.joined(separator: ", "),
      ],
      remedy:
        "Give it a free address of \(unique.joined(separator: " or ")) instead, or plug it into the bridge it was "
        + "meant for: \(delete.joined(separator: " && "))")
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
