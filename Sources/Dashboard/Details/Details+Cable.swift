import Addresses
import Screen
import Topology

extension Details {
  /// A cable, the end nearer to the bridge first: both ends side by side, and the proof that they belong together.
  func cable(of link: Link) -> DetailSection {
    let far = picture.peer(of: link)
    let (near, other) = far.map { $0.master != nil && link.master == nil } ?? false ? (far ?? link, link) : (link, far)
    var section = DetailSection("Cable")
    section.add(.line(drawing(of: near, other), short: drawing(of: near, other, from: nil)))
    if let bridge = near.masterID.flatMap(picture.link) {
      let network = picture.network(onBridge: bridge.id).map { "  network \($0.name)" } ?? ""
      section.add(.pair("bridge", Line(bridge.name) + Line(network, .muted)))
    }
    section.add(.grid(ends(near, other), hasHeading: true))
    section.add("proof", proof(of: near))
    if let trouble = trouble(of: near, other) { section.add("why", trouble, .bad) }
    return section
  }

  /// `docker0 ─ veth77a01cc ══╳══ eth0 web`.
  func drawing(of near: Link, _ far: Link?) -> Line {
    drawing(of: near, far, from: near.masterID.flatMap(picture.link))
  }

  private func drawing(of near: Link, _ far: Link?, from bridge: Link?) -> Line {
    let start = bridge.map { "\($0.name) \(glyphs.horizontal) " } ?? ""
    let end = far.map { "\($0.name) \(snapshot.name(of: $0.id.namespace))" } ?? "?"
    return Line("\(start)\(near.name) ") + glyphs.cable(picture.cableState(of: near) ?? .hidden, columns: 5)
      + Line(" \(end)")
  }

  private func ends(_ near: Link, _ far: Link?) -> [[Line]] {
    func row(_ label: String, _ value: (Link) -> Line?) -> [Line] {
      [Line(label, .muted), value(near) ?? .value(nil), far.flatMap(value) ?? .value(nil)]
    }
    return [
      ["", Line(snapshot.name(of: near.id.namespace)), Line(farTitle(of: near, far))],
      row("link") { Line("\($0.name)#\($0.index)") },
      row("state") { $0.stateLine },
      row("mtu") { Line("\($0.mtu)", far.map { $0.mtu != near.mtu } ?? false ? .warning : .text) },
      row("mac") { $0.mac.map { Line("\($0)") } },
      row("port") { link in link.port.map { Line(describe($0)) } },
      // What one end sends the other receives: the two stand on one line and should agree.
      [
        Line("tx\(glyphs.right)rx", .muted), amount(counters(of: near)?.txBytes), amount(counters(of: far)?.rxBytes),
      ],
      [
        Line("rx\(glyphs.left)tx", .muted), amount(counters(of: near)?.rxBytes), amount(counters(of: far)?.txBytes),
      ],
      row("drop") { picture.totals(of: $0)?.drops.map { Line("\($0)", $0 > 0 ? .warning : .text) } },
      row("error") { picture.totals(of: $0)?.errors.map { Line("\($0)", $0 > 0 ? .bad : .text) } },
    ]
  }

  private func counters(of link: Link?) -> Counters? { link.flatMap(picture.counters) }

  private func farTitle(of near: Link, _ far: Link?) -> String {
    guard let namespace = far?.id.namespace ?? near.peer?.namespace else { return "hidden" }
    return snapshot.name(of: namespace)
  }

  /// How far it is proved that the two ends belong together, in words.
  func proof(of link: Link) -> String {
    guard let peer = link.peer else { return "the kernel did not name the other end" }
    let there = peer.nsid.map { "nsid \($0)" } ?? "the same namespace"
    let target = peer.namespace.map { " \(glyphs.right) \($0.kernelName)" } ?? ""
    switch peer.proof {
    case .proved:
      return "proved: \(there)\(target), \(link.index) \(glyphs.exchange) \(peer.index) both ways"
    case .oneSided:
      return "one-sided: this end names \(there)\(target), index \(peer.index); the other end could not be read"
    case .hidden:
      return "hidden: this end names \(there), index \(peer.index), but no such namespace was found"
    }
  }

  /// Which end keeps the cable down.
  func trouble(of near: Link, _ far: Link?) -> String? {
    let down = [near, far].compactMap { $0 }.filter { !$0.isUp }
    guard !down.isEmpty else { return nil }
    return down.map { "\(snapshot.name(of: $0.id)) is down" }.joined(separator: ", ")
  }
}
