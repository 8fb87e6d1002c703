public import Addresses

/// What kind of device a link is, with what is particular to it (`IFLA_LINKINFO`, ip-link(8)).
public enum LinkKind: Hashable, Sendable {
  /// `lo`.
  case loopback
  /// A device without a kind of its own: most often hardware.
  case physical
  case veth
  case bridge(Bridge)
  case macvlan(mode: String)
  case macvtap(mode: String)
  case ipvlan(mode: String)
  case vlan(id: UInt16)
  case vxlan(VXLAN)
  case tun
  case tap
  case bond(mode: String)
  case dummy
  case ifb
  case wireguard
  case geneve(id: UInt32)
  /// gre, gretap, ip6gre, ipip, sit, ip6tnl and the like, by the kernel's name, with their far end.
  case tunnel(String, remote: IPAddress?)
  /// Any other, by the kernel's name.
  case other(String)

  /// A bridge's own settings.
  public struct Bridge: Hashable, Sendable {
    /// `IFLA_BR_VLAN_FILTERING`.
    public var filtersVLANs: Bool
    /// `IFLA_BR_STP_STATE`: spanning tree is on.
    public var runsSTP: Bool

    /// A bridge with these settings.
    public init(filtersVLANs: Bool = false, runsSTP: Bool = false) {
      self.filtersVLANs = filtersVLANs
      self.runsSTP = runsSTP
    }
  }

  /// A VXLAN's own settings (RFC 7348).
  public struct VXLAN: Hashable, Sendable {
    /// The network identifier: 24 bits.
    public var id: UInt32
    /// `IFLA_VXLAN_GROUP`: the far end or the multicast group.
    public var remote: IPAddress?
    /// `IFLA_VXLAN_LOCAL`: the address that its packets come from; nil where the route decides.
    public var local: IPAddress?
    /// `IFLA_VXLAN_PORT`: UDP port.
    public var port: UInt16?
    /// `IFLA_VXLAN_COLLECT_METADATA`: a route or program tells of each packet where it goes, not the forwarding database.
    public var isExternal: Bool

    /// A VXLAN with this identifier.
    public init(
      id: UInt32, remote: IPAddress? = nil, local: IPAddress? = nil, port: UInt16? = nil, isExternal: Bool = false
    ) {
      self.id = id
      self.remote = remote
      self.local = local
      self.port = port
      self.isExternal = isExternal
    }
  }

  /// The kernel's word for it, as `ip -d link` prints it; `loopback` and `physical` are ours.
  public var name: String {
    switch self {
    case .loopback: "loopback"
    case .physical: "physical"
    case .veth: "veth"
    case .bridge: "bridge"
    case .macvlan: "macvlan"
    case .macvtap: "macvtap"
    case .ipvlan: "ipvlan"
    case .vlan: "vlan"
    case .vxlan: "vxlan"
    case .tun: "tun"
    case .tap: "tap"
    case .bond: "bond"
    case .dummy: "dummy"
    case .ifb: "ifb"
    case .wireguard: "wireguard"
    case .geneve: "geneve"
    case .tunnel(let name, _), .other(let name): name
    }
  }

  /// What is particular to this one: `id 100`, `mode bridge`; nil where there is nothing to say.
  public var detail: String? {
    switch self {
    case .macvlan(let mode), .macvtap(let mode), .ipvlan(let mode), .bond(let mode): "mode \(mode)"
    case .vlan(let id): "id \(id)"
    case .geneve(let id): "id \(id)"
    case .vxlan(let vxlan):
      "id \(vxlan.id)" + (vxlan.remote.map { " remote \($0)" } ?? "") + (vxlan.port.map { " port \($0)" } ?? "")
    case .tunnel(_, let remote): remote.map { "remote \($0)" }
    case .bridge(let bridge) where bridge.filtersVLANs || bridge.runsSTP:
      [bridge.runsSTP ? "stp" : nil, bridge.filtersVLANs ? "vlan filtering" : nil].compactMap { $0 }
        .joined(separator: ", ")
    default: nil
    }
  }

  /// True for a bridge.
  public var isBridge: Bool { if case .bridge = self { true } else { false } }
}
