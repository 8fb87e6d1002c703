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
      source: message.preferredSource, origin: Self.name(ofOrigin: message.origin), nextHops: Self.nextHops(message),
      nextHopID: message.nextHopID)
  }

  private static func nextHops(_ message: RouteMessage) -> [NextHop] {
    guard message.nextHops.isEmpty else {
      return message.nextHops.map {
        NextHop(
          gateway: $0.gateway, link: $0.outputInterface, weight: $0.weight, flags: UInt32($0.flags))
      }
    }
    if message.gateway == nil, message.outputInterface == nil { return [] }
    return [
      NextHop(gateway: message.gateway, link: message.outputInterface, flags: message.flags)
    ]
  }

  /// Takes the way from a next-hop object where the kernel did not tell it (`net.ipv4.nexthop_compat_mode` 0).
  mutating func resolve(by objects: [NextHopObject]) {
    guard let nextHopID, nextHops.isEmpty, kind == .unicast, let resolved = objects.resolved(nextHopID) else { return }
    (kind, nextHops) = (resolved.kind, resolved.ways)
  }

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

extension Route.NextHop {
  /// - Parameter flags: `RTNH_F_*` of linux/rtnetlink.h.
  fileprivate init(gateway: IPAddress?, link: Int32?, weight: Int = 1, flags: UInt32) {
    self.init(
      gateway: gateway, link: link, weight: weight, isOnLink: flags & 4 != 0, isDead: flags & 1 != 0,
      isLinkDown: flags & 16 != 0)
  }
}

extension NextHopObject {
  init(_ message: NextHopMessage) {
    let kind: Kind =
      if !message.members.isEmpty {
        .group(message.members.map { Member(id: $0.id, weight: $0.weight) })
      } else if message.isBlackhole {
        .blackhole
      } else {
        .way(Route.NextHop(gateway: message.gateway, link: message.outputInterface, flags: message.flags))
      }
    self.init(
      id: message.id, kind, isForForwarding: message.isForForwarding, isResilient: message.isResilient)
  }
}

extension ProxyNeighbour {
  /// Nil for an entry without an address.
  init?(_ message: NeighbourMessage) {
    guard let address = message.destination else { return nil }
    self.init(address: address, link: message.index == 0 ? nil : message.index)
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
  init?(_ message: NeighbourMessage, at now: Instant) {
    guard let address = message.destination, let state = State(message.state), state != .noarp else { return nil }
    let age = message.age.map { UInt64($0) * 10_000_000 }
    self.init(
      address: address, mac: message.mac, link: message.index, state: state,
      changedAt: age.flatMap { $0 <= now.nanoseconds ? Instant(nanoseconds: now.nanoseconds - $0) : nil })
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
    guard let mac = message.mac, bridge != nil || message.destination != nil || message.nextHopID != nil else {
      return nil
    }
    self.init(
      mac: mac, port: message.index, bridge: bridge, vlan: message.vlan,
      isPermanent: message.state.contains(.permanent),
      remote: message.destination, nextHopID: message.nextHopID)
  }
}
