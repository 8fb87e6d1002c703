import Addresses
import Netlink
import Topology

extension LinkAddress {
  init(_ message: AddressMessage) {
    self.init(
      message.prefix, peer: message.peer, scope: message.scope, isTentative: message.flags.contains(.tentative),
      isDuplicate: message.flags.contains(.duplicateDetected))
  }
}

extension Route {
  init(_ message: RouteMessage) {
    self.init(
      destination: message.destination, kind: Kind(message.kind), table: message.table, metric: message.metric,
      source: message.preferredSource, origin: Self.name(ofOrigin: message.origin), nextHops: Self.nextHops(message))
  }

  private static func nextHops(_ message: RouteMessage) -> [NextHop] {
    guard message.nextHops.isEmpty else {
      return message.nextHops.map {
        NextHop(
          gateway: $0.gateway, link: $0.outputInterface, weight: $0.weight, isOnLink: isOnLink(UInt32($0.flags)),
          isDead: isDead(UInt32($0.flags)))
      }
    }
    if message.gateway == nil, message.outputInterface == nil { return [] }
    return [
      NextHop(
        gateway: message.gateway, link: message.outputInterface, isOnLink: isOnLink(message.flags),
        isDead: isDead(message.flags))
    ]
  }

  /// `RTNH_F_ONLINK` of linux/rtnetlink.h.
  private static func isOnLink(_ flags: UInt32) -> Bool { flags & 4 != 0 }

  /// `RTNH_F_DEAD`.
  private static func isDead(_ flags: UInt32) -> Bool { flags & 1 != 0 }

  /// `RTPROT_*` of linux/rtnetlink.h, in the words of ip-route(8).
  private static func name(ofOrigin origin: UInt8) -> String {
    switch origin {
    case 1: "redirect"
    case 2: "kernel"
    case 3: "boot"
    case 4: "static"
    case 9: "ra"
    case 11: "zebra"
    case 12: "bird"
    case 16: "dhcp"
    case 18: "keepalived"
    case 42: "babel"
    case 186: "bgp"
    case 187: "isis"
    case 188: "ospf"
    case 189: "rip"
    case 192: "eigrp"
    default: "\(origin)"
    }
  }
}

extension Route.Kind {
  fileprivate init(_ kind: RouteMessage.Kind?) {
    self =
      switch kind {
      case .unicast: .unicast
      case .local: .local
      case .broadcast: .broadcast
      case .anycast: .anycast
      case .multicast: .multicast
      case .blackhole: .blackhole
      case .unreachable: .unreachable
      case .prohibit: .prohibit
      case .throw: .throw
      case .unspecified, .nat, .externalResolver, nil: .other
      }
  }
}

extension RoutingRule {
  init(_ message: RuleMessage) {
    self.init(
      family: message.family, priority: message.priority, action: Action(message.action),
      isInverted: message.isInverted, source: message.source, destination: message.destination, mark: message.mark,
      markMask: message.markMask, inputLink: message.inputLink, outputLink: message.outputLink,
      suppressedLength: message.suppressedLength.map(Int.init), hasOtherSelectors: message.hasOtherSelectors)
  }
}

extension RoutingRule.Action {
  fileprivate init(_ action: RuleMessage.Action) {
    self =
      switch action {
      case .table(let table): .table(table)
      case .goTo(let priority): .goTo(priority)
      case .blackhole: .blackhole
      case .unreachable: .unreachable
      case .prohibit: .prohibit
      case .none: .none
      }
  }
}

extension Neighbour {
  /// Nil for what `ip neighbour` does not list either: entries without an address, or that need no resolution.
  init?(_ message: NeighbourMessage) {
    guard let address = message.destination, let state = State(message.state), state != .noarp else { return nil }
    self.init(address: address, mac: message.mac, link: message.index, state: state)
  }
}

extension Neighbour.State {
  fileprivate init?(_ state: NeighbourMessage.State) {
    let names: [(NeighbourMessage.State, Neighbour.State)] = [
      (.permanent, .permanent), (.noARP, .noarp), (.reachable, .reachable), (.stale, .stale), (.delay, .delay),
      (.probe, .probe), (.failed, .failed), (.incomplete, .incomplete),
    ]
    guard let name = names.first(where: { state.contains($0.0) })?.1 else { return nil }
    self = name
  }
}

extension ForwardingEntry {
  /// Nil for addresses that a link accepts for itself: they forward nothing.
  init?(_ message: NeighbourMessage) {
    let bridge = message.flags.contains(.own) ? nil : message.master
    guard let mac = message.mac, bridge != nil || message.destination != nil else { return nil }
    self.init(
      mac: mac, port: message.index, bridge: bridge, vlan: message.vlan,
      isPermanent: message.state.contains(.permanent),
      remote: message.destination)
  }
}
