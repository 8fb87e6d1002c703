import Addresses
import Topology

extension Rule {
  /// Veth pairs that nobody uses: both ends in one namespace, without address, route or anything stacked on them, and one
  /// of them in a bridge at most. They are what is left of containers whose end came back.
  ///
  /// All of one namespace are one finding. Innocent: pairs that join two bridges, and one that is being made just now,
  /// where an earlier snapshot tells.
  static let orphanedVeth = Rule("orphaned-veth", "veth pairs that nobody uses") { survey in
    let orphans = survey.cables.filter { cable in
      survey.isOrphan(cable) && survey.earlier.map { $0.link(cable.far.id) != nil } ?? true
    }
    return Dictionary(grouping: orphans) { $0.near.id.namespace }.sorted { $0.key < $1.key }
      .map { finding($0.value, in: $0.key, survey.snapshot) }
  }

  private static func finding(_ orphans: [Cable], in namespace: NamespaceID, _ snapshot: Snapshot) -> Finding {
    let names = snapshot.names(of: orphans.map(\.near.id))
    return Finding(
      rule: orphanedVeth.name, severity: .info, object: .link(orphans[0].near.id),
      involved: (orphans.map(\.far) + orphans.dropFirst().map(\.near)).map { .link($0.id) },
      title: "\(names): nobody uses \(orphans.count == 1 ? "this veth pair" : "these \(orphans.count) veth pairs")",
      evidence: orphans.map { cable in
        let master = cable.near.master.flatMap { snapshot.link(LinkID(namespace: namespace, index: $0))?.name }
        return
          "\(cable.near.name)\(master.map { " in \($0)" } ?? "") and \(cable.far.name) are ends of one pair in one "
          + "namespace, and have no address and no route"
      },
      remedy: "Delete \(orphans.count == 1 ? "it" : "them"): "
        + orphans.map { snapshot.command("ip link del \(Remedy.quoted($0.near.name))", in: namespace) }
        .joined(separator: " && "))
  }
}

extension Survey {
  /// Nothing leads through a veth pair, and nobody has an address on it.
  func isOrphan(_ cable: Cable) -> Bool {
    let ends = [cable.near, cable.far]
    guard cable.near.id.namespace == cable.far.id.namespace, cable.far.master == nil,
      let home = snapshot.namespace(cable.near.id.namespace), home.access == .read
    else { return false }
    return ends.allSatisfy { end in
      !stackedOn.contains(end.id) && end.addresses.allSatisfy(\.prefix.address.isLinkLocal)
        && !home.hasRoute(through: end)
    }
  }
}
