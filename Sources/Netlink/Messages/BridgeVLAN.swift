import CLinux

/// A VLAN on a bridge's port (`IFLA_BRIDGE_VLAN_INFO`).
public struct BridgeVLAN: Hashable, Sendable {
  /// The VLAN's id, 1…4094.
  public var id: UInt16
  /// True where untagged frames that come in belong to it (`PVID`).
  public var isPVID: Bool
  /// True where its frames go out without a tag.
  public var isUntagged: Bool

  /// A VLAN on a port.
  public init(id: UInt16, isPVID: Bool = false, isUntagged: Bool = false) {
    self.id = id
    self.isPVID = isPVID
    self.isUntagged = isUntagged
  }

  /// Reads `IFLA_AF_SPEC` of an `AF_BRIDGE` message; ranges are taken apart.
  static func list(_ attributes: Attributes) -> [BridgeVLAN] {
    var result: [BridgeVLAN] = []
    var attributes = attributes
    var rangeStart: UInt16?
    while let attribute = attributes.next() {
      guard attribute.type == IFLA_BRIDGE_VLAN_INFO,
        let info = attribute.payload.load(as: cl_bridge_vlan_info.self), info.vid < 4096
      else { continue }
      let flags = Int32(info.flags)
      if flags & BRIDGE_VLAN_INFO_RANGE_BEGIN != 0 {
        rangeStart = info.vid
        continue
      }
      let first = flags & BRIDGE_VLAN_INFO_RANGE_END != 0 ? rangeStart ?? info.vid : info.vid
      rangeStart = nil
      for id in min(first, info.vid)...info.vid {
        result.append(
          BridgeVLAN(
            id: id, isPVID: flags & BRIDGE_VLAN_INFO_PVID != 0, isUntagged: flags & BRIDGE_VLAN_INFO_UNTAGGED != 0))
      }
    }
    return result
  }
}
