import Addresses
import Topology

extension Rule {
  /// A neighbour entry that somebody set for good, and that has another hardware address than the one who has the address:
  /// nothing that is sent there arrives, and unlike a learnt entry it does not mend itself.
  ///
  /// Innocent: addresses that several hold, or somebody outside may, and links that carry frames of others only.
  static let wrongNeighbour = Rule(
    "wrong-neighbour", "a fixed neighbour entry with another's hardware address", isRestless: true
  ) { survey in
    survey.snapshot.namespaces.flatMap { namespace in
      namespace.neighbours.lazy.filter { $0.state == .permanent }.compactMap { finding($0, namespace, survey) }
    }
  }

  private static func finding(_ neighbour: Neighbour, _ namespace: Namespace, _ survey: Survey) -> Finding? {
    guard let told = neighbour.mac, let link = namespace.link(index: neighbour.link), link.isUp,
      let segment = survey.segment(of: link.id), segment.stations.contains(where: { $0.link.id == link.id })
    else { return nil }
    let holders = survey.holders(of: neighbour.address, on: segment).filter { $0.id.namespace != namespace.id }
    guard let holder = holders.first, holders.count == 1, let mac = holder.mac, mac != told,
      holder.addresses.contains(where: { $0.prefix.address == neighbour.address }),
      segment.isClosed || survey.configuration(of: holder) != nil
    else { return nil }
    let snapshot = survey.snapshot
    return Finding(
      rule: wrongNeighbour.name, severity: .error, object: .link(link.id), involved: [.link(holder.id)],
      title: "\(snapshot.name(of: link.id)): \(neighbour.address) is fixed to \(told), but "
        + "\(snapshot.name(of: holder.id)) has \(mac)",
      evidence: [
        "neighbour \(neighbour.address) on \(link.name) is permanent, MAC \(told)",
        "\(snapshot.name(of: holder.id))#\(holder.index) has \(neighbour.address), MAC \(mac)",
      ],
      remedy: "Take the entry away, so that the kernel asks: "
        + snapshot.command("ip neigh del \(neighbour.address) dev \(Remedy.quoted(link.name))", in: namespace.id))
  }
}
