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

  static func object(of container: Container) -> ObjectID? { .container(container.key) }

  static func element(_ object: ObjectID, in picture: Picture) -> Container? {
    if case .container(let key) = object { picture.snapshot.container(key) } else { nil }
  }

  static func isDim(_ container: Container) -> Bool { !container.isAlive }

  static let columns: [ObjectColumn<Container>] = [
    .words("name", minimum: 12, ideal: 16, grows: true, priority: 20, middle: true) { container, _ in container.name },
    .words("mode", minimum: 11, ideal: 13, grows: true, priority: 21) { $1.modeWord(of: $0) },
    .lines("address", minimum: 15, ideal: 15, priority: 18) { $1.addressLine(of: $0) },
    .words("IPv6", minimum: 12, ideal: 16, priority: 3) { container, picture in
      picture.addresses(of: container).first { $0.address.family == .ipv6 }.map { "\($0.address)" }
    },
    .lines("gateway", minimum: 13, ideal: 15, priority: 11) { $1.gatewayLine(of: $0) },
    .lines("networks", minimum: 9, ideal: 16, priority: 12, short: { $1.networkLine(of: $0, isShort: true) }) {
      $1.networkLine(of: $0)
    },
    .lines("host veth", minimum: 11, ideal: 15, priority: 10, middle: true) { $1.plugLine(of: $0) },
    .words("engine", minimum: 6, ideal: 8, priority: 5) { container, _ in container.engine },
    .words("image", minimum: 14, ideal: 18, priority: 6, middle: true) { container, _ in container.image },
    .rate("rx", priority: 14) { container, picture in picture.rate(of: container)?.rxBytes },
    .rate("tx", priority: 14) { container, picture in picture.rate(of: container)?.txBytes },
    .amount("rx", priority: 2) { container, picture in picture.totals(of: container)?.rxBytes },
    .amount("tx", priority: 2) { container, picture in picture.totals(of: container)?.txBytes },
    .number("drops", width: 5, priority: 4) { container, picture in picture.totals(of: container)?.drops },
    .graph(priority: 5) { container, picture, seconds in picture.history(of: container, seconds: seconds) },
    .state(minimum: 7, ideal: 8, priority: 17) { container, picture in
      picture.stateLine(of: container)
    } key: { container, _ in
      SortKey(container.state.rawValue)
    },
  ]
}
