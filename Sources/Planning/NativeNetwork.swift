public import Addresses

/// A network that gantry made without an engine, as it is written down.
public struct NativeNetwork: Hashable, Sendable {
  /// Its number in the registry: never used again, unlike its name.
  public var number: UInt64
  /// What it is called; unique in its host namespace.
  public var name: String
  /// Its bridge, in the host namespace that it belongs to.
  public var bridge: LinkTarget
  /// Its subnets and their gateways.
  public var subnets: [Subnet]
  /// Nothing leads out of it.
  public var isInternal: Bool
  /// Its members are parted from each other.
  public var isolatesPorts: Bool
  /// What made it, in order: the inverses remove it.
  var making: [Action]

  /// An address range of a network.
  public struct Subnet: Hashable, Sendable {
    /// The range.
    public var prefix: IPPrefix
    /// The bridge's address in it.
    public var gateway: IPAddress
  }

  /// The mark of its bridge.
  func mark(isExisting: Bool) -> OwnerMark {
    OwnerMark(
      name, number,
      (isInternal ? [.internal] : []) + (isolatesPorts ? [.isolated] : []) + (isExisting ? [.existing] : []))
  }

  func mappingFilters(_ transform: (NetworkFilter) -> NetworkFilter) -> NativeNetwork {
    var copy = self
    copy.making = making.map { $0.mappingFilters(transform) }
    return copy
  }

  func mappingLinks(_ transform: (LinkTarget) -> LinkTarget) -> NativeNetwork {
    var copy = self
    copy.bridge = transform(bridge)
    copy.making = making.map { $0.mappingLinks(transform) }
    return copy
  }
}
