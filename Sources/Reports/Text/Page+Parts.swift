import Addresses
import Screen
import Topology

extension Page {
  func addresses(of links: [Link], _ style: Presentation) -> Section {
    let rows = links.flatMap { link in
      link.addresses.map { address in
        [Cell(link.name), Cell(address.prefix.description), style.cell(address.notes)]
      }
    }
    return Section(
      "Addresses", Table(columns: [Column("LINK"), Column("ADDRESS"), Column("NOTES", sacrifice: 1)], rows: rows), style
    )
  }

  func routes(of namespace: Namespace, via link: Int32? = nil, _ style: Presentation) -> Section {
    let rows = namespace.routes.filter { route in
      link == nil || route.nextHops.contains { $0.link == link }
    }
    .map { route in
      let ways =
        route.nextHops.map { hop in
          namespace.words(of: hop) + (route.nextHops.count > 1 ? " weight \(hop.weight)" : "")
        }
        + (route.nextHopID.map { ["nhid \($0)"] } ?? [])
      return [
        Cell(route.destination.length == 0 ? "default (\(route.destination.address.family))" : "\(route.destination)"),
        Cell(
          route.kind == .unicast
            ? ways.joined(separator: ", ") : route.kind.rawValue + (route.nextHopID.map { ", nhid \($0)" } ?? "")),
        Cell(String(route.metric)), style.cell(route.source), Cell(route.origin),
        Cell(Route.name(ofTable: route.table)),
      ]
    }
    return Section(
      "Routes",
      Table(
        columns: [
          Column("DESTINATION", minimum: 18), Column("WAY", minimum: 16), Column("METRIC", .right, sacrifice: 1),
          Column("SOURCE", sacrifice: 2), Column("ORIGIN", sacrifice: 3), Column("TABLE", sacrifice: 4),
        ], rows: rows), style)
  }

  func neighbours(in namespace: Namespace, on link: Int32?, _ style: Presentation) -> Section {
    let rows = namespace.neighbours.filter { link == nil || $0.link == link }.map { neighbour in
      [
        Cell("\(neighbour.address)"), style.cell(neighbour.mac),
        style.cell(namespace.link(index: neighbour.link)?.name), Cell(neighbour.state.rawValue),
      ]
    }
    return Section(
      "Neighbours",
      Table(columns: [Column("ADDRESS"), Column("MAC"), Column("LINK"), Column("STATE")], rows: rows), style)
  }

  /// Next-hop objects, which routes refer to by their ids.
  func nextHops(of namespace: Namespace, _ style: Presentation) -> Section {
    let rows = (namespace.nextHops ?? []).map { [Cell(String($0.id)), Cell(namespace.words(of: $0))] }
    return Section(
      "Next hops", Table(columns: [Column("ID", .right), Column("WAY", minimum: 16)], rows: rows), style)
  }

  /// Addresses that links answer for by proxy.
  func proxies(of namespace: Namespace, on link: Int32?, _ style: Presentation) -> Section {
    let rows = namespace.proxies.filter { link == nil || $0.link ?? link == link }.map { proxy in
      [Cell("\(proxy.address)"), Cell(proxy.link.map { namespace.link(index: $0)?.name ?? "#\($0)" } ?? "all links")]
    }
    return Section("Proxied neighbours", Table(columns: [Column("ADDRESS"), Column("LINK")], rows: rows), style)
  }

  /// The chains that the kernel enters by itself, as `nft list ruleset` has them.
  func packetFilter(of namespace: Namespace, _ style: Presentation) -> Section {
    let rows = (namespace.firewall?.chains ?? []).compactMap { chain in
      chain.base.map { base in
        [
          Cell(base.hook), Cell(base.type), Cell("\(chain.family) \(chain.table) \(chain.name)"),
          Cell(String(base.priority)), base.drops ? Cell("drop", .warning) : Cell("accept"),
          Cell(String(chain.rules.count)),
        ]
      }
    }
    return Section(
      "Packet filter",
      Table(
        columns: [
          Column("HOOK"), Column("TYPE", sacrifice: 1), Column("CHAIN", minimum: 16),
          Column("PRIORITY", .right, sacrifice: 2), Column("POLICY"), Column("RULES", .right),
        ], rows: rows), style)
  }

  func holders(of namespace: Namespace, _ style: Presentation) -> Section {
    let rows = namespace.holders.map { holder in
      [
        Cell(holder.kind.rawValue), style.cell(holder.pid), style.cell(holder.command),
        style.cell(holder.path ?? holder.thread.map { "thread \($0)" } ?? holder.descriptor.map { "fd \($0)" }),
      ]
    }
    return Section(
      "Holders",
      Table(
        columns: [Column("KIND"), Column("PID", .right), Column("COMMAND"), Column("WHERE", minimum: 16)], rows: rows),
      style)
  }

  func counters(of links: [Link], _ style: Presentation) -> Section {
    let rows = links.filter { $0.kind != .loopback }.map { link in
      [Cell(link.name)] + counterCells(snapshot.counters(of: link), style)
    }
    return Section("Counters", Table(columns: [Column("LINK")] + Self.counterColumns, rows: rows), style)
  }

  private static let counterColumns = [
    Column("RX", .right), Column("RX PACKETS", .right, sacrifice: 3), Column("RX DROPS", .right, sacrifice: 1),
    Column("RX ERRORS", .right, sacrifice: 2), Column("TX", .right), Column("TX PACKETS", .right, sacrifice: 3),
    Column("TX DROPS", .right, sacrifice: 1), Column("TX ERRORS", .right, sacrifice: 2),
  ]

  private func counterCells(_ counters: Counters?, _ style: Presentation) -> [Cell] {
    [
      Cell(style.units.format(bytes: counters?.rxBytes, style: .long)), style.cell(counters?.rxPackets),
      style.cell(counters?.rxDropped), style.cell(counters?.rxErrors),
      Cell(style.units.format(bytes: counters?.txBytes, style: .long)), style.cell(counters?.txPackets),
      style.cell(counters?.txDropped), style.cell(counters?.txErrors),
    ]
  }
}

extension LinkAddress {
  /// What is unusual about an address; nil where nothing is.
  fileprivate var notes: String? {
    let words = [
      peer.map { "peer \($0)" }, isTentative ? "tentative" : nil, isDuplicate ? "duplicate" : nil,
    ].compactMap { $0 }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
