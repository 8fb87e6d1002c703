import Addresses
import Netlink
import Topology

extension NamespaceReading {
  /// Takes over what happened.
  /// - Returns: whether anything but counters is different now.
  mutating func apply(_ event: RtnetlinkEvent, at now: Instant) -> Bool {
    switch event {
    // A bridge tells of its ports in messages of its own, which lack most of what a link is.
    case .link(let message): message.isWhole ? put(message, at: now) : false
    case .linkRemoved(let message): message.isWhole ? removeLink(message.index) : false
    case .address(let message): put(LinkAddress(message), onLink: message.index)
    case .addressRemoved(let message): remove(LinkAddress(message), fromLink: message.index)
    case .route(let message): put(Route(message))
    case .routeRemoved(let message): remove(Route(message))
    case .neighbour, .neighbourRemoved, .namespaceID, .namespaceIDRemoved: false
    }
  }

  /// True for a bridge's message that tells of its port what is known. Each port makes one fifteen seconds after it was
  /// plugged in (`br_forward_delay_timer_expired` of the kernel's net/bridge), and others whenever something is set that
  /// is not shown.
  func knows(_ message: LinkMessage) -> Bool {
    guard !message.isWhole, let position = position(ofLink: message.index), let told = message.port else { return false }
    let link = links[position].link
    var port = Topology.BridgePort(told)
    if message.master.flatMap(self.link(index:))?.filtersVLANs ?? false {
      port?.vlans = message.bridgeVLANs.map(Topology.BridgePort.VLAN.init).sorted { $0.id < $1.id }
    }
    return link.name == message.name && link.mac == message.mac && link.mtu == message.mtu
      && link.master == message.master && link.isUp == message.flags.contains(.up)
      && link.operationalState == .init(message.operationalState) && link.port == port
  }

  private mutating func put(_ message: LinkMessage, at now: Instant) -> Bool {
    let told = LinkReading(message, in: id, readAt: now)
    guard let position = position(ofLink: message.index) else {
      links.insert(told, at: links.partitioningIndex { $0.link.index >= message.index })
      return true
    }
    let before = links[position]
    links[position] = told.completed(by: before)
    return !links[position].looksLike(before)
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
  /// Tells all there is to tell of what has changed: taken over, nothing of it is left to be read.
  var isWhole: Bool {
    switch self {
    case .link(let message), .linkRemoved(let message): message.isWhole
    default: true
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
