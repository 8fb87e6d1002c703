import Addresses
import Engines
import LinuxSystem
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
    let answer = try control(network.engine).send(.post("/networks/create", body), retrying: body.isOverlay)
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
    guard let state = try find(network), let id = state["Id"]?.text else { return }
    try ignoring({ $0.isNotFound }) { () throws(EngineRefusal) in
      try control(network.engine).send(.delete("/networks/\(id)"), retrying: state.isOverlay)
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

extension EngineControl {
  /// Sends a request about a network again where a Swarm answers that it is not done with what was before: its network
  /// of that name is still going, or a task that has ended still holds it. That takes it some hundred milliseconds.
  @discardableResult
  fileprivate func send(_ request: Request, retrying isOverlay: Bool) throws(EngineRefusal) -> JSONValue? {
    for pause in isOverlay ? [50, 100, 200, 400, 800, 1600] as [Int32] : [] {
      do throws(EngineRefusal) {
        return try send(request)
      } catch {
        guard error.status == 409 || error.message.contains("in use by task") else { throw error }
        SystemClock.pause(milliseconds: pause)
      }
    }
    return try send(request)
  }
}

extension JSONValue {
  fileprivate var isOverlay: Bool { self["Driver"]?.text == "overlay" }
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
