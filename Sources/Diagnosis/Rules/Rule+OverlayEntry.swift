import Addresses
import Topology

extension Rule {
  /// A neighbour on an overlay that somebody set for good, but to whose hardware address the forwarding database knows no
  /// tunnel end: each frame for it is dropped. Docker has lost such entries (moby#52661).
  ///
  /// An error where a route leads through the neighbour; else it may be left over from somebody who is gone. Innocent: an
  /// entry for everybody (head-end replication, a multicast group), one that stands for several ends, tunnels whose packets
  /// a program or route directs, and neighbours on this side of the tunnel.
  static let overlayEntry = Rule(
    "overlay-no-vtep", "a neighbour on an overlay to whom no tunnel end is known", isRestless: true
  ) { survey in
    survey.overlays { $0.neighbours.contains { $0.state == .permanent } }.compactMap { overlay -> Finding? in
      guard !overlay.hasDefault else { return nil }
      let entries = Set(overlay.entries.map(\.mac))
      let missing = overlay.home.neighbours.filter { neighbour in
        guard neighbour.link == overlay.link.index, neighbour.state == .permanent, let mac = neighbour.mac,
          !mac.isMulticast
        else { return false }
        return !entries.contains(mac) && !survey.holds(mac, behind: overlay)
      }
      return missing.isEmpty ? nil : finding(missing, overlay, survey)
    }
  }

  private static func finding(_ missing: [Neighbour], _ overlay: Overlay, _ survey: Survey) -> Finding {
    let snapshot = survey.snapshot
    let name = snapshot.name(of: overlay.link.id)
    let routed = overlay.home.routes.filter { route in
      route.nextHops.contains { hop in
        hop.link == overlay.link.index && missing.contains { $0.address == hop.gateway }
      }
    }
    let addresses =
      missing.prefix(fewEntries).map(\.address.description).joined(separator: ", ")
      + (missing.count > fewEntries ? " and \(missing.count - fewEntries) more" : "")
    return Finding(
      rule: overlayEntry.name, severity: routed.isEmpty ? .warning : .error, object: .link(overlay.link.id),
      title: "\(name): frames for \(addresses) are dropped, no tunnel end is known for "
        + (missing.count == 1 ? "it" : "them"),
      evidence: missing.prefix(fewEntries).map { neighbour in
        "neighbour \(neighbour.address) is permanent with MAC \(neighbour.mac.map(\.description) ?? "none"), and the "
          + "forwarding database of \(overlay.link.name) (VNI \(overlay.vxlan.id)) has no entry for that"
      } + routed.prefix(fewEntries).map { "route \($0.destination) leads through it" },
      remedy: remedy(missing, overlay, survey))
  }

  private static let fewEntries = 3

  private static func remedy(_ missing: [Neighbour], _ overlay: Overlay, _ survey: Survey) -> String {
    let uplinks = survey.uplinks(of: overlay).map(\.link.id) + survey.ways(of: overlay.underlay)
    let commands = missing.compactMap(\.mac).compactMap { mac -> String? in
      let seat = uplinks.lazy.compactMap { survey.seat(of: mac, on: overlay, by: $0) }.first
      return seat.map { overlay.entry("add", mac, to: $0.address) }
    }
    guard commands.count == missing.count else {
      return
        "Look at who keeps these entries, and whether the neighbour still exists: for a network of Swarm the engine "
        + "(connecting the container there again makes them anew), for flannel and others their daemon on this host"
    }
    return "Tell it the tunnel end: "
      + commands.map { survey.snapshot.command($0, in: overlay.home.id) }.joined(separator: " && ")
  }
}

extension Overlay {
  /// The command of bridge(8) that sets where frames for a hardware address go.
  func entry(_ verb: String, _ mac: MACAddress, to remote: IPAddress) -> String {
    "bridge fdb \(verb) \(mac) dev \(Remedy.quoted(link.name)) dst \(remote) self permanent"
  }
}

extension Survey {
  /// The links of a namespace that have addresses of their own.
  fileprivate func ways(of namespace: Namespace) -> [LinkID] {
    namespace.links.filter { $0.kind != .loopback && !$0.addresses.isEmpty }.map(\.id)
  }
}
