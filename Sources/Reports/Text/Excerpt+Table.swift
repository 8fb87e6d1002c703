import Diagnosis
import Screen
import Topology

extension Excerpt {
  /// Tables for people: one for a kind, all of them under headings otherwise, then what is wrong and which sources
  /// are not well. Every line ends with a line feed.
  public func tables(_ style: Presentation) -> String {
    let sections = kind == .all ? allTables(style) : [(nil, oneTable(style))]
    var blocks = sections.map { title, table in
      (title.map { [style.paint($0, .heading)] } ?? []) + table
    }
    if !findings.isEmpty { blocks.append([style.paint("Problems", .heading)] + problems(style)) }
    let sources = snapshot.sources.filter(\.isTroubled).map { style.paint($0.sentence, .warning) }
    if !sources.isEmpty { blocks.append(sources) }
    return blocks.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  private func allTables(_ style: Presentation) -> [(title: String?, lines: [String])] {
    [
      ("Containers", containerTable(style)), ("Networks", networkTable(style)), ("Namespaces", namespaceTable(style)),
      ("Links", linkTable(style)),
    ].compactMap { title, table in
      (title, table.rows.isEmpty ? [style.paint("none", .dim)] : table.lines(style))
    }
  }

  private func oneTable(_ style: Presentation) -> [String] {
    switch kind {
    case .containers, .all: containerTable(style).lines(style)
    case .networks: networkTable(style).lines(style)
    case .namespaces: namespaceTable(style).lines(style)
    case .links: linkTable(style).lines(style)
    }
  }

  /// One line each; evidence and remedy are told by `show`.
  func problems(_ style: Presentation) -> [String] {
    findings.map { finding in
      style.paint("\(finding.severity.word): ", finding.severity.ink) + finding.title.printable
    }
  }
}

extension Excerpt {
  func containerTable(_ style: Presentation) -> Table {
    Table(
      columns: [
        Column("NAME", minimum: 12), Column("ENGINE", sacrifice: 4), Column("IMAGE", sacrifice: 6, minimum: 12),
        Column("MODE", minimum: 16), Column("NETWORK", sacrifice: 3, minimum: 10), Column("ADDRESS", minimum: 15),
        Column("GATEWAY", sacrifice: 2), Column("HOST LINK", sacrifice: 1, minimum: 11),
        Column("RX", .right, sacrifice: 5), Column("TX", .right, sacrifice: 5), Column("DROPS", .right, sacrifice: 7),
        Column("STATE"),
      ],
      rows: containers.sorted(byName: \.name).map { container in
        let counters = container.mode == .host ? nil : container.traffic(in: snapshot)
        return [
          Cell(container.name), Cell(container.engine), style.cell(container.image),
          Cell(snapshot.text(of: container.mode)), style.few(container.endpoints.compactMap(\.network)),
          style.few(container.endpoints.flatMap(\.addresses)),
          style.few(container.endpoints.flatMap(\.gateways).map(\.words)),
          style.few(container.endpoints.compactMap(\.hostLink?.name)), style.amount(counters?.rxBytes),
          style.amount(counters?.txBytes), style.cell(counters?.drops),
          Cell(container.state.rawValue, container.state.ink),
        ]
      })
  }

  func networkTable(_ style: Presentation) -> Table {
    Table(
      columns: [
        Column("NAME", minimum: 12), Column("ENGINE", sacrifice: 3), Column("DRIVER"),
        Column("BRIDGE", sacrifice: 1, minimum: 10), Column("SUBNET", minimum: 18), Column("GATEWAY", minimum: 10),
        Column("INTERNAL", sacrifice: 4), Column("MEMBERS", sacrifice: 2, minimum: 16),
      ],
      rows: networks.sorted(byName: \.name).map { network in
        [
          Cell(network.name), style.cell(network.engine), Cell(network.driver),
          style.cell(network.bridge.map { snapshot.placedName(of: $0) }),
          style.few(network.subnets.map(\.prefix)), style.few(network.subnets.compactMap(\.gateway)),
          Cell(network.isInternal ? "yes" : "no"), style.few(network.containers.map { snapshot.name(of: $0) }),
        ]
      })
  }

  func namespaceTable(_ style: Presentation) -> Table {
    Table(
      columns: [
        Column("NAME", minimum: 12), Column("NAMESPACE", sacrifice: 3), Column("ROLES", minimum: 18),
        Column("LINKS", .right), Column("ADDRESSES", sacrifice: 1, minimum: 18), Column("GATEWAY", sacrifice: 2),
        Column("CONTAINERS", sacrifice: 5, minimum: 10), Column("HELD BY", sacrifice: 4, minimum: 12),
      ],
      rows: namespacesInOrder.map { namespace in
        [
          Cell(snapshot.name(of: namespace)), Cell(namespace.id.kernelName),
          style.cell(namespace.roles.map(\.rawValue)),
          namespace.access == .read ? Cell(String(namespace.links.count)) : Cell("denied", .warning),
          style.few(namespace.outwardAddresses), style.few(namespace.gateways.map(\.words)),
          style.few(namespace.containers.map { snapshot.name(of: $0) }), style.cell(namespace.holderSummary),
        ]
      })
  }

  func linkTable(_ style: Presentation) -> Table {
    Table(
      columns: [
        Column("NAMESPACE", minimum: 12), Column("INDEX", .right, sacrifice: 4), Column("NAME"), Column("KIND"),
        Column("STATE"), Column("MTU", .right, sacrifice: 6), Column("MAC", sacrifice: 5),
        Column("MASTER", sacrifice: 1, minimum: 10), Column("PEER", minimum: 16),
        Column("ADDRESSES", sacrifice: 2, minimum: 18), Column("RX", .right, sacrifice: 3),
        Column("TX", .right, sacrifice: 3), Column("DROPS", .right, sacrifice: 7),
      ],
      rows: namespacesInOrder.flatMap { namespace in
        namespace.links.map { link in
          [
            Cell(snapshot.name(of: namespace)), Cell(String(link.index)), Cell(link.name), Cell(link.kind.name),
            Cell(link.stateText, link.stateInk), Cell(String(link.mtu)), style.cell(link.mac),
            style.cell(snapshot.masterName(of: link)), peerCell(link, style),
            style.few(link.addresses.map(\.prefix)), style.amount(snapshot.counters(of: link)?.rxBytes),
            style.amount(snapshot.counters(of: link)?.txBytes), style.cell(snapshot.counters(of: link)?.drops),
          ]
        }
      })
  }

  /// The host's first, the others by name.
  private var namespacesInOrder: [Namespace] {
    let others = namespaces.filter { !$0.isHost }.map { (name: snapshot.name(of: $0), namespace: $0) }
    return namespaces.filter(\.isHost) + others.sorted(byName: \.name).map(\.namespace)
  }

  /// The other end of its cable, or what it is stacked on.
  private func peerCell(_ link: Link, _ style: Presentation) -> Cell {
    if let parent = link.parent {
      return parent.link.map { Cell("on \(snapshot.name(of: $0.id))") }
        ?? Cell("on #\(parent.index) (hidden)", .warning)
    }
    guard let peer = link.peer else { return style.unknown }
    switch peer.proof {
    case .proved: return style.cell(peer.link.map { snapshot.name(of: $0) })
    case .oneSided: return style.cell(peer.link.map { "\(snapshot.name(of: $0)) (one-sided)" }, .warning)
    case .hidden: return Cell("#\(peer.index) (hidden)", .warning)
    }
  }
}

extension Array {
  /// In the order in which people look for names.
  fileprivate func sorted(byName name: (Element) -> String) -> [Element] {
    sorted { name($0).comesNaturally(before: name($1)) }
  }
}
