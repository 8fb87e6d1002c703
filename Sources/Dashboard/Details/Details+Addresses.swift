import Addresses
import Screen
import Topology

extension Details {
  /// Where a container can be reached, and where it sends what is not near.
  func addresses(of container: Container) -> DetailSection {
    var section = DetailSection("Addresses")
    for endpoint in container.endpoints where !endpoint.addresses.isEmpty || endpoint.link != nil {
      let name = endpoint.link?.name ?? "?"
      let addresses = endpoint.addresses.map(\.description).joined(separator: " ")
      section.add(name, "\(addresses.isEmpty ? Units.unknown : addresses)  \(endpoint.network ?? "")")
    }
    if section.facts.isEmpty { section.facts = plainAddresses(of: container) }
    let gateways = container.mode == .host ? [] : picture.gateways(of: container)
    if !gateways.isEmpty {
      let words = gateways.map(\.place)
      section.add("gateway", words.joined(separator: ", "), container.ownsNamespace ? .text : .muted)
    } else if container.isAlive, picture.home(of: container)?.access == .read {
      section.add("gateway", "none", .muted)
    }
    return section
  }

  /// The addresses where no connection tells them: of another's namespace, of its links, or why there are none.
  private func plainAddresses(of container: Container) -> [DetailSection.Fact] {
    guard let home = picture.home(of: container) else {
      guard container.mode == .host else { return [] }
      return [.line(Line("all of the host's: the namespace is the host's own", .muted))]
    }
    let links = home.links.filter { $0.kind != .loopback && !$0.globalAddresses.isEmpty }
    let owner = container.ownsNamespace ? nil : picture.snapshot.owner(of: home)?.name ?? "another"
    let facts = links.map { link in
      let addresses = link.globalAddresses.map(\.description).joined(separator: " ")
      let words = Line(addresses, owner == nil ? .text : .muted)
      return DetailSection.Fact.pair(link.name, words + Line(owner.map { "  shared with \($0)" } ?? "", .muted))
    }
    guard facts.isEmpty, container.isAlive, home.access == .read else { return facts }
    let why = home.links.allSatisfy { $0.kind == .loopback } ? "none: there is loopback only" : "none"
    return [.pair("address", Line(why, .muted))]
  }
}
