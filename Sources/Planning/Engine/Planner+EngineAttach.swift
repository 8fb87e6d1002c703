import Addresses
import Topology

extension Planner {
  /// Connects a container of an engine through its engine.
  func planAttachment(_ wanted: Attachment, of container: Container) throws(Refusal) -> Plan {
    let engine = try engine(named: container.engine)
    let destination = try resolved(wanted.destination, engine)
    switch snapshot.feasibility(of: destination, for: .container(container.key)) {
    case .refused(let reason): throw reason
    case .native: throw Refusal("\(container.name) is not connected by \(engine.name)")
    case .recreation(let reason):
      guard wanted.mayRecreate else {
        throw Refusal(
          "\(engine.name) refuses it for a container that is there (\"\(reason)\"): --recreate makes "
            + "\(container.name) again, which costs what it has written outside of volumes (--commit keeps that)")
      }
      let connection = try connection(to: destination, engine)
      return recreation(of: container, connection, engine, wanted)
    case .live:
      let live = try liveSteps(to: destination, container, engine)
      let native = destination == .none ? nativeConnections(of: container) : []
      return Plan(
        live.title, native + live.steps.map(Action.engine),
        remarks: live.remarks + (destination == .none ? [] : sharingRemarks(on: container)))
    }
  }

  /// The default network by its key, and modes by their names where Docker shows them as networks.
  private func resolved(_ destination: Destination, _ engine: EngineTarget) throws(Refusal) -> Destination {
    guard case .bridge = destination else { return EngineRules.normalized(destination, in: snapshot) }
    guard let network = EngineRules(snapshot, engine).defaultNetwork else {
      throw Refusal("\(engine.name) has no network \(engine.defaultNetwork)")
    }
    return .network(network.key)
  }

  private func liveSteps(
    to destination: Destination, _ container: Container, _ engine: EngineTarget
  ) throws(Refusal) -> (title: String, steps: [EngineAction], remarks: [String]) {
    let target = object(container, engine)
    switch destination {
    case .network(let key, let address, let interface):
      let (network, spec) = try endpoint(key, address, interface, engine)
      let leaving = EngineRules(snapshot, engine).wiring(of: container) == .isolated ? noneNetwork(of: engine) : nil
      let opening = leaving == nil ? [] : losses(of: container).ofConnecting
      return (
        "attach \(container.name) to \(network.name)",
        (leaving.map { [.disconnect(target, from: $0, EngineEndpointSpec())] } ?? [])
          + [.connect(target, to: network, spec)], opening
      )
    case .none:
      let leaving = try disconnections(of: container, from: nil, engine)
      let joining = noneNetwork(of: engine).map { [EngineAction.connect(target, to: $0, EngineEndpointSpec())] } ?? []
      return ("put \(container.name) into none mode", leaving.steps + joining, leaving.remarks)
    case .bridge, .host, .container: throw Refusal("\(engine.name) cannot do that to a container that is there")
    }
  }

  /// What an engine is to connect to, in the terms of its API.
  func connection(to destination: Destination, _ engine: EngineTarget) throws(Refusal) -> EngineConnection {
    switch try resolved(destination, engine) {
    case .host: return .host
    case .none: return .none
    case .container(let key):
      guard let other = snapshot.container(key) else { throw Refusal("there is no container \(key) any more") }
      guard other.engine == engine.name else {
        throw Refusal("\(other.name) is a container of \(other.engine), and \(engine.name) joins its own only")
      }
      return .container(object(other, engine))
    case .network(let key, let address, let interface):
      let (network, spec) = try endpoint(key, address, interface, engine)
      return .network(network, spec)
    case .bridge: throw Refusal("\(engine.name) has no network \(engine.defaultNetwork)")
    }
  }

  private func endpoint(
    _ key: NetworkKey, _ address: IPAddress?, _ interface: String?, _ engine: EngineTarget
  ) throws(Refusal) -> (EngineObject, EngineEndpointSpec) {
    guard let network = snapshot.network(key) else { throw Refusal("there is no network \(key) any more") }
    guard network.engine == engine.name else {
      throw Refusal("\(network.name) is no network of \(engine.name)")
    }
    guard interface == nil else {
      throw Refusal("\(engine.name) names interfaces itself: leave --interface out")
    }
    if let address { try check(address, of: network, engine) }
    try checkRoom(in: network, beside: address)
    return (object(network, engine), EngineEndpointSpec(addresses: address.map { [$0] } ?? []))
  }

  private func check(_ address: IPAddress, of network: Network, _ engine: EngineTarget) throws(Refusal) {
    if network.name == engine.defaultNetwork, !engine.isPodman {
      throw Refusal("user specified IP address is supported on user defined networks only: not on \(network.name)")
    }
    guard let subnet = network.subnets.first(where: { $0.prefix.contains(address) }) else {
      let ranges = network.subnets.map(\.prefix.description).joined(separator: ", ")
      throw Refusal("\(address) is not in \(ranges.isEmpty ? "any subnet" : ranges) of \(network.name)")
    }
    guard subnet.prefix.isHost(address) else {
      throw Refusal("\(address) is the address of \(subnet.prefix) itself or its broadcast address")
    }
    if let owner = takenAddresses(in: network)[address] { throw Refusal("\(address) is taken (\(owner))") }
  }

  /// Refuses a network that has no address left: Docker finds out only after it has written the endpoint down.
  private func checkRoom(in network: Network, beside address: IPAddress?) throws(Refusal) {
    guard network.driver == "bridge" || network.driver == "macvlan" || network.driver == "ipvlan" else { return }
    let taken = takenAddresses(in: network)
    for subnet in network.subnets where subnet.prefix.address.family != address?.family {
      let range = subnet.range ?? subnet.prefix
      // A range that is larger than this is not counted: nobody has as many containers on a host.
      guard range.address.family.bitWidth - range.length <= 16 else { continue }
      let count = UInt64(1) << UInt64(range.address.family.bitWidth - range.length)
      let isFree = (0..<count).contains { offset in
        guard let candidate = range.network.address.advanced(by: offset) else { return false }
        return subnet.prefix.isHost(candidate) && taken[candidate] == nil
      }
      guard isFree else {
        throw Refusal(
          "network \(network.name) has no free address in \(range): detach a container from it, or make a larger one")
      }
    }
  }

  /// The addresses of an engine's network that it can give to nobody, and who has each.
  func takenAddresses(in network: Network) -> [IPAddress: String] {
    var taken: [IPAddress: String] = [:]
    for subnet in network.subnets {
      for address in subnet.reserved { taken[address] = "reserved in \(network.name)" }
      if let gateway = subnet.gateway { taken[gateway] = "the gateway" }
    }
    for container in snapshot.containers {
      for endpoint in container.endpoints where endpoint.networkID == network.id {
        let present = (endpoint.addresses + (endpoint.configured?.addresses ?? [])).map(\.address)
        // A stopped container holds no address: the engine gives its away.
        for address in present { taken[address] = container.name }
      }
    }
    return taken
  }

  /// What gantry has plugged into a container's namespace, taken out.
  func nativeConnections(of container: Container) -> [Action] {
    guard let cookie = container.namespace.flatMap(snapshot.namespace)?.cookie else { return [] }
    return registry.endpoints.filter { $0.far.namespace.cookie == cookie }
      .flatMap { ($0.making + [.recordEndpoint($0)]).inverted }
  }

  private func sharingRemarks(on container: Container) -> [String] {
    let sharers = snapshot.sharers(of: container)
    return sharers.isEmpty
      ? [] : ["\(sharers.map(\.name).joined(separator: ", ")) share its namespace, and are connected as it is"]
  }
}
