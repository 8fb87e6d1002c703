/// What a link's master adds to it (`IFLA_INFO_SLAVE_KIND`).
public enum LinkPort: Hashable, Sendable {
  /// A port of a bridge.
  indirect case bridge(BridgePort)
  /// A member of a bond.
  indirect case bond(BondMember)
  /// A member of a VRF with this table.
  case vrf(table: UInt32?)
  /// A member of a master of another kind, by its name.
  case other(String)
}
