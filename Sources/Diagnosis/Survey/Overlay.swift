import Addresses
import Topology

/// A VXLAN link that finds its way by a forwarding database, as the networks of Swarm and flannel do.
struct Overlay {
  /// The link.
  let link: Link
  /// Its settings.
  let vxlan: LinkKind.VXLAN
  /// The namespace that it is in.
  let home: Namespace
  /// The namespace in which its packets travel.
  let underlay: Namespace

  /// Nil for other links, for one that is down, and where one of the two namespaces was not read.
  init?(_ link: Link, in home: Namespace, of snapshot: Snapshot) {
    guard case .vxlan(let vxlan) = link.kind, link.isUp, !vxlan.isExternal, home.access == .read,
      let underlay = link.underlay.flatMap(snapshot.namespace), underlay.access == .read
    else { return nil }
    self.link = link
    self.vxlan = vxlan
    self.home = home
    self.underlay = underlay
  }

  /// The entries that say to which tunnel end a frame goes.
  var entries: [ForwardingEntry] { home.forwarding.filter { $0.port == link.index && $0.bridge == nil } }

  /// Frames to whom no entry is for go somewhere all the same.
  var hasDefault: Bool { vxlan.remote != nil || entries.contains { $0.mac.bits == 0 } }

  /// The single tunnel ends that its frames are sent to, in the order of their addresses.
  var remotes: [IPAddress] {
    let all = entries.compactMap(\.remote) + [vxlan.remote].compactMap(\.self)
    return Set(all.filter { !$0.isMulticast && !$0.isUnspecified }).sorted()
  }

  /// How its packets get to a tunnel end.
  func way(to remote: IPAddress) -> Namespace.Way { underlay.way(to: remote, by: link.parent?.index) }

  /// How many bytes the tunnel adds to a frame's payload: the headers of Ethernet, VXLAN, UDP and IP (RFC 7348).
  static func overhead(to remote: IPAddress) -> UInt32 { remote.family == .ipv4 ? 50 : 70 }

  /// Whether both are ends of tunnels that understand each other.
  fileprivate func isAlike(_ other: Overlay) -> Bool {
    link.id != other.link.id && vxlan.id == other.vxlan.id && vxlan.port == other.vxlan.port
      && underlay.id != other.underlay.id
  }
}

extension Survey {
  /// The overlays of those namespaces whose tables of neighbours or forwarding fulfil a condition.
  func overlays(where isWanted: (Namespace) -> Bool) -> [Overlay] {
    snapshot.namespaces.filter(isWanted).flatMap { namespace in
      namespace.links.compactMap { Overlay($0, in: namespace, of: snapshot) }
    }
  }

  /// Whether somebody behind an overlay's link, or that link itself, has a hardware address.
  func holds(_ mac: MACAddress, behind overlay: Overlay) -> Bool {
    segment(of: overlay.link.id)?.stations.contains { $0.link.mac == mac } ?? false
  }

  /// The overlay's links of one host, by the address that others reach it at.
  func overlays(at address: IPAddress, like overlay: Overlay) -> [Overlay] {
    overlays { _ in true }.filter { $0.isAlike(overlay) && hasAddress(address, in: $0.underlay.id) }
  }

  /// The tunnel end behind which a hardware address is, where the whole way is seen: another link of the same overlay
  /// whose namespace has an address on the segment that the packets leave by.
  func seat(of mac: MACAddress, on overlay: Overlay, by uplink: LinkID) -> (overlay: Overlay, address: IPAddress)? {
    guard let segment = segment(of: uplink) else { return nil }
    let seats = overlays { _ in true }.filter { $0.isAlike(overlay) && holds(mac, behind: $0) }
    let reached = seats.compactMap { seat -> (overlay: Overlay, address: IPAddress)? in
      let stations = segment.stations.filter { $0.link.id.namespace == seat.underlay.id }
      let own = stations.flatMap(\.link.addresses).map(\.prefix.address).filter { $0.family == .ipv4 }
      return (own.first { $0 == seat.vxlan.local } ?? own.first).map { (seat, $0) }
    }
    return reached.count == 1 ? reached[0] : nil
  }

  /// The links that an overlay's packets leave by, each once, with the tunnel ends that are reached so.
  func uplinks(of overlay: Overlay) -> [(link: Link, remotes: [IPAddress])] {
    var found: [(link: Link, remotes: [IPAddress])] = []
    for remote in overlay.remotes {
      guard case .hop(let hop) = overlay.way(to: remote), let index = hop.link,
        let link = overlay.underlay.link(index: index), link.kind != .loopback
      else { continue }
      if let known = found.firstIndex(where: { $0.link.id == link.id }) {
        found[known].remotes.append(remote)
      } else {
        found.append((link, [remote]))
      }
    }
    return found
  }
}
