public import Addresses

/// `IFLA_BR_*`: what a bridge adds to a link.
public struct BridgeInfo: Hashable, Sendable {
  /// A bridge's or a root's identity in the spanning tree.
  public struct ID: Hashable, Sendable, CustomStringConvertible {
    /// The priority: lower wins.
    public var priority: UInt16
    /// The address.
    public var address: MACAddress

    /// An identity.
    public init(priority: UInt16, address: MACAddress) {
      self.priority = priority
      self.address = address
    }

    /// `8000.02:42:ac:11:00:01`, as `ip -d link` has it.
    public var description: String {
      let digits = String(priority, radix: 16)
      return String(repeating: "0", count: 4 - digits.count) + digits + "." + address.description
    }
  }

  /// Its own identity.
  public var id: ID?
  /// The identity of the spanning tree's root.
  public var root: ID?
  /// True where the spanning tree protocol is on.
  public var isSpanningTreeOn = false
  /// True where frames are filtered by VLAN.
  public var isVLANFiltering = false
  /// The VLAN of untagged frames; `nil` where the kernel has no VLAN filtering.
  public var defaultVLAN: UInt16?
  /// True where multicast groups are snooped.
  public var isMulticastSnooping = false
  /// How long an address stays in the forwarding table, in 1/100 s.
  public var ageingTime: UInt32?
  /// How long a port listens and learns before it forwards, in 1/100 s.
  public var forwardDelay: UInt32?

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}
