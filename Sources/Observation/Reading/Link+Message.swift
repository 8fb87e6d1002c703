import Addresses
import Netlink
import Topology

extension LinkReading {
  /// A link as the kernel of `namespace` describes it.
  init(_ message: borrowing LinkMessage, in namespace: NamespaceID, readAt: Instant) {
    let kind = LinkKind(message)
    link = Link(
      id: LinkID(namespace: namespace, index: message.index), name: message.name, kind: kind,
      isUp: message.flags.contains(.up), hasCarrier: message.hasCarrier ?? false,
      operationalState: Link.OperationalState(message.operationalState), mtu: message.mtu ?? 0, mac: message.mac,
      alias: message.alias, master: message.master, port: message.port.flatMap(BridgePort.init),
      settings: message.settings.map(Topology.LinkSettings.init),
      resolvesNeighbours: !message.flags.contains(.noARP), user: LinkUser(message))
    counters = message.statistics.map { Counters($0, readAt: readAt) }
    if case .vxlan(let info) = message.kind { reference = info.link } else { reference = message.link }
    nsid = message.linkNamespaceID
  }
}

extension Topology.LinkSettings {
  init(_ settings: Netlink.LinkSettings) {
    self.init(
      forwards: settings.forwards, proxiesARP: settings.proxiesARP, ignoredARP: settings.ignoredARP,
      reversePathFilter: settings.reversePathFilter, ipv6: settings.ipv6.map(IPv6.init))
  }
}

extension Topology.LinkSettings.IPv6 {
  init(_ settings: Netlink.LinkSettings.IPv6) {
    self.init(
      forwards: settings.forwards, acceptedAdvertisements: settings.acceptedAdvertisements,
      proxiesNDP: settings.proxiesNDP, isOff: settings.isOff)
  }
}

extension LinkUser {
  /// Nil for a link that no process reads, or that anybody may use.
  init?(_ message: borrowing LinkMessage) {
    guard case .tun(let info) = message.kind, info.owner != nil || info.group != nil else { return nil }
    self.init(user: info.owner, group: info.group)
  }
}

extension Link.OperationalState {
  init(_ state: Netlink.OperationalState) {
    self =
      switch state {
      case .unknown: .unknown
      case .notPresent: .notPresent
      case .down: .down
      case .lowerLayerDown: .lowerLayerDown
      case .testing: .testing
      case .dormant: .dormant
      case .up: .up
      }
  }
}

extension Counters {
  /// A link's counters, read at `readAt`.
  init(_ statistics: LinkStatistics, readAt: Instant) {
    self.init(
      readAt: readAt, rxBytes: statistics.rxBytes, txBytes: statistics.txBytes, rxPackets: statistics.rxPackets,
      txPackets: statistics.txPackets, rxDropped: statistics.rxDropped, txDropped: statistics.txDropped,
      rxErrors: statistics.rxErrors, txErrors: statistics.txErrors)
  }
}

extension Topology.BridgePort {
  init?(_ port: LinkPort) {
    guard case .bridge(let port) = port else { return nil }
    self.init(
      state: port.state.map(State.init) ?? .disabled, isIsolated: port.isIsolated, hasHairpin: port.isHairpin,
      flooding: Flooding(
        unicast: port.isFlooding, multicast: port.floodsMulticast, broadcast: port.floodsBroadcast),
      learns: port.isLearning, suppressesNeighbours: port.suppressesNeighbours, isLocked: port.isLocked)
  }
}

extension Topology.BridgePort.State {
  fileprivate init(_ state: Netlink.BridgePort.State) {
    self =
      switch state {
      case .disabled: .disabled
      case .listening: .listening
      case .learning: .learning
      case .forwarding: .forwarding
      case .blocking: .blocking
      }
  }
}

extension Topology.BridgePort.VLAN {
  init(_ vlan: BridgeVLAN) { self.init(id: vlan.id, isPVID: vlan.isPVID, isUntagged: vlan.isUntagged) }
}
