public import Addresses

/// An address that a link answers for although it is elsewhere (`NTF_PROXY`, ip-neighbour(8), `ip neigh add proxy`).
public struct ProxyNeighbour: Hashable, Sendable {
  /// The address.
  public var address: IPAddress
  /// Index of the link that answers; nil for all links.
  public var link: Int32?

  /// An address that a link answers for.
  public init(address: IPAddress, link: Int32? = nil) {
    self.address = address
    self.link = link
  }
}
