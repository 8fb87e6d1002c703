import Addresses
import Diagnosis
import Topology

extension Link {
  /// What people need to know of its state in a word: a link that is up may still have no carrier.
  var stateText: String {
    if !isUp { return "down" }
    if !hasCarrier { return "no-carrier" }
    return operationalState == .unknown ? "up" : operationalState.rawValue
  }

  var stateInk: Ink {
    switch stateText {
    case "up": .good
    case "down": .bad
    default: .warning
    }
  }
}

extension Container.State {
  var ink: Ink {
    switch self {
    case .running: .good
    case .paused, .restarting, .removing: .warning
    case .dead: .bad
    case .created, .exited, .unknown: .dim
    }
  }
}

extension Finding.Severity {
  var ink: Ink {
    switch self {
    case .error: .bad
    case .warning: .warning
    case .info: .dim
    }
  }
}

extension Counters {
  /// Packets lost both ways; nil where a direction is unknown.
  var drops: UInt64? {
    guard let rxDropped, let txDropped else { return nil }
    let (sum, overflow) = rxDropped.addingReportingOverflow(txDropped)
    return overflow ? .max : sum
  }

  static func + (left: Counters, right: Counters) -> Counters {
    func sum(_ left: UInt64?, _ right: UInt64?) -> UInt64? {
      guard let left, let right else { return nil }
      return left &+ right
    }
    return Counters(
      readAt: min(left.readAt, right.readAt), rxBytes: left.rxBytes &+ right.rxBytes,
      txBytes: left.txBytes &+ right.txBytes, rxPackets: left.rxPackets &+ right.rxPackets,
      txPackets: left.txPackets &+ right.txPackets, rxDropped: sum(left.rxDropped, right.rxDropped),
      txDropped: sum(left.txDropped, right.txDropped), rxErrors: sum(left.rxErrors, right.rxErrors),
      txErrors: sum(left.txErrors, right.txErrors))
  }
}

extension Container {
  /// The counters of its endpoints' links together; nil where one is unknown, or there are none. What a sharer sends
  /// is counted with the container whose namespace it is.
  func traffic(in snapshot: Snapshot) -> Counters? {
    let links = endpoints.compactMap(\.link).compactMap { snapshot.link($0.id) }
    let counters = links.compactMap { snapshot.counters(of: $0) }
    guard let first = counters.first, counters.count == links.count else { return nil }
    return counters.dropFirst().reduce(first, +)
  }
}

extension Namespace {
  /// Addresses that others can reach: no loopback, no link-local ones.
  var outwardAddresses: [IPPrefix] {
    links.flatMap(\.addresses).map(\.prefix).filter { !$0.address.isLoopback && !$0.address.isLinkLocal }
  }

  /// How many of each kind hold it: `2 processes, 1 mount`.
  var holderSummary: [String] {
    Holder.Kind.allCases.compactMap { kind in
      let count = holders.count { $0.kind == kind }
      return count == 0 ? nil : "\(count) \(count == 1 ? kind.rawValue : kind.plural)"
    }
  }
}

extension Holder.Kind {
  fileprivate var plural: String { self == .process ? "processes" : rawValue + "s" }
}

extension Snapshot {
  /// A link's name, with its namespace where that is not the host's.
  func placedName(of link: LinkReference) -> String {
    link.id.namespace == hostNamespace?.id ? link.name : "\(name(of: link.id.namespace))/\(link.name)"
  }

  /// The name of the bridge or bond that a link is a port of.
  func masterName(of link: Link) -> String? {
    link.master.map { index in self.link(LinkID(namespace: link.id.namespace, index: index))?.name ?? "#\(index)" }
  }
}
