import Topology

extension WiringBuilder {
  /// One line for every cable whose other end could not be found.
  func hiddenPeers() -> [WiringNode] {
    picture.snapshot.namespaces.flatMap(\.links)
      .filter { $0.kind == .veth && $0.peer?.proof == .hidden && $0.peer?.namespace == nil }
      .map { link in
        let nsid = link.peer?.nsid.map { " (nsid \($0))" } ?? ""
        return WiringNode(
          row: WiringRow(
            id: .reference(.link(link.id), at: link.id), shape: .words, name: "?",
            note: "hidden peer of \(link.name)\(nsid)", isReference: true))
      }
  }

  func unplaced() -> WiringNode? {
    group(.unplaced, picture.snapshot.containers.filter { $0.isAlive && !isPlaced($0) })
  }

  func stopped() -> WiringNode? {
    group(.stopped, picture.snapshot.containers.filter { !$0.isAlive && !isPlaced($0) })
  }

  private func isPlaced(_ container: Container) -> Bool {
    container.namespace.flatMap(picture.snapshot.namespace)?.containers.contains(container.key) ?? false
  }

  /// A heading with its containers; a single one stands on the heading's own line.
  func group(_ group: WiringGroup, in namespace: NamespaceID? = nil, _ containers: [Container]) -> WiringNode? {
    guard let first = containers.first else { return nil }
    if containers.count == 1 {
      var row = memberRow(first, of: group)
      (row.name, row.note) = (group.title, [row.name, row.note].filter { !$0.isEmpty }.joined(separator: "  "))
      return WiringNode(row: row)
    }
    return WiringNode(
      row: WiringRow(
        id: .group(group, in: namespace), shape: .words, name: group.title, note: count(containers.count, "container"),
        isDim: group == .stopped),
      children: containers.sorted { ($0.name, $0.key) < ($1.name, $1.key) }
        .map { WiringNode(row: memberRow($0, of: group)) },
      startsFolded: containers.count > WiringTree.largeGroup)
  }

  private func memberRow(_ container: Container, of group: WiringGroup) -> WiringRow {
    WiringRow(
      id: .object(.container(container.key)), shape: .words, name: container.name,
      note: group == .hostMode ? "" : container.state.rawValue, isDim: group == .stopped)
  }
}
