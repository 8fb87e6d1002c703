import Addresses
import Topology

extension Rule {
  /// An overlay whose frames do not fit into the packets that carry them. Those packets go in fragments, which many networks
  /// drop; who forbids fragments loses the packet and hears of it by ICMP, from older kernels not even that.
  ///
  /// What counts is the largest frame that anybody on the overlay sends. Innocent: a tunnel of a larger MTU than all that
  /// send through it.
  static let overlayMTU = Rule("overlay-mtu", "an overlay that is larger than what carries it", isRestless: true) {
    survey in
    survey.overlays { $0.forwarding.contains { $0.remote != nil } }.flatMap { overlay -> [Finding] in
      let mtu = survey.largestFrame(on: overlay)
      return survey.uplinks(of: overlay).compactMap { uplink, remotes in
        let overhead = remotes.map(Overlay.overhead).max() ?? 0
        return uplink.mtu < mtu + overhead ? finding(overlay, mtu, uplink, remotes, overhead, survey) : nil
      }
    }
  }

  private static func finding(
    _ overlay: Overlay, _ mtu: UInt32, _ uplink: Link, _ remotes: [IPAddress], _ overhead: UInt32, _ survey: Survey
  ) -> Finding {
    let snapshot = survey.snapshot
    let most = uplink.mtu - min(uplink.mtu, overhead)
    let commands = survey.senders(on: overlay).filter { $0.mtu > most }.map { link in
      snapshot.command("ip link set \(Remedy.quoted(link.name)) mtu \(most)", in: link.id.namespace)
    }
    return Finding(
      rule: overlayMTU.name, severity: .warning, object: .link(overlay.link.id), involved: [.link(uplink.id)],
      title: "\(snapshot.name(of: overlay.link.id)): its frames of more than \(most) bytes do not fit through "
        + uplink.name,
      evidence: [
        "\(overlay.link.name) (VNI \(overlay.vxlan.id)) is sent up to \(mtu) bytes, and adds \(overhead)",
        "\(snapshot.name(of: uplink.id)) has MTU \(uplink.mtu), and is the way to "
          + remotes.prefix(3).map(\.description).joined(separator: ", ")
          + (remotes.count > 3 ? " and \(remotes.count - 3) more" : ""),
        "what is larger is sent in fragments, or lost where the sender forbids them",
      ],
      remedy:
        "Give \(uplink.name) an MTU of \(mtu + overhead) where the network between the hosts carries that, or make "
        + "the overlay with \(most) on all hosts (docker: --opt com.docker.network.driver.mtu=\(most)); until then: "
        + commands.joined(separator: " && "))
  }
}

extension Survey {
  /// The links through which frames get onto an overlay: the tunnel itself, and where it is a port the bridge with all that
  /// is plugged into it.
  fileprivate func senders(on overlay: Overlay) -> [Link] {
    guard overlay.link.master != nil, let segment = segment(of: overlay.link.id) else { return [overlay.link] }
    let stations = segment.stations.map(\.link)
    return stations.filter { !$0.kind.isBridge } + segment.ports + stations.filter(\.kind.isBridge)
  }

  /// The largest frame that is sent through an overlay's tunnel.
  fileprivate func largestFrame(on overlay: Overlay) -> UInt32 {
    let others = senders(on: overlay).filter { $0.id != overlay.link.id && $0.port == nil }.map(\.mtu)
    return min(overlay.link.mtu, others.max() ?? overlay.link.mtu)
  }
}
