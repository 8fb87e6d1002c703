import Addresses
import Topology

extension Rule {
  /// A link that is up and in use, has no carrier, and nothing in the snapshot explains why; or one that is down, and that
  /// links in use are stacked on.
  ///
  /// Explained, and so not told here: a bridge whose ports all have none, that has no ports, or whose ports wait for
  /// spanning tree; a veth whose other end
  /// is down or hidden; a link stacked on one that has none; a tap or tun that no program holds open.
  static let noCarrier = Rule("no-carrier", "a link in use without a carrier") { survey in
    let snapshot = survey.snapshot
    return snapshot.namespaces.flatMap { namespace in
      namespace.links.compactMap { link -> Finding? in
        guard link.isUp else {
          let upper = survey.users(of: link)
          return upper.isEmpty || survey.isToldAsDown(link) ? nil : finding(link, below: upper, snapshot)
        }
        guard !link.hasCarrier else { return nil }
        let upper = survey.users(of: link).filter { !$0.hasCarrier }
        guard link.isInUse || !upper.isEmpty, survey.explanation(of: link) == nil else { return nil }
        return finding(link, below: upper, snapshot)
      }
    }
  }

  private static func finding(_ link: Link, below upper: [Link], _ snapshot: Snapshot) -> Finding {
    let addresses = link.addresses.filter { !$0.prefix.address.isLinkLocal }.map(\.prefix.description)
    return Finding(
      rule: "no-carrier", severity: .warning, object: .link(link.id), involved: upper.map { .link($0.id) },
      title: link.isUp
        ? "\(snapshot.name(of: link.id)) is up but has no carrier"
        : "\(snapshot.name(of: link.id)) is down, and so nothing gets out of what is stacked on it",
      evidence: [snapshot.state(of: link)]
        + (addresses.isEmpty ? [] : ["it has \(addresses.joined(separator: ", "))"])
        + (upper.isEmpty ? [] : ["stacked on it: \(snapshot.names(of: upper.map(\.id)))"]),
      remedy: link.isUp
        ? remedy(link)
        : "Set it up: " + snapshot.command("ip link set \(Remedy.quoted(link.name)) up", in: link.id.namespace))
  }

  private static func remedy(_ link: Link) -> String {
    switch link.kind {
    case .physical: "Look at the cable and the port it leads to: ethtool \(Remedy.quoted(link.name))"
    case .veth: "Look at both ends of the pair; a driver or an operator may have turned the carrier off"
    case .bond: "Look at the bond's members: cat /proc/net/bonding/\(Remedy.quoted(link.name))"
    default: "Look at what \(link.name) needs to run: ip -d link show \(Remedy.quoted(link.name))"
    }
  }
}

extension Link {
  /// Somebody relies on it: it has an address beyond its own cable, or is a port. A spare socket of the machine isn't.
  fileprivate var isInUse: Bool {
    master != nil || addresses.contains { !$0.prefix.address.isLinkLocal && !$0.prefix.address.isLoopback }
  }
}

extension Link {
  /// The kernel tells a bridge of its port's carrier when it sets the port's operational state, up to a second later
  /// than the carrier itself (net/core/link_watch.c).
  fileprivate var isLive: Bool { hasCarrier && operationalState == .up }

  /// A port that spanning tree makes wait before it forwards.
  fileprivate var isWaiting: Bool { port?.state == .listening || port?.state == .learning }
}

extension Survey {
  /// The links in use that are up and stacked on a link.
  fileprivate func users(of link: Link) -> [Link] {
    guard stackedOn.contains(link.id) else { return [] }
    return snapshot.namespaces.flatMap { namespace in
      namespace.links.filter { $0.parent?.link?.id == link.id && $0.isUp && $0.isInUse }
    }
  }

  /// Other rules tell that a link is down: it is a bridge with live members, or an end of a cable whose other end is up.
  fileprivate func isToldAsDown(_ link: Link) -> Bool {
    bridge(link.id).map { !$0.live.isEmpty } ?? snapshot.provedPeer(of: link)?.isUp ?? false
  }

  /// Why a link has no carrier; nil where nothing here says so.
  fileprivate func explanation(of link: Link) -> String? {
    switch link.kind {
    case .bridge(let bridge):
      if let live = self.bridge(link.id)?.plugs.map(\.port).filter(\.isLive), !live.isEmpty {
        bridge.runsSTP && live.contains(where: \.isWaiting) ? "spanning tree has not let its ports forward yet" : nil
      } else {
        "no port of it has one"
      }
    case .veth:
      switch link.peer {
      case .some(let peer) where peer.proof == .proved:
        snapshot.peer(of: link)?.isUp == false ? "its peer is down" : nil
      default: "its peer was not seen"
      }
    case .tun, .tap: "no program holds it open"
    case .loopback: "it needs none"
    case .bond where !members(of: link).isEmpty && members(of: link).allSatisfy { !$0.isUp || !$0.hasCarrier }:
      "no member of it has one"
    default:
      if let parent = link.parent {
        parent.link.flatMap { snapshot.link($0.id) }?.hasCarrier ?? false ? nil : "what it is stacked on has none"
      } else {
        nil
      }
    }
  }

  private func members(of bond: Link) -> [Link] {
    snapshot.namespace(bond.id.namespace)?.links.filter { $0.master == bond.index } ?? []
  }
}
