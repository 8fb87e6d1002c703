import Addresses
import Screen
import Topology

extension Details {
  /// At the place of one of its cables that cable comes with it.
  func sections(of namespace: Namespace, at place: LinkID?) -> [DetailSection] {
    let here = place.flatMap(picture.link).flatMap { $0.kind == .veth ? cable(of: $0) : nil }
    let traffic = traffic(of: picture.history(of: namespace, seconds: RateHistory.capacity))
    let first =
      [identity(of: namespace)] + traffic.first + (namespace.isHost ? [sources()] : []) + [links(of: namespace)]
    return first + [here].compactMap { $0 } + [
      routes(of: namespace), nextHops(of: namespace), neighbours(of: namespace),
      sharers(of: namespace, but: nil), holders(of: namespace),
    ] + traffic.last
  }

  private func identity(of namespace: Namespace) -> DetailSection {
    var section = DetailSection("")
    section.add("namespace", namespace.id.kernelName)
    section.add("roles", namespace.roles.map(\.rawValue).joined(separator: ", "))
    section.add("names", namespace.names.joined(separator: ", "))
    section.add("nsid", namespace.nsid.map { "\($0), as the host numbers it" })
    section.add("cookie", namespace.cookie.map { "\($0)" })
    if case .denied(let why) = namespace.access { section.add("inside", "not readable: \(why)", .warning) }
    if let gateway = namespace.gateways.first {
      section.add("gateway", gateway.place)
    }
    return section
  }

  /// The links, where there are others than loopback and ends of cables, which are told by themselves.
  func otherLinks(of namespace: Namespace) -> DetailSection {
    let isSpecial = namespace.links.contains { $0.kind != .loopback && $0.kind != .veth }
    return isSpecial ? links(of: namespace) : DetailSection("Links")
  }

  private func links(of namespace: Namespace) -> DetailSection {
    var section = DetailSection("Links")
    guard !namespace.links.isEmpty else { return section }
    let heading: [Line] = ["#", "name", "kind", "state", "address"]
    let rows = namespace.links.prefix(limit).map { link in
      [
        Line("\(link.index)", .muted), Line(link.name), Line(link.kind.name), link.stateLine,
        link.addressLine,
      ]
    }
    section.add(.grid([heading] + rows, hasHeading: true, optional: [2, 0]))
    if namespace.links.count > limit { section.add(.line(Line("and \(namespace.links.count - limit) more", .muted))) }
    return section
  }

  func routes(of namespace: Namespace) -> DetailSection {
    var section = DetailSection("Routes")
    for route in namespace.routes.prefix(limit) {
      let hops = route.nextHops.map { hop in
        namespace.words(of: hop) + (route.nextHops.count > 1 ? " weight \(hop.weight)" : "")
      }
      var text = ([route.kind == .unicast ? nil : route.kind.rawValue] + hops).compactMap { $0 }.joined(separator: ", ")
      if let id = route.nextHopID { text += " nhid \(id)" }
      if route.metric > 0 { text += " metric \(route.metric)" }
      if route.table != Route.mainTable { text += " table \(route.table)" }
      let name = route.destination.length == 0 ? "default" : route.destination.description
      section.add(.line(Line(name) + Line("  \(text)", .muted)))
    }
    return section
  }

  private func nextHops(of namespace: Namespace) -> DetailSection {
    var section = DetailSection("Next hops")
    for object in (namespace.nextHops ?? []).prefix(limit) {
      section.add(.line(Line("\(object.id)") + Line("  \(namespace.words(of: object))", .muted)))
    }
    return section
  }

  func neighbours(of namespace: Namespace) -> DetailSection {
    var section = DetailSection("Neighbours")
    list(namespace.neighbours, in: &section, optional: [2, 3]) { neighbour in
      [
        Line("\(neighbour.address)"), Line.value(neighbour.mac.map { "\($0)" }),
        Line.value(namespace.link(index: neighbour.link)?.name), Line(neighbour.state.rawValue, .muted),
      ]
    }
    return section
  }

  func sharers(of namespace: Namespace, but one: Container?) -> DetailSection {
    var section = DetailSection(one == nil ? "Containers" : "Shared with")
    for container in picture.residents(of: namespace) where container.key != one?.key {
      section.add(.line(Line(container.name) + Line("  \(snapshot.text(of: container.mode))", .muted)))
    }
    return section
  }

  func holders(of namespace: Namespace) -> DetailSection {
    var section = DetailSection("Holders")
    let shown = namespace.isHost ? 3 : 12
    for holder in namespace.holders.prefix(shown) { section.add(.line(Line(holder.title))) }
    let rest = namespace.holders.count - shown
    if rest > 0 { section.add(.line(Line("and \(rest) more", .muted))) }
    return section
  }
}
