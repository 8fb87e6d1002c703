import Addresses
import Topology

extension Planner {
  /// The plan with what has to be confirmed by name before it is carried out.
  public func guarding(_ plan: Plan) -> Plan {
    guard let host = snapshot.hostNamespace else { return plan }
    let guarded = guardedLinks(of: host)
    let touched = plan.steps.compactMap(\.touchedLink).filter { $0.namespace.cookie == host.cookie }
    var copy = plan
    copy.missingPrograms = facts.missingPrograms
    copy.guarded = guarded.filter { item in touched.contains { link($0)?.id == item.link.id } }
      .map { Plan.Guard(link: $0.link.name, reason: $0.reason) }
    return copy
  }

  /// Links without which whoever is logged in is cut off, and the host from the world: each once.
  private func guardedLinks(of host: Namespace) -> [(link: Link, reason: String)] {
    var found: [(link: Link, reason: String)] = []
    func add(_ link: Link, _ reason: String) {
      guard !found.contains(where: { $0.link.id == link.id }) else { return }
      found.append((link, reason))
      if let master = link.master.flatMap({ host.link(index: $0) }) {
        add(master, "\(link.name) is a port of it, and \(reason)")
      }
    }
    for link in host.links {
      if let login = link.addresses.first(where: { facts.remoteLogins.contains($0.prefix.address) }) {
        add(link, "an SSH session goes through \(login.prefix.address)")
      }
    }
    for hop in host.routes.filter(\.isDefault).flatMap(\.nextHops) {
      if let link = hop.link.flatMap({ host.link(index: $0) }) {
        add(link, "the default route leads through \(link.name)")
      }
    }
    return found
  }
}

extension Action {
  /// A link that was there before and is changed so that what goes through it may suffer.
  fileprivate var touchedLink: LinkTarget? {
    switch self {
    case .removeBridge(let link, _), .removeVeth(let link, _, _), .plug(let link, _), .unplug(let link, _),
      .setUp(let link), .setDown(let link), .addAddress(_, let link), .removeAddress(_, let link),
      .addDefaultRoute(_, let link), .removeDefaultRoute(_, let link), .isolate(let link), .join(let link):
      link
    case .record(let network), .forget(let network): network.bridge
    default: nil
    }
  }
}
