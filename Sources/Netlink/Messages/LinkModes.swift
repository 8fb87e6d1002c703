/// `IFLA_MACVLAN_MODE`: who may talk to whom among the links on top of the same one.
public enum MACVLANMode: Hashable, Sendable {
  /// Nobody.
  case `private`
  /// By way of the switch outside.
  case vepa
  /// Directly.
  case bridge
  /// There is only one.
  case passthru
  /// By a list of source addresses.
  case source
  /// A mode that is not known here, by its number; 0 where the kernel doesn't say.
  case other(UInt32)

  init(_ value: UInt32?) {
    self =
      switch value {
      case 1: .private
      case 2: .vepa
      case 4: .bridge
      case 8: .passthru
      case 16: .source
      default: .other(value ?? 0)
      }
  }
}

/// `IFLA_IPVLAN_MODE`.
public enum IPVLANMode: Hashable, Sendable {
  /// Switched at layer 2.
  case l2
  /// Routed at layer 3.
  case l3
  /// Routed at layer 3, with connection tracking.
  case l3s
  /// A mode that is not known here, by its number.
  case other(UInt16)

  init(_ value: UInt16?) {
    self =
      switch value {
      case 0: .l2
      case 1: .l3
      case 2: .l3s
      default: .other(value ?? .max)
      }
  }
}
