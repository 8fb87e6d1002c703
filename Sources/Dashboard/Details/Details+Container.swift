import Addresses
import Screen
import Topology

extension Details {
  func sections(of container: Container, at place: LinkID?) -> [DetailSection] {
    let namespace = container.namespace.flatMap(snapshot.namespace)
    let inside = container.mode == .host ? nil : namespace
    let engine = engine(container)
    // What only repeats the kernel's word is for the end.
    let (first, last) = engine.agrees ? ([], [engine.section]) : ([engine.section], [])
    let traffic = traffic(of: picture.history(of: container, seconds: RateHistory.capacity))
    return [identity(of: container), addresses(of: container)] + traffic.first + first
      + cables(of: container, at: place) + traffic.last + [counters(of: container), ports(of: container)] + last
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

  /// The kernel's word with what it means, and the engine's where it is another.
  private func mode(of container: Container) -> Line {
    var line = Line(snapshot.text(of: container.mode))
    if let configured = container.configuredMode, !container.mode.agrees(with: configured) {
      line += Line("  (engine: \(configured))", .muted)
    }
    return line + Line(container.mode.meaning.map { "  \($0)" } ?? "", .muted)
  }

  private func processes(of container: Container) -> String {
    guard let pid = container.pid else { return "" }
    let others = (container.namespace.flatMap(snapshot.namespace)?.pids.count ?? 1) - 1
    return " pid \(pid)" + (others > 0 ? " (+\(others))" : "")
  }

  /// The engine's word beside the kernel's, and whether they say the same.
  private func engine(_ container: Container) -> (section: DetailSection, agrees: Bool) {
    var section = DetailSection("Engine")
    var agrees = true
    for endpoint in container.endpoints {
      guard let configured = endpoint.configured else { continue }
      var label = endpoint.network ?? "?"
      func compare(_ told: [String], _ what: String, _ kernel: [String]) {
        agrees = agrees && told.sorted() == kernel.sorted()
        section.add(.pair(label, word(told, what, kernel: kernel)))
        label = ""
      }
      compare(configured.addresses.map(\.description), "address", endpoint.addresses.map(\.description))
      let gateways = configured.gateways.map(\.description)
      if !gateways.isEmpty, endpoint.gateways.isEmpty, let used = picture.gateways(of: container).first {
        // A default route leads through one network only, whatever gateways the others have.
        let place = used.link.map { "dev \($0)" } ?? used.words
        section.add(.pair("", Line("gateway \(gateways.joined(separator: " "))") + Line("  default: \(place)", .muted)))
      } else if !gateways.isEmpty {
        compare(gateways, "gateway", endpoint.gateways.map(\.words))
      }
      if let mac = configured.mac, mac != endpoint.mac, container.isAlive {
        compare([mac.description], "mac", endpoint.mac.map { [$0.description] } ?? [])
      }
    }
    return (section, agrees)
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
