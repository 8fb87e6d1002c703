import Addresses
import Screen
import Topology

extension Page {
  func sections(of container: Container, _ style: Presentation) -> [Section] {
    let namespace = container.namespace.flatMap(snapshot.namespace)
    // In host mode the namespace is the host's: its routes and cables have a page of their own.
    let own = container.mode == .host ? nil : namespace
    return [
      identity(of: container, namespace, style),
      addresses(of: container, own, style),
      own.map { routes(of: $0, style) },
      own.map { nextHops(of: $0, style) },
      own.map { neighbours(in: $0, on: nil, style) },
      own.map { proxies(of: $0, on: nil, style) },
      own.map { cables(of: $0.links, style) },
      own.map { counters(of: $0.links, style) },
      publishedPorts(of: container, style),
      own.map { packetFilter(of: $0, style) },
      own.map { holders(of: $0, style) },
      engine(of: container, style),
    ].compactMap { $0 }
  }

  private func identity(of container: Container, _ namespace: Namespace?, _ style: Presentation) -> Section {
    let sharers = snapshot.containers.filter { $0.mode == .container(container.key) }.map(\.name)
    var facts: [(name: String, value: Cell)] = [
      ("id", Cell(container.id)), ("engine", Cell(container.engine)), ("image", style.cell(container.image)),
      ("state", Cell(container.state.rawValue, container.state.ink)), ("pid", style.cell(container.pid)),
      ("mode", Cell(snapshot.text(of: container.mode))), ("namespace", style.cell(container.namespace?.kernelName)),
      ("networks", style.cell(container.endpoints.compactMap(\.network))),
    ]
    if !sharers.isEmpty { facts.append(("shared by", style.cell(sharers))) }
    if let cookie = namespace?.cookie { facts.append(("cookie", Cell(String(cookie)))) }
    return Section("Identity", facts, style)
  }

  /// By endpoint, kernel and engine side by side; a sharer has no endpoints, but its namespace has addresses.
  private func addresses(of container: Container, _ own: Namespace?, _ style: Presentation) -> Section {
    guard !container.endpoints.isEmpty || own == nil else { return addresses(of: own?.links ?? [], style) }
    let table = Table(
      columns: [
        Column("NETWORK", minimum: 8), Column("LINK"), Column("ADDRESS", minimum: 15), Column("GATEWAY", minimum: 10),
        Column("MAC", sacrifice: 2), Column("ENGINE SAYS", sacrifice: 1, minimum: 12),
      ],
      rows: container.endpoints.map { endpoint in
        [
          style.cell(endpoint.network), style.cell(endpoint.link?.name), style.cell(endpoint.addresses),
          style.cell(endpoint.gateways.map(\.words)), style.cell(endpoint.mac),
          style.cell(endpoint.configured.flatMap(\.summary)),
        ]
      })
    return Section("Addresses", table, style)
  }

  private func publishedPorts(of container: Container, _ style: Presentation) -> Section {
    // An engine publishes ports while a container runs: before and after that it says what it will do.
    guard container.namespace == nil, !container.definition.publishedPorts.isEmpty else {
      return Section(
        "Published ports", container.ports.map { words(of: $0, style) ?? "\(inside($0)) exposed, not published" })
    }
    return Section(
      "Published ports",
      container.definition.publishedPorts.map { port in
        (words(of: port, style) ?? "a free port \(style.glyphs.right) \(inside(port))") + ", once it runs"
      })
  }

  private func inside(_ port: Container.PublishedPort) -> String { "\(port.containerPort)/\(port.transport)" }

  /// Nil where the port has none on the host.
  private func words(of port: Container.PublishedPort, _ style: Presentation) -> String? {
    guard let hostPort = port.hostPort else { return nil }
    let address = port.hostAddress.map { $0.family == .ipv6 ? "[\($0)]" : "\($0)" } ?? "every address"
    return "\(address):\(hostPort) \(style.glyphs.right) \(inside(port))"
  }

  private func engine(of container: Container, _ style: Presentation) -> Section {
    guard let configuredMode = container.configuredMode else { return Section("Engine", []) }
    let labels = container.labels.map { label in
      (name: "label", value: Cell("\(label.name)=\(label.value)"))
    }
    return Section("Engine", [("network mode", Cell(configuredMode))] + labels, style)
  }
}

extension Endpoint.Configured {
  /// The engine's word in a line; nil where it says nothing.
  fileprivate var summary: String? {
    let words =
      addresses.map(\.description)
      + (gateways.isEmpty ? [] : ["via " + gateways.map(\.description).joined(separator: ", ")])
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
