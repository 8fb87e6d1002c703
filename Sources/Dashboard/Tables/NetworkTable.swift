import Addresses
import Screen
import Topology

/// Every network, those of engines first, by name.
enum NetworkTable: ObjectTable {
  static func elements(of picture: Picture, _ preferences: Preferences) -> [Network] {
    picture.snapshot.networks.sorted {
      ($0.engine == nil ? 1 : 0, $0.name, $0.key) < ($1.engine == nil ? 1 : 0, $1.name, $1.key)
    }
  }

  static func object(of network: Network) -> ObjectID? { .network(network.key) }

  static func element(_ object: ObjectID, in picture: Picture) -> Network? {
    if case .network(let key) = object { picture.snapshot.network(key) } else { nil }
  }

  static let columns: [ObjectColumn<Network>] = [
    .words("name", minimum: 10, ideal: 12, grows: true, priority: 20, middle: true) { network, _ in network.name },
    .words("engine", minimum: 6, ideal: 8, priority: 9) { network, _ in network.engine },
    .words("driver", minimum: 7, ideal: 8, priority: 10) { network, _ in network.driver },
    .words("bridge", minimum: 9, ideal: 15, priority: 19, middle: true) { network, picture in
      network.bridge.map { bridge in
        bridge.id.namespace == picture.snapshot.hostNamespace?.id
          ? bridge.name : "\(picture.snapshot.name(of: bridge.id.namespace))/\(bridge.name)"
      }
    },
    .words("subnet", minimum: 16, ideal: 18, priority: 18) { network, _ in
      network.subnets.first.map { "\($0.prefix)" }
    },
    .words("gateway", minimum: 12, ideal: 15, priority: 12) { network, _ in
      network.subnets.lazy.compactMap(\.gateway).first.map { "\($0)" }
    },
    .words("reach", minimum: 8, ideal: 8, priority: 4) { network, _ in
      network.isInternal ? "internal" : ["host", "null"].contains(network.driver) ? nil : "open"
    },
    .number("members", width: 7, priority: 15) { network, _ in UInt64(network.containers.count) },
    .rate("rx", priority: 13) { network, picture in picture.rate(of: network)?.rxBytes },
    .rate("tx", priority: 13) { network, picture in picture.rate(of: network)?.txBytes },
    .graph(priority: 5) { network, picture, seconds in picture.history(of: network, seconds: seconds) },
    .state(minimum: 10, ideal: 10, priority: 11) { network, picture in
      network.bridge.flatMap { picture.link($0.id) }?.stateLine ?? .value(nil)
    } key: { network, picture in
      SortKey(network.bridge.flatMap { picture.link($0.id) }?.stateWord)
    },
  ]
}

extension Picture {
  /// What a network's members receive and send; nil where it has no bridge that would tell.
  func rate(of network: Network) -> Rate? { rates.rate(of: network, in: snapshot) }

  /// What is shown as a link's rate: of a bridge what goes through its ports.
  func shownRate(of id: LinkID) -> Rate? {
    link(id)?.kind.isBridge ?? false ? rates.rate(throughPortsOf: id, in: snapshot) : rates[id]
  }
}
