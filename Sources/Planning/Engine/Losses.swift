import Addresses
import Topology

/// What a container loses by a change: only what it has, the most important first.
struct Losses {
  let container: Container
  let engine: EngineTarget
  let snapshot: Snapshot
  var facts = ContainerFacts()
  /// The networks that gantry has attached it to itself.
  var nativeNetworks: [String] = []

  /// How a container is connected after the change.
  enum Destination: Equatable {
    case host, none
    case container(String)
    case networks([String])

    var isNetwork: Bool { if case .networks = self { true } else { false } }
    var isContainer: Bool { if case .container = self { true } else { false } }
  }

  private var name: String { container.name }
  private var wiring: EngineRules.Wiring { EngineRules(snapshot, engine).wiring(of: container) }
  private var isInNetworks: Bool { if case .networks = wiring { true } else { false } }
  private var endpoints: [Endpoint] {
    EngineRules(snapshot, engine).endpoints(of: container).filter { $0.driver != "null" && $0.driver != "host" }
  }

  /// What is lost where it is made again.
  /// - Parameters:
  ///   - destination: how the new one is connected.
  ///   - model: what the new one is made by: the container itself, or an earlier one that comes back.
  ///   - image: the image that keeps what it has written.
  ///   - goesFirst: true where its engine removes it as soon as it stops.
  ///   - isUndo: true where an earlier container comes back.
  func ofRecreation(
    to destination: Destination, like model: Container, image: String?, goesFirst: Bool, isUndo: Bool = false
  ) -> [String] {
    [
      written(image, isUndo), logs, ports(destination), openPorts(destination, model),
      changingPorts(destination, model), ofNetworks(leaving(destination), comesBack: isUndo), mac(destination),
      dynamic(destination, model), settings(destination, model), order(destination, model),
      volumes(goesFirst), spelling(model), engineOnly, sysctls(destination, model), native,
    ].flatMap(\.self)
  }

  /// What is lost where it leaves networks while it runs.
  /// - Parameter leaving: its connections to them.
  func ofLeaving(_ leaving: [Endpoint]) -> [String] {
    let rest = endpoints.filter { one in !leaving.contains { $0.networkID == one.networkID } }
    let hasWayOut = rest.contains { one in snapshot.networks.first { $0.id == one.networkID }?.isInternal == false }
    let leavesDefault = leaving.contains { $0.network == engine.defaultNetwork }
    let linkers = leavesDefault ? snapshot.linkers(of: container).map(\.name).sorted() : []
    let ownLinks = leavesDefault ? container.definition.links.map { "\($0.target) (\($0.alias))" } : []
    let sharers = snapshot.sharers(of: container).map(\.name)
    let networks = leaving.compactMap(\.network).joined(separator: ", ")
    return [
      hasWayOut ? [] : ports(.none), hasWayOut ? [] : ephemeral(container, "when it is connected again"),
      ofNetworks(leaving, comesBack: false), route(leaving, rest),
      sharers.isEmpty
        ? [] : ["\(list(sharers)) \(share(sharers)) the namespace of \(name), and \(lose(sharers)) \(networks) too"],
      linkers.isEmpty ? [] : ["\(list(linkers)) \(lose(linkers)) the link to \(name) (--link)"],
      ownLinks.isEmpty ? [] : ["\(name) does not reach \(list(ownLinks)) by --link any more"],
    ].flatMap(\.self)
  }

  /// The ports that open where a container of none mode is connected to a network while it runs.
  var ofConnecting: [String] { openPorts(.networks([]), container) }

  /// How long containers do not run while they are made again.
  static func downtime(_ containers: [Container]) -> [String] {
    let alive = containers.filter(\.isAlive)
    guard !alive.isEmpty else { return [] }
    let seconds = alive.map { max(0, $0.definition.stopTimeout ?? 10) }.reduce(0) {
      $0.addingReportingOverflow($1).partialValue
    }
    let names = alive.map(\.name).joined(separator: ", ")
    return [
      "\(names) \(alive.count == 1 ? "is" : "are") down until the new \(alive.count == 1 ? "one has" : "ones have") "
        + "started: ending alone may take \(seconds) s (stop timeout\(alive.count == 1 ? "" : "s, summed"))"
    ]
  }

  // MARK: - What its engine keeps with it

  private func written(_ image: String?, _ isUndo: Bool) -> [String] {
    if let image {
      return ["what \(name) has written outside of volumes is kept in the image \(image), of which it is made"]
    }
    if facts.hasWritten == false { return [] }
    return ["what \(name) has written outside of volumes is lost\(isUndo ? "" : " (--commit keeps it)")"]
  }

  private var logs: [String] { facts.hasLogs == false ? [] : ["the logs of \(name) are lost"] }

  private func volumes(_ goesFirst: Bool) -> [String] {
    let volumes = container.anonymousVolumes
    guard !volumes.isEmpty else { return [] }
    if goesFirst { return ["\(name) was started with --rm: its volumes without names (\(list(volumes))) go with it"] }
    return [
      "the volumes of \(name) without names (\(list(volumes))) are kept, and bound by name: "
        + "\"\(engine.client) rm --volumes\" does not remove them any more"
    ]
  }

  private func spelling(_ model: Container) -> [String] {
    guard model.definition.isImageNameGone, let image = model.image, let id = model.definition.imageID else {
      return []
    }
    return [
      "\(image) stands for another image by now, or for none: \(name) is made of \(id), and shows that as its image"
    ]
  }

  private var engineOnly: [String] {
    [
      facts.hasCreateCommand ? "\(engine.name) forgets the command that \(name) was created by" : nil,
      facts.annotations.isEmpty ? nil : "\(name) loses its annotations: \(list(facts.annotations))",
      facts.umask.map { "\(name) starts with the umask 0000 instead of \($0)" },
      facts.logDriver.map { "\(name) logs by the default driver of \(engine.name) instead of \($0)" },
    ].compactMap(\.self)
  }

  // MARK: - Ports

  /// What is published, or would be once it is started.
  private var publishedPorts: [Container.PublishedPort] {
    guard isInNetworks else { return [] }
    let open = container.ports.filter { $0.hostPort != nil }
    return container.isAlive && !open.isEmpty ? open : container.definition.publishedPorts
  }

  private func ports(_ destination: Destination) -> [String] {
    guard !destination.isNetwork, !publishedPorts.isEmpty else { return [] }
    return ["the ports of \(name) are not published any more: \(list(publishedPorts.map(\.words)))"]
  }

  /// What other machines reach from now on.
  private func openPorts(_ destination: Destination, _ model: Container) -> [String] {
    guard destination.isNetwork, !isInNetworks else { return [] }
    let ports = model.definition.publishedPorts
    let everywhere = ports.filter { $0.hostAddress?.isUnspecified != false }
    return [
      everywhere.isEmpty ? nil : "ports of \(name) open on all addresses of the host: \(list(everywhere.map(\.words)))",
      everywhere.count == ports.count
        ? nil
        : "ports of \(name) open: \(list(ports.filter { $0.hostAddress?.isUnspecified == false }.map(\.words)))",
    ].compactMap(\.self)
  }

  private func changingPorts(_ destination: Destination, _ model: Container) -> [String] {
    destination.isNetwork ? ephemeral(model, "now") : []
  }

  /// Ports of which the engine chooses the number on the host.
  private func ephemeral(_ model: Container, _ time: String) -> [String] {
    let chosen = model.definition.publishedPorts.filter { $0.hostPort == nil }
    let exposed = model.definition.publishesAllPorts ? model.definition.exposedPorts : []
    let names = chosen.map { "\($0.containerPort)/\($0.transport)" } + exposed
    guard !names.isEmpty else { return [] }
    return ["\(engine.name) chooses other ports on the host for \(list(names)) of \(name) \(time)"]
  }

  // MARK: - Networks

  private func leaving(_ destination: Destination) -> [Endpoint] {
    guard case .networks(let stay) = destination else { return endpoints }
    return endpoints.filter { !stay.contains($0.network ?? "") }
  }

  /// What the user chose of the connections that it leaves, and what its engine chose and may choose otherwise.
  /// - Parameter comesBack: true where an earlier container comes back, which has what it had.
  private func ofNetworks(_ leaving: [Endpoint], comesBack: Bool) -> [String] {
    leaving.flatMap { endpoint -> [String] in
      let network = endpoint.network ?? ""
      let chosen = endpoint.configured?.chosen.map(\.description) ?? []
      // Docker makes one of the host name.
      let aliases = endpoint.aliases.filter { $0 != container.definition.hostname }
      let links = container.definition.networkLinks[network] ?? []
      let parts = [
        chosen.isEmpty ? nil : "static address\(chosen.count == 1 ? "" : "es") \(list(chosen))",
        aliases.isEmpty ? nil : "alias\(aliases.count == 1 ? "" : "es") \(list(aliases))",
        links.isEmpty ? nil : "link\(links.count == 1 ? "" : "s") \(list(links))",
      ].compactMap(\.self)
      let given = parts.isEmpty ? [] : ["\(name) loses its \(parts.joined(separator: " and ")) in \(network)"]
      return given + (comesBack ? [] : differing(endpoint, network))
    }
  }

  private func mac(_ destination: Destination) -> [String] {
    guard !destination.isNetwork, isInNetworks, let mac = container.definition.mac else { return [] }
    return ["\(name) loses its MAC \(mac)"]
  }

  private func differing(_ endpoint: Endpoint, _ network: String) -> [String] {
    if engine.isPodman { return podmanAddresses(endpoint, network) }
    let chosen = endpoint.configured?.chosen ?? []
    let dynamic = (endpoint.configured?.addresses ?? []).map(\.address).filter { !chosen.contains($0) }
    guard !dynamic.isEmpty else { return [] }
    let mac = container.definition.mac != nil ? "" : endpoint.configured?.mac.map { " and the MAC \($0)" } ?? ""
    return [
      "\(engine.name) chose \(list(dynamic.map(\.description)))\(mac) of \(name) in \(network): "
        + "connected again, it may get others"
    ]
  }

  /// Addresses that its engine chooses anew where a container comes back into networks.
  private func dynamic(_ destination: Destination, _ model: Container) -> [String] {
    guard case .networks(let networks) = destination else { return [] }
    return EngineRules(snapshot, engine).endpoints(of: model).filter { networks.contains($0.network ?? "") }
      .flatMap { differing($0, $0.network ?? "") }
  }

  private func podmanAddresses(_ endpoint: Endpoint, _ network: String) -> [String] {
    let present = endpoint.configured?.addresses.map(\.address.description) ?? []
    return [
      present.isEmpty
        ? "podman says no address of \(name) while it does not run: undoing gives it in \(network) the one that "
          + "\"podman create\" was told, if any"
        : "podman does not tell a chosen address from its own choice: undoing makes \(list(present)) in \(network) a "
          + "chosen one"
    ]
  }

  private func order(_ destination: Destination, _ model: Container) -> [String] {
    guard case .networks(let networks) = destination, networks.count > 1 else { return [] }
    return ["\(engine.name) names the interfaces of \(name) anew: those of \(list(networks)) may be swapped"]
  }

  private func route(_ leaving: [Endpoint], _ rest: [Endpoint]) -> [String] {
    let gateways = leaving.flatMap { $0.gateways.map(\.words) }
    guard !gateways.isEmpty else { return [] }
    let others = rest.filter { endpoint in endpoint.configured?.gateways.isEmpty == false }.compactMap(\.network)
    let via = "the default route of \(name) through \(list(gateways))"
    return [others.isEmpty ? "\(via) disappears" : "\(via) moves to \(list(others))"]
  }

  // MARK: - Settings

  /// What a container in another one's namespace cannot have, and links, which the default network has only.
  private func settings(_ destination: Destination, _ model: Container) -> [String] {
    let definition = model.definition
    let links = definition.links.map { "\($0.target):\($0.alias)" }
    if !destination.isContainer {
      let keepsLinks =
        destination == .networks([engine.defaultNetwork]) || destination.isNetwork && model.key != container.key
      return links.isEmpty || keepsLinks ? [] : ["\(name) loses its links (--link): \(list(links))"]
    }
    guard wiring != .shared else { return [] }
    let hostname = definition.hostname == snapshot.host ? nil : definition.hostname
    let lost = [
      hostname.map { "host name \($0)" }, definition.domainname.map { "domain name \($0)" },
      definition.dns.isEmpty ? nil : "DNS settings \(list(definition.dns))",
      definition.extraHosts.isEmpty ? nil : "extra hosts \(list(definition.extraHosts))",
      definition.exposedPorts.isEmpty ? nil : "exposed ports \(list(definition.exposedPorts))",
      links.isEmpty ? nil : "links \(list(links))",
    ].compactMap(\.self)
    return lost.isEmpty
      ? [] : ["\(name) has those of the namespace that it shares instead of its own: \(lost.joined(separator: "; "))"]
  }

  private func sysctls(_ destination: Destination, _ model: Container) -> [String] {
    let settings = model.definition.networkSysctls
    guard !settings.isEmpty, destination == .host || destination.isContainer else { return [] }
    return ["\(name) has no network of its own to set \(list(settings)) in"]
  }

  private var native: [String] {
    nativeNetworks.isEmpty
      ? []
      : [
        "gantry's own cables to \(list(nativeNetworks)) go with the namespace of \(name): undoing does not bring them back"
      ]
  }

  private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
  private func share(_ names: [String]) -> String { names.count == 1 ? "shares" : "share" }
  private func lose(_ names: [String]) -> String { names.count == 1 ? "loses" : "lose" }
}

extension Container.PublishedPort {
  /// `0.0.0.0:8080 to 80/tcp`.
  fileprivate var words: String {
    let place = hostPort.map(String.init) ?? "a port of the engine's choice"
    let address = hostAddress.map { $0.family == .ipv6 ? "[\($0)]:" : "\($0):" } ?? ""
    return "\(hostPort == nil ? "" : address)\(place) to \(containerPort)/\(transport)"
  }
}
