import Netlink
import Topology

extension Topology.LinkKind {
  /// The kind of a link, with what a reader of the topology needs of its settings.
  init(_ message: borrowing LinkMessage) {
    self =
      switch message.kind {
      case .device: message.flags.contains(.loopback) ? .loopback : .physical
      case .veth: .veth
      case .bridge(let info): .bridge(Bridge(filtersVLANs: info.isVLANFiltering, runsSTP: info.isSpanningTreeOn))
      case .macvlan(let mode): .macvlan(mode: Self.name(of: mode))
      case .macvtap(let mode): .macvtap(mode: Self.name(of: mode))
      case .ipvlan(let mode): .ipvlan(mode: Self.name(of: mode))
      case .vlan(let info): .vlan(id: info.id)
      case .vxlan(let info):
        .vxlan(
          VXLAN(
            id: info.id, remote: info.group, local: info.local, port: info.port, isExternal: info.isExternal))
      case .geneve(let info): .geneve(id: info.id)
      case .tun(let info): info.isTap ? .tap : .tun
      case .bond(let info): .bond(mode: Self.name(of: info.mode))
      case .dummy: .dummy
      case .ifb: .ifb
      case .wireguard: .wireguard
      case .vrf: .other("vrf")
      case .tunnel(let kind, let info): .tunnel(kind.rawValue, remote: info.remote)
      case .other(let name): .other(name)
      }
  }

  /// As ip-link(8) has them.
  private static func name(of mode: MACVLANMode) -> String {
    switch mode {
    case .private: "private"
    case .vepa: "vepa"
    case .bridge: "bridge"
    case .passthru: "passthru"
    case .source: "source"
    case .other(let number): "\(number)"
    }
  }

  private static func name(of mode: IPVLANMode) -> String {
    switch mode {
    case .l2: "l2"
    case .l3: "l3"
    case .l3s: "l3s"
    case .other(let number): "\(number)"
    }
  }

  private static func name(of mode: BondInfo.Mode?) -> String {
    switch mode {
    case .balanceRoundRobin: "balance-rr"
    case .activeBackup: "active-backup"
    case .balanceXOR: "balance-xor"
    case .broadcast: "broadcast"
    case .ieee8023ad: "802.3ad"
    case .balanceTLB: "balance-tlb"
    case .balanceALB: "balance-alb"
    case nil: "unknown"
    }
  }
}
