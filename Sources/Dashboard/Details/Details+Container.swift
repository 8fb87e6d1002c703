import Addresses
import Screen
import Topology

extension Details {
  func sections(of container: Container, at place: LinkID?) -> [DetailSection] {
    let namespace = container.namespace.flatMap(snapshot.namespace)
    let inside = container.mode == .host ? nil : namespace
    return [identity(of: container), addresses(of: container), engine(container)]
      + cables(of: container, at: place)
      + [counters(of: container), ports(of: container)]
      + (inside.map {
        [otherLinks(of: $0), routes(of: $0), neighbours(of: $0), sharers(of: $0, but: container), holders(of: $0)]
      } ?? [])
  }

  private func identity(of container: Container) -> DetailSection {
    var section = DetailSection("")
    section.add("container", "\(container.id.prefix(12))  \(container.engine)")
    section.add("image", container.image)
    section.add(.pair("mode", mode(of: container)))
    section.add("state", container.state.rawValue, container.state == .running ? .good : .warning)
    if let namespace = container.namespace {
      section.add("namespace", "\(namespace.kernelName)\(processes(of: container))")
      if case .denied(let why) = snapshot.namespace(namespace)?.access {
        section.add("inside", "not readable: \(why)", .warning)
      }
    }
    return section
  }

  /// The kernel's word, and the engine's where it is another.
  private func mode(of container: Container) -> Line {
    let actual = Line(snapshot.text(of: container.mode))
    guard let configured = container.configuredMode, !container.mode.agrees(with: configured) else { return actual }
    return actual + Line("  (engine: \(configured))", .muted)
  }

  private func processes(of container: Container) -> String {
    guard let pid = container.pid else { return "" }
    let others = (container.namespace.flatMap(snapshot.namespace)?.pids.count ?? 1) - 1
    return " pid \(pid)" + (others > 0 ? " (+\(others))" : "")
  }

  private func addresses(of container: Container) -> DetailSection {
    var section = DetailSection("Addresses")
    for endpoint in container.endpoints where !endpoint.addresses.isEmpty || endpoint.link != nil {
      let name = endpoint.link?.name ?? "?"
      let addresses = endpoint.addresses.map(\.description).joined(separator: " ")
      section.add(name, "\(addresses.isEmpty ? Units.unknown : addresses)  \(endpoint.network ?? "")")
    }
    if section.facts.isEmpty {
      let own = picture.addresses(of: container)
      section.add("address", own.map(\.description).joined(separator: " "))
    }
    guard container.ownsNamespace else { return section }
    let gateways = picture.gateways(of: container)
    section.add(
      "gateway",
      gateways.isEmpty && container.isAlive
        ? "none" : gateways.map { "\($0.address)" + ($0.link.map { " dev \($0)" } ?? "") }.joined(separator: ", "))
    return section
  }

  /// The engine's word where it differs from the kernel's.
  private func engine(_ container: Container) -> DetailSection {
    var section = DetailSection("Engine")
    for endpoint in container.endpoints {
      guard let configured = endpoint.configured else { continue }
      let name = endpoint.network ?? "?"
      section.add(
        .pair(
          name, word(configured.addresses.map(\.description), "address", kernel: endpoint.addresses.map(\.description)))
      )
      let gateways = configured.gateways.map(\.description)
      if !gateways.isEmpty {
        section.add(.pair("", word(gateways, "gateway", kernel: endpoint.gateways.map(\.address.description))))
      }
      if let mac = configured.mac, mac != endpoint.mac, container.isAlive {
        section.add(.pair("", word([mac.description], "mac", kernel: endpoint.mac.map { [$0.description] } ?? [])))
      }
    }
    return section
  }

  private func word(_ values: [String], _ what: String, kernel: [String]) -> Line {
    let said = values.isEmpty ? "no \(what)" : "\(what) \(values.joined(separator: " "))"
    if values.sorted() == kernel.sorted() { return Line(said) + Line(" \(glyphs.check) kernel", .muted) }
    let actual = kernel.isEmpty ? "none" : kernel.joined(separator: " ")
    return Line(said) + Line("  \(glyphs.alert) kernel: \(actual)", .warning)
  }

  private func cables(of container: Container, at place: LinkID?) -> [DetailSection] {
    let cables = picture.cables(of: container)
    let first = cables.filter { place != nil && $0.peer?.link == place }
    return (first + cables.filter { !first.contains($0) }).map { cable(of: $0) }
  }

  private func counters(of container: Container) -> DetailSection {
    var section = DetailSection("Counters")
    let rate = picture.rate(of: container)
    let totals = picture.totals(of: container)
    guard rate != nil || totals != nil else { return section }
    section.add(.pair("rx", speed(rate?.rxBytes) + "  " + amount(totals?.rxBytes)))
    section.add(.pair("tx", speed(rate?.txBytes) + "  " + amount(totals?.txBytes)))
    section.add(
      .pair("drop", .value(totals?.drops.map { "\($0)" }) + "  err " + .value(totals?.errors.map { "\($0)" })))
    return section
  }

  private func ports(of container: Container) -> DetailSection {
    var section = DetailSection("Published ports")
    for port in container.ports {
      let outside = port.hostPort.map { "\(port.hostAddress.map { "\($0)" } ?? "*"):\($0)" } ?? "not published"
      section.add("\(port.containerPort)/\(port.transport)", "\(glyphs.left) \(outside)")
    }
    return section
  }
}

extension Container.Mode {
  /// Whether an engine's word for the mode says the same.
  fileprivate func agrees(with configured: String) -> Bool {
    switch self {
    case .host: configured == "host"
    case .none: configured == "none"
    case .container: configured.hasPrefix("container:")
    case .bridge: !["host", "none"].contains(configured) && !configured.hasPrefix("container:")
    case .other, .unknown: true
    }
  }
}
