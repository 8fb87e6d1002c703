import Addresses
import Screen
import Topology

extension Details {
  func sections(of link: Link) -> [DetailSection] {
    let cable = link.kind == .veth ? [cable(of: link)] : []
    let traffic = traffic(of: picture.history(of: link, seconds: RateHistory.capacity))
    return [identity(of: link), addresses(of: link)] + traffic.first + cable + traffic.last + [
      counters(of: link), ports(of: link), stations(on: link),
    ]
  }

  private func identity(of link: Link) -> DetailSection {
    var section = DetailSection("")
    let kind = [link.kind.name, link.kind.detail].compactMap { $0 }.joined(separator: "  ")
    section.add("link", "\(link.name)#\(link.index)  \(kind)")
    section.add("namespace", "\(snapshot.name(of: link.id.namespace))  \(link.id.namespace.kernelName)")
    section.add(.pair("state", link.stateLine + Line("  operstate \(link.operationalState.rawValue)", .muted)))
    section.add("mtu", "\(link.mtu)")
    section.add("mac", link.mac.map { "\($0)" })
    section.add("alias", link.alias)
    if let master = link.master {
      let name = picture.link(LinkID(namespace: link.id.namespace, index: master))?.name ?? "#\(master)"
      section.add("port of", "\(name)\(link.port.map { "  \(describe($0))" } ?? "")")
    }
    if link.parent != nil { section.add("on top of", picture.peerTitle(of: link)) }
    if let network = picture.network(onBridge: link.id), link.kind.isBridge {
      section.add("network", "\(network.name)  \(network.engine ?? "no engine knows it")")
    }
    return section
  }

  private func addresses(of link: Link) -> DetailSection {
    var section = DetailSection("Addresses")
    for address in link.addresses {
      let notes = [
        address.peer.map { "peer \($0)" },
        address.scope == 254 ? "scope host" : address.scope == 253 ? "scope link" : nil,
        address.isTentative ? "tentative" : nil, address.isDuplicate ? "duplicate" : nil,
      ].compactMap { $0 }.joined(separator: ", ")
      section.add(.line(Line("\(address.prefix)") + Line(notes.isEmpty ? "" : "  \(notes)", .muted)))
    }
    return section
  }

  private func counters(of link: Link) -> DetailSection {
    var section = DetailSection("Counters")
    guard let counters = picture.counters(of: link) else {
      section.add(.line(Line("not read", .muted)))
      return section
    }
    let rate = picture.rates[link.id]
    let rows: [[Line]] = [
      ["", "rate", "bytes", "packets", "drop", "err"],
      [
        "rx", speed(rate?.rxBytes), amount(counters.rxBytes), "\(counters.rxPackets)",
        .value(counters.rxDropped.map { "\($0)" }), .value(counters.rxErrors.map { "\($0)" }),
      ],
      [
        "tx", speed(rate?.txBytes), amount(counters.txBytes), "\(counters.txPackets)",
        .value(counters.txDropped.map { "\($0)" }), .value(counters.txErrors.map { "\($0)" }),
      ],
    ]
    section.add(.grid(rows, hasHeading: true))
    if link.kind.isBridge {
      let through = picture.shownRate(of: link.id)
      section.add(.pair("its ports", Line("rx ") + speed(through?.rxBytes) + "  tx " + speed(through?.txBytes)))
    }
    let age = snapshot.instant.seconds(since: counters.readAt)
    if age >= Picture.worthTelling { section.add(.line(Line("read \(Int(age)) s ago", .muted))) }
    return section
  }

  /// A bridge's ports, with who is at the other end of their cables.
  func ports(of bridge: Link) -> DetailSection {
    var section = DetailSection("Ports")
    list(snapshot.ports(of: bridge.id), in: &section, optional: [2]) { port in
      [
        Line(port.name), port.stateLine, Line.value(port.port?.state.rawValue, .muted),
        Line(picture.peerTitle(of: port) ?? port.kind.name),
      ]
    }
    return section
  }

  /// What the bridge has learnt, without its own ports' addresses.
  private func stations(on bridge: Link) -> DetailSection {
    var section = DetailSection("Forwarding database")
    guard bridge.kind.isBridge, let namespace = snapshot.namespace(bridge.id.namespace) else { return section }
    let learnt = namespace.forwarding.filter { $0.bridge == bridge.index && !$0.isPermanent }
    list(learnt, in: &section) { entry in
      [
        Line("\(entry.mac)"), Line(namespace.link(index: entry.port)?.name ?? "#\(entry.port)"),
        Line(entry.vlan.map { "vlan \($0)" } ?? "", .muted),
      ]
    }
    return section
  }

  /// A port's state on its bridge, and what is unusual about it.
  func describe(_ port: BridgePort) -> String {
    let vlans = port.vlans.map { "\($0.id)\($0.isPVID ? "p" : "")\($0.isUntagged ? "u" : "")" }
    return [
      port.state.rawValue, port.isIsolated ? "isolated" : nil, port.hasHairpin ? "hairpin" : nil,
      vlans.isEmpty ? nil : "vlan \(vlans.joined(separator: ","))",
    ].compactMap { $0 }.joined(separator: ", ")
  }
}
