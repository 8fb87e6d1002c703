public import Addresses

/// A connection of a namespace to a network that gantry made, as it is written down.
public struct NativeEndpoint: Hashable, Sendable {
  /// Its number in the registry: never used again.
  public var number: UInt64
  /// The network's name.
  public var network: String
  /// The bridge that it is plugged into.
  public var bridge: LinkTarget
  /// The end at the bridge.
  public var near: LinkTarget
  /// The end in the namespace.
  public var far: LinkTarget
  /// Its addresses.
  public var addresses: [IPPrefix]
  /// What made it, in order: the inverses remove it.
  var making: [Action]

  /// The same with other namespaces in the place of its own.
  public func mappingNamespaces(_ transform: (NamespaceTarget) -> NamespaceTarget) -> NativeEndpoint {
    mappingLinks { link in
      var copy = link
      copy.namespace = transform(link.namespace)
      return copy
    }
  }

  func mappingLinks(_ transform: (LinkTarget) -> LinkTarget) -> NativeEndpoint {
    var copy = self
    copy.bridge = transform(bridge)
    copy.near = transform(near)
    copy.far = transform(far)
    copy.making = making.map { $0.mappingLinks(transform) }
    return copy
  }
}
