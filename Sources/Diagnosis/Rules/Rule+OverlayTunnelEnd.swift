import Addresses
import Topology

extension Rule {
  /// A tunnel end that frames of an overlay are sent to, and that is not there: no route leads to it, nobody on the segment
  /// has its address, it is this host itself, or whoever has the address takes no such packets, or has not who they are for.
  ///
  /// Where not all stations are known it is a warning that it does not answer now, and a remark that it did not when it was
  /// last asked. Innocent: ends beyond a
  /// router, multicast groups, ends whose host was not read.
  static let overlayTunnelEnd = Rule(
    "overlay-vtep-unreachable", "an overlay's tunnel end that is wrong or not there", isRestless: true
  ) { survey in
    survey.overlays { $0.forwarding.contains { $0.remote != nil } }.flatMap { overlay in
      overlay.remotes.compactMap { remote in
        survey.fault(of: remote, overlay).map { finding($0, remote, overlay, survey) }
      }
    }
  }

  private static func finding(
    _ fault: TunnelEndFault, _ remote: IPAddress, _ overlay: Overlay, _ survey: Survey
  ) -> Finding {
    let snapshot = survey.snapshot
    let name = snapshot.name(of: overlay.link.id)
    let entries = overlay.entries.filter { $0.remote == remote && (fault.macs?.contains($0.mac) ?? true) }
    let seats =
      fault.uplink.map { uplink in
        entries.compactMap { entry in
          survey.seat(of: entry.mac, on: overlay, by: uplink).map { (entry.mac, $0.overlay, $0.address) }
        }
      } ?? []
    let commands = seats.map { overlay.entry("replace", $0.0, to: $0.2) }
    return Finding(
      rule: overlayTunnelEnd.name, severity: fault.severity, object: .link(overlay.link.id),
      involved: fault.uplink.map { [.link($0)] } ?? [],
      title: "\(name): the tunnel end \(remote) \(fault.words)",
      evidence: [
        "the forwarding database of \(overlay.link.name) (VNI \(overlay.vxlan.id)) sends \(entries.count) hardware "
          + "address\(entries.count == 1 ? "" : "es") there"
          + (entries.first.map { ", such as \($0.mac)" } ?? "")
      ] + fault.evidence
        + seats.map { "\($0.0) is behind \(snapshot.name(of: $0.1.link.id)), which is reached at \($0.2)" },
      remedy: commands.isEmpty || commands.count < entries.count
        ? "Look whether the host \(remote) is up and has that address, and at who keeps the entry: the engine for a "
          + "network of Swarm, else the daemon of flannel or the like"
        : "Send it where it is: "
          + commands.map { snapshot.command($0, in: overlay.home.id) }.joined(separator: " && "))
  }
}

/// What is wrong with a tunnel end.
struct TunnelEndFault {
  let severity: Finding.Severity
  /// What follows the end's address in a sentence.
  let words: String
  let evidence: [String]
  /// The link that packets leave by; nil where they don't.
  var uplink: LinkID?
  /// The hardware addresses that it is about; nil for all that are sent there.
  var macs: Set<MACAddress>?
}

extension Survey {
  /// What is wrong with a tunnel end; nil where nothing is, or it is not known.
  fileprivate func fault(of remote: IPAddress, _ overlay: Overlay) -> TunnelEndFault? {
    let (underlay, name) = (overlay.underlay, snapshot.name(of: overlay.underlay))
    if hasAddress(remote, in: underlay.id) {
      let uplink = underlay.links.first { $0.addresses.contains { $0.prefix.address == remote } }
      return TunnelEndFault(
        severity: .error, words: "is this host itself, where frames for others are dropped",
        evidence: ["\(name) has \(remote)" + (uplink.map { " on \($0.name)" } ?? "")], uplink: uplink?.id)
    }
    switch overlay.way(to: remote) {
    case .unknown: return nil
    case .nowhere:
      return TunnelEndFault(
        severity: .error, words: "cannot be reached: no route leads there",
        evidence: ["\(name) has no route to \(remote)"])
    case .hop(let hop):
      guard hop.gateway == nil, let link = hop.link.flatMap({ underlay.link(index: $0) }),
        let segment = segment(of: link.id)
      else { return nil }
      let holders = holders(of: remote, on: segment).filter { $0.id.namespace != underlay.id }
      if let holder = holders.first {
        return holders.count == 1 ? fault(of: remote, at: holder, overlay, by: link) : nil
      }
      return lacks(remote, on: segment)
        ? TunnelEndFault(
          severity: .error, words: "is nowhere: nobody on \(self.name(of: segment)) has that address",
          evidence: [
            "\(name) looks for \(remote) on \(link.name)",
            "none of the \(segment.stations.count) stations there answers for \(remote)",
          ], uplink: link.id)
        : silence(of: remote, underlay, link)
    }
  }

  private func silence(of remote: IPAddress, _ underlay: Namespace, _ link: Link) -> TunnelEndFault? {
    if let inquiry = underlay.inquiry(for: remote, on: link.index) {
      return inquiry.isAnswered
        ? nil
        : TunnelEndFault(
          severity: .warning, words: "does not answer", evidence: [link.silence(about: remote)], uplink: link.id)
    }
    guard
      let neighbour = underlay.neighbours.first(where: {
        $0.address == remote && $0.link == link.index && $0.isSilent
      })
    else { return nil }
    return TunnelEndFault(
      severity: .info, words: "did not answer when it was last asked",
      evidence: ["neighbour \(remote) on \(link.name) is \(neighbour.state.rawValue)"], uplink: link.id)
  }

  /// What is wrong with a tunnel end whose host is seen.
  private func fault(
    of remote: IPAddress, at holder: Link, _ overlay: Overlay, by uplink: Link
  ) -> TunnelEndFault? {
    guard snapshot.namespaces.allSatisfy({ $0.access == .read }) else { return nil }
    let there = overlays(at: remote, like: overlay)
    let name = snapshot.name(of: holder.id)
    let macs = Set(overlay.entries.filter { $0.remote == remote && $0.mac.bits != 0 }.map(\.mac))
    // Who is not there may be gone, and the entry left over; told where it is seen elsewhere.
    let strays = macs.filter { mac in
      !there.contains { holds(mac, behind: $0) } && seat(of: mac, on: overlay, by: uplink.id) != nil
    }
    guard !strays.isEmpty else { return nil }
    return TunnelEndFault(
      severity: .error, words: "is the wrong one for \(strays.map(\.description).sorted().joined(separator: ", "))",
      evidence: [
        "\(name) has \(remote), and " + (there.isEmpty ? "takes no such packets" : "has not who they are for")
      ],
      uplink: uplink.id, macs: strays)
  }
}
