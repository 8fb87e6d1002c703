import Screen
import Topology

extension Page {
  /// The cables of some links: both ends of each side by side, and how far the pairing is proved.
  func cables(of links: [Link], _ style: Presentation) -> Section {
    let wired = links.filter { $0.peer != nil || $0.parent != nil || $0.master != nil }
    return Section("Cable and proof", wired.flatMap { cable(of: $0, style) })
  }

  private func cable(of link: Link, _ style: Presentation) -> [String] {
    let ends = [link, snapshot.peer(of: link)].compactMap { $0 }
    let table = Table(
      columns: [
        Column("END", minimum: 16), Column("INDEX", .right), Column("STATE"), Column("MTU", .right, sacrifice: 2),
        Column("MAC", sacrifice: 3), Column("RX", .right), Column("TX", .right), Column("PORT OF", sacrifice: 1),
      ],
      rows: ends.map { end in
        [
          Cell(snapshot.name(of: end.id)), Cell(String(end.index)), Cell(end.stateText, end.stateInk),
          Cell(String(end.mtu)), style.cell(end.mac), style.amount(snapshot.counters(of: end)?.rxBytes),
          style.amount(snapshot.counters(of: end)?.txBytes),
          style.cell(snapshot.masterName(of: end).map { name in name + (end.port.map { ", \($0.state)" } ?? "") }),
        ]
      })
    return table.lines(style) + [proof(of: link, style), parent(of: link)].compactMap { $0 }
  }

  private func proof(of link: Link, _ style: Presentation) -> String? {
    guard let peer = link.peer else { return nil }
    let nsid = peer.nsid.map { "nsid \($0)" } ?? "the same namespace"
    let place = peer.namespace.map { "\(nsid), which is \($0.kernelName)" } ?? nsid
    let words =
      switch peer.proof {
      case .proved:
        "proved: #\(link.index) names #\(peer.index) in \(place), and #\(peer.index) names #\(link.index) back"
      case .oneSided: "one-sided: #\(link.index) names #\(peer.index) in \(place), which could not be read"
      case .hidden: "hidden: #\(link.index) names #\(peer.index) in \(place), but no such namespace was found"
      }
    return style.paint(words.printable, peer.proof == .proved ? .good : .warning)
  }

  private func parent(of link: Link) -> String? {
    guard let parent = link.parent else { return nil }
    guard let lower = parent.link else { return "stacked on #\(parent.index) in a namespace that was not found" }
    return "stacked on \(snapshot.name(of: lower.id))#\(lower.id.index)".printable
  }
}
