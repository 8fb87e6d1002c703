import Addresses
import Screen
import Topology

extension Page {
  func sections(of namespace: Namespace, _ style: Presentation) -> [Section] {
    var facts: [(name: String, value: Cell)] = [
      ("namespace", Cell(namespace.id.kernelName)), ("cookie", style.cell(namespace.cookie)),
      ("roles", style.cell(namespace.roles.map(\.rawValue))), ("names", style.cell(namespace.names)),
      ("nsid", style.cell(namespace.nsid)),
      ("containers", style.cell(namespace.containers.map { snapshot.name(of: $0) })),
    ]
    facts += settings(of: namespace)
    if case .denied(let reason) = namespace.access { facts.append(("not readable", Cell(reason, .warning))) }
    var excerpt = Excerpt(of: snapshot, findings: [], kind: .links)
    excerpt.namespaces = [namespace]
    return [
      Section("Identity", facts, style), Section("Links", excerpt.linkTable(style), style),
      addresses(of: namespace.links, style), rules(of: namespace), routes(of: namespace, style),
      nextHops(of: namespace, style), neighbours(in: namespace, on: nil, style), proxies(of: namespace, on: nil, style),
      cables(of: namespace.links, style), counters(of: namespace.links, style), packetFilter(of: namespace, style),
      holders(of: namespace, style),
    ]
  }

  private func settings(of namespace: Namespace) -> [(name: String, value: Cell)] {
    guard let settings = namespace.settings else { return [] }
    func word(_ isOn: Bool) -> Cell { isOn ? Cell("1") : Cell("0, nothing is routed", .warning) }
    var facts = [("ip_forward", word(settings.forwardsIPv4))]
    if let ipv6 = settings.forwardsIPv6 { facts.append(("IPv6 forwarding", Cell(ipv6 ? "1" : "0"))) }
    if settings.proxiesARP { facts.append(("proxy_arp", Cell("1, on all links"))) }
    if settings.proxiesNDP { facts.append(("proxy_ndp", Cell("1, on all links"))) }
    if let filtering = namespace.bridgeFiltering {
      let names = [(filtering.ipv4, "iptables"), (filtering.ipv6, "ip6tables"), (filtering.arp, "arptables")]
      let calls = names.filter(\.0).map(\.1)
      facts.append(("bridge-nf-call", Cell(calls.isEmpty ? "none" : calls.joined(separator: ", "))))
    }
    if let table = namespace.conntrack {
      facts.append(
        (
          "conntrack",
          Cell(
            "\(table.count) of \(table.limit)",
            table.limit > 0 && table.count >= table.limit / 10 * 9 ? .warning : .plain)
        ))
    }
    return facts
  }

  /// The settings that decide what a link forwards, whom it answers, and who may use it.
  private func settings(of link: Link) -> [(name: String, value: Cell)] {
    var facts: [(name: String, value: Cell)] = []
    if let settings = link.settings {
      facts.append(
        (
          "IPv4",
          Cell(
            "forwarding \(settings.forwards ? 1 : 0), rp_filter \(settings.reversePathFilter), "
              + "proxy_arp \(settings.proxiesARP ? 1 : 0), arp_ignore \(settings.ignoredARP)")
        ))
    }
    if let settings = link.settings?.ipv6 {
      facts.append(
        (
          "IPv6",
          Cell(
            settings.isOff
              ? "disable_ipv6 1"
              : "forwarding \(settings.forwards ? 1 : 0), accept_ra \(settings.acceptedAdvertisements), "
                + "proxy_ndp \(settings.proxiesNDP ? 1 : 0)")
        ))
    }
    if !link.resolvesNeighbours { facts.append(("neighbours", Cell("not resolved (NOARP)"))) }
    if let user = link.user { facts.append(("owner", Cell(user.words))) }
    return facts
  }

  /// The routing rules, where there are others than every namespace has.
  private func rules(of namespace: Namespace) -> Section {
    let rules = namespace.rules ?? []
    return Section("Rules", rules.allSatisfy(\.isBuiltIn) ? [] : rules.map { "\($0.family)  \($0.words)".printable })
  }

  func sections(of link: Link, _ style: Presentation) -> [Section] {
    let namespace = snapshot.namespace(link.id.namespace)
    return [
      Section(
        "Identity",
        [
          ("namespace", Cell("\(snapshot.name(of: link.id.namespace)) \(link.id.namespace.kernelName)")),
          ("index", Cell(String(link.index))),
          ("kind", Cell(link.kind.name + (link.kind.detail.map { ", \($0)" } ?? ""))),
          ("state", Cell(link.stateText, link.stateInk)), ("operational state", Cell(link.operationalState.rawValue)),
          ("mtu", Cell(String(link.mtu))), ("mac", style.cell(link.mac)), ("alias", style.cell(link.alias)),
          ("master", style.cell(snapshot.masterName(of: link))),
        ] + settings(of: link), style),
      addresses(of: [link], style),
      namespace.map { routes(of: $0, via: link.index, style) },
      namespace.map { neighbours(in: $0, on: link.index, style) },
      namespace.map { proxies(of: $0, on: link.index, style) },
      cables(of: [link], style),
      ports(of: link, style),
      namespace.map { forwarding(of: link, in: $0, style) },
      counters(of: [link], style),
    ].compactMap { $0 }
  }

  func sections(of network: Network, _ style: Presentation) -> [Section] {
    let bridge = network.bridge.flatMap { snapshot.link($0.id) }
    let subnets = network.subnets.map { subnet in
      [Cell("\(subnet.prefix)"), style.cell(subnet.gateway)]
    }
    return [
      Section(
        "Identity",
        [
          ("id", style.cell(network.id)), ("engine", style.cell(network.engine)), ("driver", Cell(network.driver)),
          ("bridge", style.cell(network.bridge.map { snapshot.name(of: $0.id) })),
          ("internal", Cell(network.isInternal ? "yes" : "no")),
        ], style),
      Section("Addresses", Table(columns: [Column("SUBNET"), Column("GATEWAY")], rows: subnets), style),
      members(of: network, style),
      bridge.map { ports(of: $0, style) },
      bridge.map { counters(of: [$0], style) },
      Section("Engine", network.labels.map { (name: "label", value: Cell("\($0.name)=\($0.value)")) }, style),
    ].compactMap { $0 }
  }

  private func members(of network: Network, _ style: Presentation) -> Section {
    var excerpt = Excerpt(of: snapshot, findings: [], kind: .containers)
    excerpt.containers = network.containers.compactMap(snapshot.container)
    return Section("Members", excerpt.containerTable(style), style)
  }

  private func ports(of bridge: Link, _ style: Presentation) -> Section {
    let rows = snapshot.ports(of: bridge.id).map { port in
      [
        Cell(port.name), Cell(String(port.index)), Cell(port.stateText, port.stateInk),
        style.cell(port.port?.state.rawValue),
        style.cell(port.peer?.link.map { snapshot.name(of: $0) }), style.cell(port.port?.notes),
      ]
    }
    return Section(
      "Ports",
      Table(
        columns: [
          Column("PORT"), Column("INDEX", .right, sacrifice: 1), Column("STATE"), Column("BRIDGE PORT"),
          Column("LEADS TO", minimum: 12), Column("NOTES", sacrifice: 2, minimum: 8),
        ], rows: rows), style)
  }

  private func forwarding(of link: Link, in namespace: Namespace, _ style: Presentation) -> Section {
    let rows = namespace.forwarding.filter { $0.bridge == link.index || $0.port == link.index }.map { entry in
      [
        Cell("\(entry.mac)"), style.cell(namespace.link(index: entry.port)?.name), style.cell(entry.vlan),
        style.cell(entry.remote), Cell(entry.isPermanent ? "permanent" : "learned"),
      ]
    }
    return Section(
      "Forwarding",
      Table(
        columns: [
          Column("MAC"), Column("PORT"), Column("VLAN", .right), Column("REMOTE", sacrifice: 1), Column("HOW"),
        ], rows: rows), style)
  }
}

extension BridgePort {
  /// What is unusual about a port; nil where nothing is.
  fileprivate var notes: String? {
    let words = [
      isIsolated ? "isolated" : nil, hasHairpin ? "hairpin" : nil, flooding.unicast ? nil : "flood off",
      flooding.multicast ? nil : "mcast_flood off", flooding.broadcast ? nil : "bcast_flood off",
      learns ? nil : "learning off", suppressesNeighbours ? "neigh_suppress" : nil, isLocked ? "locked" : nil,
      vlans.isEmpty ? nil : "vlan " + vlans.map { String($0.id) }.joined(separator: ","),
    ].compactMap { $0 }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
