public import Addresses

/// What a link is to be like that is made.
public struct NewLink: Hashable, Sendable {
  /// Its name, at most 15 bytes without `/`, `:` and white space.
  public var name: String
  /// Its hardware address; the kernel chooses one where it is `nil`.
  public var mac: MACAddress?
  /// The largest packet in bytes; what its kind has by default where it is `nil`.
  public var mtu: UInt32?
  /// Its index; the next free one where it is `nil`. With one that is taken the kernel refuses (`EBUSY`, `EEXIST`).
  public var index: InterfaceIndex?

  /// A link of which only the name matters, unless told otherwise.
  public init(name: String, mac: MACAddress? = nil, mtu: UInt32? = nil, index: InterfaceIndex? = nil) {
    self.name = name
    self.mac = mac
    self.mtu = mtu
    self.index = index
  }
}
