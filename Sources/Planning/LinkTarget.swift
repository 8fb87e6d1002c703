public import Addresses
import Topology

/// A link that a plan makes or acts on. It is recognised by namespace, index and hardware address, never by its name.
public struct LinkTarget: Hashable, Sendable {
  /// Where it is.
  public var namespace: NamespaceTarget
  /// What it is called, or will be.
  public let name: String
  /// Its hardware address. For a link that is still to be made it was chosen so that no other has it.
  public let mac: MACAddress
  /// Its index; nil until it was made.
  public var index: Int32?

  /// A link that is still to be made.
  init(new name: String, mac: MACAddress, in namespace: NamespaceTarget) {
    self.namespace = namespace
    self.name = name
    self.mac = mac
  }

  /// A link that is there; nil for one without a hardware address of six octets.
  init?(_ link: Link, in namespace: NamespaceTarget) {
    guard let mac = link.mac else { return nil }
    self.namespace = namespace
    self.name = link.name
    self.mac = mac
    index = link.index
  }

  /// True where both are the same link; one of them may not know its index yet. The kernel gives a bridge the hardware
  /// address of one of its ports, unless it was given one: then index and name tell it.
  public func isSame(as other: LinkTarget) -> Bool {
    guard namespace.isSame(as: other.namespace) else { return false }
    guard let index, let otherIndex = other.index else { return mac == other.mac }
    return index == otherIndex && (mac == other.mac || name == other.name)
  }

  /// True where it is this link (``isSame(as:)``).
  func isSame(as link: Link) -> Bool {
    guard let index else { return mac == link.mac }
    return index == link.index && (mac == link.mac || link.kind.isBridge && name == link.name)
  }
}
