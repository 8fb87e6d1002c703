extension Action {
  /// The same with other links in it: with their indices, once these are known.
  public func mappingLinks(_ transform: (LinkTarget) -> LinkTarget) -> Action {
    switch self {
    case .createBridge(let link, let mtu): .createBridge(transform(link), mtu: mtu)
    case .removeBridge(let link, let mtu): .removeBridge(transform(link), mtu: mtu)
    case .createVeth(let near, let far, let mtu): .createVeth(near: transform(near), far: transform(far), mtu: mtu)
    case .removeVeth(let near, let far, let mtu): .removeVeth(near: transform(near), far: transform(far), mtu: mtu)
    case .plug(let link, let bridge): .plug(transform(link), into: transform(bridge))
    case .unplug(let link, let bridge): .unplug(transform(link), from: transform(bridge))
    case .isolate(let link): .isolate(transform(link))
    case .join(let link): .join(transform(link))
    case .setUp(let link): .setUp(transform(link))
    case .setDown(let link): .setDown(transform(link))
    case .setAlias(let link, let mark): .setAlias(transform(link), mark)
    case .clearAlias(let link, let mark): .clearAlias(transform(link), mark)
    case .addAddress(let prefix, let link): .addAddress(prefix, transform(link))
    case .removeAddress(let prefix, let link): .removeAddress(prefix, transform(link))
    case .addDefaultRoute(let gateway, let link): .addDefaultRoute(via: gateway, transform(link))
    case .removeDefaultRoute(let gateway, let link): .removeDefaultRoute(via: gateway, transform(link))
    case .announce(let address, let link): .announce(address, transform(link))
    case .filter, .setting, .forward, .sandbox: self
    case .record(let network): .record(network.mappingLinks(transform))
    case .forget(let network): .forget(network.mappingLinks(transform))
    case .recordEndpoint(let endpoint): .recordEndpoint(endpoint.mappingLinks(transform))
    case .forgetEndpoint(let endpoint): .forgetEndpoint(endpoint.mappingLinks(transform))
    case .engine: self
    }
  }

  /// The same with other filters in it: with the handles of their chains, once these are known.
  public func mappingFilters(_ transform: (NetworkFilter) -> NetworkFilter) -> Action {
    switch self {
    case .filter(.add(let filter)): .filter(.add(transform(filter)))
    case .filter(.remove(let filter)): .filter(.remove(transform(filter)))
    case .record(let network): .record(network.mappingFilters(transform))
    case .forget(let network): .forget(network.mappingFilters(transform))
    default: self
    }
  }

  /// The links that it names, in its own order.
  public var links: [LinkTarget] {
    var links: [LinkTarget] = []
    _ = mappingLinks { link in
      links.append(link)
      return link
    }
    return links
  }

  /// The links that it makes.
  public var createdLinks: [LinkTarget] {
    switch self {
    case .createBridge(let link, _): [link]
    case .createVeth(let near, let far, _): [near, far]
    default: []
    }
  }
}
