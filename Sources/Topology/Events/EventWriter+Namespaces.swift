import Addresses

extension EventWriter {
  mutating func write(_ change: Change.Kind, namespace id: NamespaceID) {
    switch change {
    case .vanished:
      guard let namespace = earlier.namespace(id), !isTold(namespace, by: earlier, other: later) else { return }
      add(.namespace, .vanished, .namespace(id), "gone", detail: company(of: namespace, in: earlier, vanished))
    case .appeared:
      guard let namespace = later.namespace(id), !isTold(namespace, by: later, other: earlier) else { return }
      add(.namespace, .appeared, .namespace(id), "appeared", detail: company(of: namespace, in: later, appeared))
    case .changed:
      guard let old = earlier.namespace(id), let new = later.namespace(id) else { return }
      let parts = differences(from: old, to: new)
      if !parts.isEmpty { add(.namespace, .changed, .namespace(id), parts.joined(separator: ", ")) }
      writeRoutes(from: old, to: new)
    }
  }

  /// Whether a container that started or stopped with it tells of it.
  private func isTold(_ namespace: Namespace, by picture: Snapshot, other: Snapshot) -> Bool {
    guard let owner = picture.owner(of: namespace) else { return false }
    let object = ObjectID.container(owner.key)
    guard appeared.contains(object) || vanished.contains(object) || changed.contains(object) else { return false }
    return !isNewcomer(owner.engine) && other.container(owner.key)?.namespace != namespace.id
  }

  /// What came or went with a namespace: ` with 2 links and host/veth9`.
  private func company(of namespace: Namespace, in picture: Snapshot, _ objects: Set<ObjectID>) -> String {
    let links = namespace.links.filter { $0.kind != .loopback }
    let farEnds = links.compactMap(\.peer?.link).filter {
      $0.namespace != namespace.id && objects.contains(.link($0)) && !objects.contains(.namespace($0.namespace))
    }
    let parts = [links.isEmpty ? nil : counted(links.count, "link")] + farEnds.map { picture.name(of: $0) }
    let known = parts.compactMap { $0 }
    return known.isEmpty ? "" : " with " + known.joined(separator: " and ")
  }

  private func differences(from old: Namespace, to new: Namespace) -> [String] {
    // Engines mount a sandbox under a hash that tells nobody anything.
    let isSandbox = earlier.owner(of: old) != nil || later.owner(of: new) != nil
    var parts = isSandbox ? [] : new.names.filter { !old.names.contains($0) }.map { "is named \($0)" }
    parts += isSandbox ? [] : old.names.filter { !new.names.contains($0) }.map { "is no longer named \($0)" }
    switch (old.access, new.access) {
    case (.read, .denied(let why)): parts.append("can't be read any more: \(why)")
    case (.denied, .read): parts.append("can be read now")
    default: break
    }
    return parts + settings(from: old, to: new)
  }

  /// What is said of forwarding and of routing rules, where both were read.
  private func settings(from old: Namespace, to new: Namespace) -> [String] {
    var parts: [String] = []
    if let before = old.settings, let now = new.settings {
      if before.forwardsIPv4 != now.forwardsIPv4 { parts.append("IPv4 forwarding \(now.forwardsIPv4 ? "on" : "off")") }
      if let was = before.forwardsIPv6, let isOn = now.forwardsIPv6, was != isOn {
        parts.append("IPv6 forwarding \(isOn ? "on" : "off")")
      }
    }
    if let before = old.rules, let now = new.rules {
      parts += now.filter { !before.contains($0) }.map { "routing rule \($0.words) added" }
      parts += before.filter { !now.contains($0) }.map { "routing rule \($0.words) gone" }
    }
    return parts + nextHops(from: old, to: new) + proxies(from: old, to: new)
  }

  private func nextHops(from old: Namespace, to new: Namespace) -> [String] {
    guard let before = old.nextHops, let now = new.nextHops, before != now else { return [] }
    let changed = now.compactMap { object -> String? in
      let words = new.words(of: object)
      guard let was = before.first(where: { $0.id == object.id }) else { return "next hop \(object.id) \(words) added" }
      return was == object ? nil : "next hop \(object.id) \(old.words(of: was)) → \(words)"
    }
    return changed
      + before.filter { object in !now.contains { $0.id == object.id } }
      .map { "next hop \($0.id) \(old.words(of: $0)) gone" }
  }

  private func proxies(from old: Namespace, to new: Namespace) -> [String] {
    func words(_ proxy: ProxyNeighbour, in namespace: Namespace) -> String {
      let name = proxy.link.map { " on \(namespace.link(index: $0)?.name ?? "#\($0)")" }
      return "proxied neighbour \(proxy.address)\(name ?? "")"
    }
    return new.proxies.filter { !old.proxies.contains($0) }.map { words($0, in: new) + " added" }
      + old.proxies.filter { !new.proxies.contains($0) }.map { words($0, in: old) + " gone" }
  }

  private mutating func writeRoutes(from old: Namespace, to new: Namespace) {
    let gone = old.routes.filter { !new.routes.contains($0) && !isImplied($0) }
    let added = new.routes.filter { !old.routes.contains($0) && !isImplied($0) }
    for route in gone {
      if let other = added.first(where: route.leadsToTheSame) {
        let words = "\(route.title): \(route.way(in: old)) → \(other.way(in: new))"
        add(.route, .changed, .namespace(new.id), words)
      } else if !isTold(route, in: old, new) {
        add(.route, .vanished, .namespace(new.id), "\(route.words(in: old)) gone", detail: cause(of: route, in: new))
      }
    }
    for route in added where !gone.contains(where: route.leadsToTheSame) {
      add(.route, .appeared, .namespace(new.id), "\(route.words(in: new)) added")
    }
  }

  /// Whether the kernel itself made a route (`RTPROT_KERNEL`): it comes and goes with an address, which is told.
  private func isImplied(_ route: Route) -> Bool { route.origin == "kernel" }

  /// Whether the event of a link that went or was set down tells of a route.
  private func isTold(_ route: Route, in old: Namespace, _ new: Namespace) -> Bool {
    let links = route.nextHops.compactMap(\.link)
    return !links.isEmpty
      && links.allSatisfy { index in
        guard let link = new.link(index: index) else { return true }
        return !link.isUp && old.link(index: index)?.isUp ?? false
      }
  }

  private func cause(of route: Route, in namespace: Namespace) -> String {
    let down = route.nextHops.compactMap(\.link).compactMap(namespace.link(index:)).first { !$0.isUp }
    return down.map { " (\($0.name) is down)" } ?? ""
  }

  /// The routes that a link took along when it went or was set down: `, default via 172.17.0.1 with it`.
  func routesLost(with link: Link) -> String {
    guard let old = earlier.namespace(link.id.namespace), let new = later.namespace(link.id.namespace) else {
      return ""
    }
    let lost = old.routes.filter { route in
      route.nextHops.contains { $0.link == link.index } && !new.routes.contains(route) && isTold(route, in: old, new)
        && !isImplied(route)
    }
    guard let first = lost.first else { return "" }
    return ", and \(first.words(in: old))" + (lost.count > 1 ? " and \(counted(lost.count - 1, "more route"))" : "")
  }
}

extension Route {
  /// Where it leads: `default`, `10.0.0.0/8`, `blackhole 10.0.0.0/8`; a table other than the main one is told.
  fileprivate var title: String {
    let name = destination.length == 0 ? "default route" : "route \(destination)"
    let kind = kind == .unicast ? "" : "\(kind.rawValue) "
    return kind + name + (table == Self.mainTable ? "" : " of table \(table)")
  }

  /// By which way: `via 172.17.0.1`, `dev eth0`.
  fileprivate func way(in namespace: Namespace) -> String {
    nextHops.map { hop in
      hop.gateway.map { "via \($0)" } ?? hop.link.flatMap(namespace.link(index:)).map { "dev \($0.name)" } ?? "nowhere"
    }.joined(separator: ", ")
  }

  fileprivate func words(in namespace: Namespace) -> String {
    nextHops.isEmpty ? title : "\(title) \(way(in: namespace))"
  }

  fileprivate func leadsToTheSame(as other: Route) -> Bool {
    destination == other.destination && table == other.table && metric == other.metric
  }
}
