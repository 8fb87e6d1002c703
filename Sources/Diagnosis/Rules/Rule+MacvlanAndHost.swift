import Addresses
import Topology

extension Rule {
  /// Somebody on a macvlan (or ipvlan) link looked for the host that the link stands on, or the host for it: by design
  /// they do not hear each other.
  ///
  /// Told only where it was tried: without that nobody misses it.
  static let macvlanAndHost = Rule(
    "macvlan-and-host", "a macvlan that looks for its own host", isRestless: true
  ) { survey in
    let snapshot = survey.snapshot
    return snapshot.namespaces.flatMap { namespace in
      namespace.links.compactMap { link in
        guard link.kind.isDeafToParent, let parent = link.parent?.link.flatMap({ snapshot.link($0.id) }),
          parent.id.namespace != namespace.id
        else { return nil }
        return survey.attempt(of: link, on: parent, namespace).map { finding(link, parent, $0, snapshot) }
      }
    }
  }

  private static func finding(_ link: Link, _ parent: Link, _ address: IPAddress, _ snapshot: Snapshot) -> Finding {
    let name = snapshot.name(of: link.id)
    return Finding(
      rule: macvlanAndHost.name, severity: .info, object: .link(link.id), involved: [.link(parent.id)],
      title: "\(name): a \(link.kind.name) link and its own host do not reach each other: \(address) was tried",
      evidence: [
        "\(name) is a \(link.kind.name) on \(snapshot.name(of: parent.id))",
        "neighbour \(address) did not answer, and both ends of the attempt stand on \(parent.name)",
      ],
      remedy: "This is how \(link.kind.name) works: let them meet on a bridge network, or give the host a link of the "
        + "same kind on \(parent.name) with an address and a route of its own")
  }
}

extension LinkKind {
  fileprivate var isDeafToParent: Bool {
    switch self {
    case .macvlan, .ipvlan: true
    default: false
    }
  }
}

extension Survey {
  /// The address that one side asked for in vain: the host's own, or that of the link.
  fileprivate func attempt(of link: Link, on parent: Link, _ namespace: Namespace) -> IPAddress? {
    let asked = namespace.neighbours.first {
      $0.link == link.index && $0.isSilent && hasAddress($0.address, in: parent.id.namespace)
    }
    if let asked { return asked.address }
    return snapshot.namespace(parent.id.namespace)?.neighbours.first { neighbour in
      neighbour.link == parent.index && neighbour.isSilent
        && link.addresses.contains { $0.prefix.address == neighbour.address }
    }?.address
  }
}
