extension Namespace {
  /// Takes what seldom changes from a namespace in which it is the same, so that both share it in memory.
  public mutating func share(with other: Namespace) {
    if facts == other.facts { facts = other.facts }
  }

  /// True where both are copies of one namespace of which nothing was changed since: told at a glance. Some that are equal
  /// are no copies.
  public func isCopy(of other: Namespace) -> Bool {
    id == other.id && facts.isCopy(of: other.facts) && links.isSameArray(as: other.links)
  }

  /// All that seldom changes.
  @usableFromInline struct Facts: Hashable, Sendable {
    @usableFromInline var cookie: UInt64?
    @usableFromInline var roles: [Role]
    @usableFromInline var names: [String]
    @usableFromInline var nsid: Int32?
    @usableFromInline var holders: [Holder]
    @usableFromInline var containers: [ContainerKey]
    @usableFromInline var routes: [Route]
    @usableFromInline var rules: [RoutingRule]?
    @usableFromInline var nextHops: [NextHopObject]?
    @usableFromInline var proxies: [ProxyNeighbour]
    @usableFromInline var settings: Settings?
    @usableFromInline var bridgeFiltering: BridgeFiltering?
    @usableFromInline var conntrack: Conntrack?
    @usableFromInline var firewall: Firewall?
    @usableFromInline var listeners: [Listener]?
    @usableFromInline var inquiries: [NeighbourInquiry]
    @usableFromInline var neighbours: [Neighbour]
    @usableFromInline var forwarding: [ForwardingEntry]
    @usableFromInline var access: Access
  }

  /// `SO_NETNS_COOKIE` (socket(7), Linux 5.14): never reused while the host is up; nil where it could not be read.
  @inlinable public var cookie: UInt64? {
    get { facts.value.cookie }
    _modify { yield &facts.value.cookie }
  }

  /// What it is to this host, sorted.
  @inlinable public var roles: [Role] {
    get { facts.value.roles }
    _modify { yield &facts.value.roles }
  }

  /// Names of nsfs mounts, without their directory, sorted.
  @inlinable public var names: [String] {
    get { facts.value.names }
    _modify { yield &facts.value.names }
  }

  /// Its id as seen from the host's namespace (ip-netns(8)); reused by the kernel, so for display only.
  @inlinable public var nsid: Int32? {
    get { facts.value.nsid }
    _modify { yield &facts.value.nsid }
  }

  /// What keeps it alive.
  @inlinable public var holders: [Holder] {
    get { facts.value.holders }
    _modify { yield &facts.value.holders }
  }

  /// Containers that live in it, sorted.
  @inlinable public var containers: [ContainerKey] {
    get { facts.value.containers }
    _modify { yield &facts.value.containers }
  }

  /// Its routes of all tables but `local`, in the kernel's order.
  @inlinable public var routes: [Route] {
    get { facts.value.routes }
    _modify { yield &facts.value.routes }
  }

  /// Its routing rules, in the order in which the kernel looks at them; nil where they were not read, as of a namespace
  /// that has neither a bridge nor a route outside the main table.
  @inlinable public var rules: [RoutingRule]? {
    get { facts.value.rules }
    _modify { yield &facts.value.rules }
  }

  /// What holds for all its links together; nil where it was not read.
  @inlinable public var settings: Settings? {
    get { facts.value.settings }
    _modify { yield &facts.value.settings }
  }

  /// Its next-hop objects, by id; nil where they were not read, as of a namespace no route of which refers to one.
  @inlinable public var nextHops: [NextHopObject]? {
    get { facts.value.nextHops }
    _modify { yield &facts.value.nextHops }
  }

  /// Addresses that its links answer for by proxy; empty where they were not read, as of a namespace that neither has a
  /// bridge nor forwards.
  @inlinable public var proxies: [ProxyNeighbour] {
    get { facts.value.proxies }
    _modify { yield &facts.value.proxies }
  }

  /// Whether its bridges' frames go through its packet filter; nil where it was not read: it is read with the filter.
  @inlinable public var bridgeFiltering: BridgeFiltering? {
    get { facts.value.bridgeFiltering }
    _modify { yield &facts.value.bridgeFiltering }
  }

  /// Its table of tracked connections; nil where it was not read, or nothing is tracked: it is read with the filter.
  @inlinable public var conntrack: Conntrack? {
    get { facts.value.conntrack }
    _modify { yield &facts.value.conntrack }
  }

  /// Its packet filter; nil where it was not read: it is for those who ask for findings, of namespaces with networks.
  @inlinable public var firewall: Firewall? {
    get { facts.value.firewall }
    _modify { yield &facts.value.firewall }
  }

  /// Its listening sockets; nil where they were not read: it is for those who ask for findings, where ports are published.
  @inlinable public var listeners: [Listener]? {
    get { facts.value.listeners }
    _modify { yield &facts.value.listeners }
  }

  /// The neighbours that were asked for just now; empty where nobody asked: it is for those who ask for findings.
  @inlinable public var inquiries: [NeighbourInquiry] {
    get { facts.value.inquiries }
    _modify { yield &facts.value.inquiries }
  }

  /// Its neighbour tables; empty where they were not read.
  @inlinable public var neighbours: [Neighbour] {
    get { facts.value.neighbours }
    _modify { yield &facts.value.neighbours }
  }

  /// Forwarding databases of its bridges; empty where they were not read.
  @inlinable public var forwarding: [ForwardingEntry] {
    get { facts.value.forwarding }
    _modify { yield &facts.value.forwarding }
  }

  /// Whether its inside was read.
  @inlinable public var access: Access {
    get { facts.value.access }
    _modify { yield &facts.value.access }
  }
}
