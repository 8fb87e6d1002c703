import Addresses
import Engines
import Planning

extension EngineActions {
  func create(
    _ network: EngineObject, _ origin: NetworkOrigin, _ manner: KernelActions.Manner, _ memory: inout EngineMemory
  ) throws {
    if manner == .asFarAsNeeded, let id = try existing(network, origin, memory) {
      return memory.learn(network, id: id)
    }
    let body =
      switch origin {
      case .new(let spec): spec.body(of: network)
      case .itself: NetworkBody.making(like: try memory.description(of: network))
      }
    let answer = try control(network.engine).send(.post("/networks/create", body))
    guard let id = answer?["Id"]?.text else { throw PartlyDone(description: "\(network.engine.name) gave it no id") }
    memory.learn(network, id: id)
  }

  /// One that was made before, or has not been removed.
  private func existing(
    _ network: EngineObject, _ origin: NetworkOrigin, _ memory: EngineMemory
  ) throws -> String? {
    guard case .itself = origin else { return try id(of: network) }
    return try idIfMadeAgain(network, named: network.name, memory)
  }

  func remove(_ network: EngineObject) throws {
    guard let id = try id(of: network) else { return }
    try ignoring({ $0.isNotFound }) { () throws(EngineRefusal) in
      try control(network.engine).send(.delete("/networks/\(id)"))
    }
  }

  func connect(
    _ container: EngineObject, _ network: EngineObject, _ spec: EngineEndpointSpec, _ manner: KernelActions.Manner
  ) throws {
    let state = try described(container)
    if manner == .asFarAsNeeded, state.isConnected(to: network) { return }
    do {
      try connect(container, network, spec)
    } catch let refusal as EngineRefusal where refusal.message.contains("user configured subnets") && spec.mac != nil {
      // It is brought back, and had an address that it cannot ask for: the engine chose the subnet, and its own address.
      var rest = spec
      rest.addresses = []
      try connect(container, network, rest)
    }
  }

  private func connect(_ container: EngineObject, _ network: EngineObject, _ spec: EngineEndpointSpec) throws {
    let target = (network.id ?? network.name).pathComponent
    let body: JSONValue = ["Container": .string(container.id ?? container.name), "EndpointConfig": spec.body]
    try control(container.engine).send(.post("/networks/\(target)/connect", body))
  }

  func disconnect(_ container: EngineObject, _ network: EngineObject) throws {
    guard let state = try find(container), state.isConnected(to: network) else { return }
    let body: JSONValue = ["Container": .string(container.id ?? container.name), "Force": false]
    try ignoring({ $0.isNotFound || $0.message.contains("is not connected to") }) { () throws(EngineRefusal) in
      try control(container.engine).send(
        .post("/networks/\((network.id ?? network.name).pathComponent)/disconnect", body))
    }
  }

  /// Does something, and takes some of the answers for what was wanted.
  func ignoring(_ isFine: (EngineRefusal) -> Bool, _ body: () throws(EngineRefusal) -> Void) throws {
    do throws(EngineRefusal) {
      try body()
    } catch  where isFine(error) {
      return
    }
  }
}

extension JSONValue {
  /// True for a container that has an endpoint in a network.
  func isConnected(to network: EngineObject) -> Bool {
    (self["NetworkSettings"]?["Networks"]?.members ?? [:]).contains { name, endpoint in
      let id = endpoint["NetworkID"]?.text ?? ""
      return id.isEmpty || id == name ? name == network.name : id == network.id
    }
  }
}

extension EngineMemory {
  /// What an object was made by.
  func description(of object: EngineObject) throws -> JSONValue {
    guard let description = descriptions[object.key] else {
      throw Gone(description: "what \(object.name) was made by was not written down")
    }
    return description
  }
}

extension EngineNetworkSpec {
  fileprivate func body(of network: EngineObject) -> JSONValue {
    let ranges = subnets.map { subnet -> JSONValue in
      ["Subnet": .string(subnet.prefix.description), "Gateway": .string(subnet.gateway.description)]
    }
    let options = Dictionary(uniqueKeysWithValues: options.map { ($0.name, JSONValue.string($0.value)) })
    return [
      "Name": .string(network.name), "Driver": "bridge", "CheckDuplicate": true, "Internal": .bool(isInternal),
      "EnableIPv6": .bool(hasIPv6), "IPAM": ["Config": .array(ranges)], "Options": .object(options),
      "Labels": [EngineObject.label: .string(network.key)],
    ]
  }
}

extension EngineEndpointSpec {
  var body: JSONValue {
    var ipam: [String: JSONValue] = [:]
    for address in addresses {
      ipam[address.family == .ipv4 ? "IPv4Address" : "IPv6Address"] = .string(address.description)
    }
    var body: [String: JSONValue] = [:]
    if !ipam.isEmpty { body["IPAMConfig"] = .object(ipam) }
    if !aliases.isEmpty { body["Aliases"] = .array(aliases.map(JSONValue.string)) }
    if let mac { body["MacAddress"] = .string(mac.description) }
    return .object(body)
  }
}
