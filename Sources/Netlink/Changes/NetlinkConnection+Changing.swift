public import LinuxSystem

// Each throws what the kernel objects to, and has then changed nothing.
extension NetlinkConnection where Transport: ~Copyable {
  /// Makes a bridge.
  /// - Throws: `EEXIST` where the name is taken.
  public mutating func createBridge(_ link: NewLink) throws(NetlinkError) { try request(.newBridge(link)) }

  /// Makes a veth pair in one step, its far end in another namespace from the start. The kernel heeds the peer's index
  /// only where the near end's is given too.
  /// - Throws: `EEXIST` where one of the names is taken.
  public mutating func createVeth(
    _ near: NewLink, peer: NewLink, in namespace: borrowing NamespaceDescriptor
  ) throws(NetlinkError) {
    try request(.newVeth(near, peer: peer, in: namespace.rawValue))
  }

  /// Removes a link, and the other end of a veth with it.
  /// - Throws: `ENODEV` where there is none.
  public mutating func deleteLink(_ index: InterfaceIndex) throws(NetlinkError) { try request(.deletedLink(index)) }

  /// Sets a link up or down. Setting it down removes routes through it and global IPv6 addresses from it.
  public mutating func setLink(_ index: InterfaceIndex, isUp: Bool) throws(NetlinkError) {
    try request(.link(index, isUp: isUp))
  }

  /// Plugs a link into a bridge, or out of the one that it is a port of.
  public mutating func setLink(_ index: InterfaceIndex, master: InterfaceIndex?) throws(NetlinkError) {
    try request(.link(index, master: master))
  }

  /// Parts a bridge's port from the others that are parted (ip-link(8), `isolated`), or lets it reach them.
  /// - Throws: `EINVAL` where the link is no port of a bridge.
  public mutating func setLink(_ index: InterfaceIndex, isIsolatedPort: Bool) throws(NetlinkError) {
    try request(.link(index, isIsolatedPort: isIsolatedPort))
  }

  /// Gives a link an alias (ip-link(8)) of at most 255 bytes; an empty one takes it away.
  public mutating func setLink(_ index: InterfaceIndex, alias: String) throws(NetlinkError) {
    try request(.link(index, alias: alias))
  }

  /// Sets a link's largest packet in bytes.
  public mutating func setLink(_ index: InterfaceIndex, mtu: UInt32) throws(NetlinkError) {
    try request(.link(index, mtu: mtu))
  }

  /// Gives a link an address.
  /// - Throws: `EEXIST` where the link has it.
  public mutating func add(_ address: AddressMessage) throws(NetlinkError) { try request(.newAddress(address)) }

  /// Takes an address away from a link.
  /// - Throws: `EADDRNOTAVAIL` where the link does not have it.
  public mutating func remove(_ address: AddressMessage) throws(NetlinkError) { try request(.deletedAddress(address)) }

  /// Adds a route.
  /// - Throws: `EEXIST` where there is one to the same destination with the same metric.
  public mutating func add(_ route: RouteMessage) throws(NetlinkError) { try request(.newRoute(route)) }

  /// Removes a route.
  /// - Throws: `ESRCH` where there is none such.
  public mutating func remove(_ route: RouteMessage) throws(NetlinkError) { try request(.deletedRoute(route)) }
}
