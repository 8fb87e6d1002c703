import Addresses
import Screen
import Topology

extension Details {
  func sections(of network: Network) -> [DetailSection] {
    let bridge = network.bridge.flatMap { picture.link($0.id) }
    let traffic = traffic(of: picture.history(of: network, seconds: RateHistory.capacity))
    return [identity(of: network), subnets(of: network)] + traffic.first + [members(of: network)] + traffic.last
      + (bridge.map { [ports(of: $0), bridgeState($0)] } ?? [])
  }

  private func identity(of network: Network) -> DetailSection {
    var section = DetailSection("")
    let owner = network.engine ?? "no engine knows it"
    section.add("network", [network.id.map { String($0.prefix(12)) }, owner].compactMap { $0 }.joined(separator: "  "))
    section.add("driver", network.driver)
    section.add("reach", network.isInternal ? "internal: no way out" : nil)
    if let bridge = network.bridge {
      section.add("bridge", "\(bridge.name)#\(bridge.id.index)  in \(snapshot.name(of: bridge.id.namespace))")
    }
    let rate = picture.rate(of: network)
    if network.bridge != nil {
      section.add(.pair("rx", speed(rate?.rxBytes) + Line("  what its members receive", .muted)))
      section.add(.pair("tx", speed(rate?.txBytes) + Line("  what they send", .muted)))
    }
    return section
  }

  private func subnets(of network: Network) -> DetailSection {
    var section = DetailSection("Subnets")
    for subnet in network.subnets {
      section.add(.line(Line("\(subnet.prefix)") + Line(subnet.gateway.map { "  gateway \($0)" } ?? "", .muted)))
    }
    return section
  }

  private func members(of network: Network) -> DetailSection {
    var section = DetailSection("Members")
    let heading: [Line] = ["name", "address", "gateway", "host veth", "state"]
    list(network.containers, in: &section, heading: heading, optional: [4, 3]) { key in
      guard let container = snapshot.container(key) else { return [Line(key.description, .muted)] }
      let endpoint = container.endpoints.first { $0.belongs(to: network) }
      return [
        Line(container.name), Line.value(endpoint?.addresses.first.map { "\($0)" }),
        gateway(of: endpoint, container), Line.value(endpoint?.hostLink?.name, .muted),
        Line(container.state.rawValue, .muted),
      ]
    }
    return section
  }

  /// Where a member's default route through this network leads; that it has none is known of a link that was found.
  private func gateway(of endpoint: Endpoint?, _ container: Container) -> Line {
    if let gateway = endpoint?.gateways.first { return Line(gateway.words) }
    return endpoint?.link != nil && container.isAlive ? Line("none", .muted) : .value(nil)
  }

  private func bridgeState(_ bridge: Link) -> DetailSection {
    var section = DetailSection("Bridge")
    section.add(.pair("state", bridge.stateLine))
    section.add("mac", bridge.mac.map { "\($0)" })
    section.add("mtu", "\(bridge.mtu)")
    section.add("address", bridge.addresses.map(\.prefix.description).joined(separator: " "))
    if case .bridge(let settings) = bridge.kind {
      section.add("stp", settings.runsSTP ? "on" : "off")
      section.add("vlans", settings.filtersVLANs ? "filtered" : "not filtered")
    }
    return section
  }
}

extension Endpoint {
  /// Whether it is a connection to a network: by its engine's word, else by the bridge.
  func belongs(to network: Network) -> Bool {
    networkID == nil ? bridge != nil && bridge?.id == network.bridge?.id : networkID == network.id
  }
}
