import Addresses
import Netlink
import Topology

extension NamespaceReading {
  /// What is different after something happened, besides counters.
  enum Difference {
    /// That has to be read.
    case unclear
    case none
    /// What the namespace, its links or routes look like.
    case looks
    /// Which links there are, or with what they are connected.
    case wiring
  }

  /// Takes over what happened.
  mutating func apply(_ event: RtnetlinkEvent, at now: Instant) -> Difference {
    switch event {
    // A bridge tells of its ports in messages of its own, which lack most of what a link is.
    case .link(let message): message.isWhole ? put(message, at: now) : putPort(message)
    case .linkRemoved(let message):
      message.isWhole ? removeLink(message.index) ? .wiring : .none : removePort(message.index)
    case .address(let message): put(LinkAddress(message), onLink: message.index) ? .looks : .none
    case .addressRemoved(let message): remove(LinkAddress(message), fromLink: message.index) ? .looks : .none
    // The kernel may tell the id of a next-hop object instead of a way (`net.ipv4.nexthop_compat_mode`).
    case .route(let message) where message.nextHopID != nil, .routeRemoved(let message) where message.nextHopID != nil:
      .unclear
    case .route(let message): put(Route(message)) ? .looks : .none
    case .routeRemoved(let message): remove(Route(message)) ? .looks : .none
    case .rulesChanged, .nextHopsChanged: .unclear
    case .neighbour, .neighbourRemoved, .namespaceID, .namespaceIDRemoved: .none
    }
  }

  /// A bridge tells of its port, and of nothing else of the link.
  private mutating func putPort(_ message: LinkMessage) -> Difference {
    guard let position = position(ofLink: message.index), let master = message.master,
      var port = message.port.flatMap(Topology.BridgePort.init)
    else { return .unclear }
    if link(index: master)?.filtersVLANs ?? false {
      port.vlans = message.bridgeVLANs.map(Topology.BridgePort.VLAN.init).sorted { $0.id < $1.id }
    }
    return plug(linkAt: position, into: master, port)
  }

  /// A bridge tells that something is its port no more.
  private mutating func removePort(_ index: Int32) -> Difference {
    guard let position = position(ofLink: index) else { return .unclear }
    return plug(linkAt: position, into: nil, nil)
  }

  private mutating func plug(linkAt position: Int, into master: Int32?, _ port: Topology.BridgePort?) -> Difference {
    let before = links[position].link
    guard before.master != master || before.port != port else { return .none }
    links[position].link.master = master
    links[position].link.port = port
    return before.master == master ? .looks : .wiring
  }

  private mutating func put(_ message: LinkMessage, at now: Instant) -> Difference {
    let told = LinkReading(message, in: id, readAt: now)
    guard let position = position(ofLink: message.index) else {
      links.insert(told, at: links.partitioningIndex { $0.link.index >= message.index })
      return .wiring
    }
    let before = links[position]
    links[position] = told.completed(by: before)
    if links[position].looksLike(before) { return .none }
    return links[position].isWired(like: before) ? .looks : .wiring
  }

  private mutating func removeLink(_ index: Int32) -> Bool {
    guard let position = position(ofLink: index) else { return false }
    links.remove(at: position)
    routes.removeAll { $0.nextHops.contains { $0.link == index } && $0.nextHops.count == 1 }
    return true
  }

  private mutating func put(_ address: LinkAddress, onLink index: Int32) -> Bool {
    guard let position = position(ofLink: index) else { return false }
    let addresses = links[position].link.addresses
    if let known = addresses.firstIndex(where: { $0.isSamePlace(as: address) }) {
      links[position].link.addresses[known] = address
      return addresses[known] != address
    }
    // IPv4 before IPv6.
    let end = addresses.firstIndex { $0.prefix.address.family > address.prefix.address.family } ?? addresses.endIndex
    links[position].link.addresses.insert(address, at: end)
    return true
  }

  private mutating func remove(_ address: LinkAddress, fromLink index: Int32) -> Bool {
    guard let position = position(ofLink: index),
      let known = links[position].link.addresses.firstIndex(where: { $0.isSamePlace(as: address) })
    else { return false }
    links[position].link.addresses.remove(at: known)
    return true
  }

  private mutating func put(_ route: Route) -> Bool {
    guard !routes.contains(route) else { return false }
    if let known = routes.firstIndex(where: { $0.isSamePlace(as: route) }) {
      routes[known] = route
    } else {
      routes.append(route)
    }
    return true
  }

  private mutating func remove(_ route: Route) -> Bool {
    guard let known = routes.firstIndex(of: route) ?? routes.firstIndex(where: { $0.isSamePlace(as: route) })
    else { return false }
    routes.remove(at: known)
    return true
  }
}

extension RtnetlinkEvent {
  /// A bridge tells of its port. It does so of each fifteen seconds after it was plugged in
  /// (`br_forward_delay_timer_expired` of the kernel's net/bridge), and says what is known.
  var isAboutPort: Bool {
    switch self {
    case .link(let message), .linkRemoved(let message): !message.isWhole
    default: false
    }
  }
}

extension LinkMessage {
  /// Tells all there is to a link.
  fileprivate var isWhole: Bool { family == 0 }
}

extension LinkAddress {
  fileprivate func isSamePlace(as other: LinkAddress) -> Bool { prefix == other.prefix && peer == other.peer }
}

extension Route {
  /// What the kernel tells routes apart by.
  fileprivate func isSamePlace(as other: Route) -> Bool {
    destination == other.destination && table == other.table && metric == other.metric && kind == other.kind
      && nextHops.first?.link == other.nextHops.first?.link
  }
}
