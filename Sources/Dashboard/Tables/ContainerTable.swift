import Addresses
import Screen
import Topology

/// Every container, those that run first, by name.
enum ContainerTable: ObjectTable {
  static func elements(of picture: Picture, _ preferences: Preferences) -> [Container] {
    picture.snapshot.containers.sorted {
      ($0.isAlive ? 0 : 1, $0.name, $0.key) < ($1.isAlive ? 0 : 1, $1.name, $1.key)
    }
  }

  static func object(of container: Container) -> ObjectID { .container(container.key) }

  static func element(_ object: ObjectID, in picture: Picture) -> Container? {
    if case .container(let key) = object { picture.snapshot.container(key) } else { nil }
  }

  static func isDim(_ container: Container) -> Bool { !container.isAlive }

  static let columns: [ObjectColumn<Container>] = [
    .words("name", minimum: 14, ideal: 24, grows: true, priority: 20, middle: true) { container, _ in container.name },
    .words("mode", minimum: 10, ideal: 16, priority: 16) { container, picture in
      container.mode == .unknown ? nil : picture.snapshot.text(of: container.mode)
    },
    .words("address", minimum: 13, ideal: 15, priority: 18) { container, picture in
      picture.addresses(of: container).first.map { "\($0.address)" }
    },
    .words("IPv6", minimum: 12, ideal: 16, priority: 3) { container, picture in
      picture.addresses(of: container).first { $0.address.family == .ipv6 }.map { "\($0.address)" }
    },
    .words("gateway", minimum: 10, ideal: 12, priority: 8) { container, picture in
      picture.gateways(of: container).first.map { "\($0.address)" }
    },
    .words("networks", minimum: 8, ideal: 14, priority: 12) { container, _ in
      container.endpoints.compactMap(\.network).joined(separator: ",")
    },
    .words("host veth", minimum: 11, ideal: 15, priority: 10, middle: true) { container, picture in
      picture.hostEnds(of: container).first?.name
    },
    .words("engine", minimum: 6, ideal: 8, priority: 5) { container, _ in container.engine },
    .words("image", minimum: 8, ideal: 18, priority: 6, middle: true) { container, _ in container.image },
    .rate("rx", priority: 14) { container, picture in picture.rate(of: container)?.rxBytes },
    .rate("tx", priority: 14) { container, picture in picture.rate(of: container)?.txBytes },
    .amount("rx", priority: 2) { container, picture in picture.totals(of: container)?.rxBytes },
    .amount("tx", priority: 2) { container, picture in picture.totals(of: container)?.txBytes },
    .number("drops", width: 5, priority: 4) { container, picture in picture.totals(of: container)?.drops },
    ObjectColumn(
      column: Table.Column("state", minimum: 7, ideal: 8, priority: 17),
      cell: { container, picture, _ in picture.stateLine(of: container) },
      key: { container, _ in SortKey(container.state.rawValue) }),
  ]
}

extension Picture {
  /// The state in a word: the engine's, or that a cable of it is down.
  fileprivate func stateLine(of container: Container) -> Line {
    guard container.isAlive else { return Line(container.state.rawValue, .muted) }
    let isCut = cables(of: container).contains { cableState(of: $0) == .down }
    if isCut { return Line("down", .bad) }
    return Line(container.state.rawValue, container.state == .running ? .good : .warning)
  }
}
