import Addresses
import Topology

extension Planner {
  func planRun(_ wanted: NewContainer) throws(Refusal) -> Plan {
    guard wanted.image == nil else {
      throw Refusal("a container without an engine has no image: it runs a program of this host")
    }
    try checkName(of: wanted)
    let (host, hostTarget) = try host()
    let running = try running(wanted, in: host, hostTarget)
    return Plan("run container \(wanted.name)", running.steps, remarks: running.remarks + Self.warnings)
  }

  /// A container that is to run.
  struct Running {
    var container: NativeContainer
    var cable: Cable?
    var remarks: [String]

    /// What makes it, its connection included.
    var steps: [Action] {
      // Its process must find the network there.
      let split = container.making.firstIndex { if case .sandbox(.writeFiles) = $0 { true } else { false } }
      let (before, after) = (container.making[..<(split ?? 0)], container.making[(split ?? 0)...])
      return before + (cable?.steps ?? []) + after + [.sandbox(.record(container))]
    }
  }

  private static let warnings = [
    "it is no security boundary: it has the host's files and users, and does not outlive a restart of the machine"
  ]

  func running(
    _ wanted: NewContainer, in host: Namespace, _ hostTarget: NamespaceTarget, replacing other: NativeContainer? = nil
  ) throws(Refusal) -> Running {
    let newNamespace = { (name: String) throws(Refusal) in try self.newNamespace(name, replacing: other) }
    switch wanted.destination {
    case .network(let key, let address, let interface):
      let target = try newNamespace(wanted.name)
      return try running(wanted, in: target, on: key, address, interface, in: host, hostTarget)
    case .bridge:
      let (key, target) = (try defaultNetwork(hostTarget), try newNamespace(wanted.name))
      return try running(wanted, in: target, on: key, nil, nil, in: host, hostTarget)
    case .none:
      let target = try newNamespace(wanted.name)
      return running(wanted, in: target, hostTarget, mode: "none", isNew: true, addresses: [])
    case .host:
      return running(wanted, in: hostTarget, hostTarget, mode: "host", isNew: false, addresses: [])
    case .container(let key):
      let target = try target(try namespace(of: .container(key)))
      let mode = "container:\(snapshot.name(of: key))"
      return running(wanted, in: target, hostTarget, mode: mode, isNew: false, addresses: [])
    }
  }

  private func running(
    _ wanted: NewContainer, in target: NamespaceTarget, on key: NetworkKey, _ address: IPAddress?, _ interface: String?,
    in host: Namespace,
    _ hostTarget: NamespaceTarget
  ) throws(Refusal) -> Running {
    let place = try place(of: key, in: host, hostTarget)
    let cable = try cable(to: place, from: target, nil, address: address, interface: interface, in: host)
    let addresses = cable.endpoint.addresses.map(\.address)
    var running = running(
      wanted, in: target, hostTarget, mode: place.network.name, isNew: true, addresses: addresses)
    running.cable = cable
    running.remarks += place.remarks + cable.remarks
    return running
  }

  private func running(
    _ wanted: NewContainer, in target: NamespaceTarget, _ host: NamespaceTarget, mode: String, isNew: Bool,
    addresses: [IPAddress]
  ) -> Running {
    let files = SandboxFiles(of: wanted.name, addresses: addresses, isApart: !target.isOwn)
    let process = SandboxProcess(
      container: wanted.name, namespace: target, command: wanted.command, isDetached: wanted.isDetached)
    let making: [Action] =
      (isNew ? [.sandbox(.makeNamespace(target))] : [])
      + [.sandbox(.writeFiles(files)), .sandbox(.start(process))]
    return Running(
      container: NativeContainer(
        number: registryNumber(of: .container), name: wanted.name, host: host.cookie, configuredMode: mode,
        namespace: target, command: wanted.command,
        process: nil, making: making), cable: nil, remarks: [])
  }

  /// A namespace that is to be made under a name that nobody has.
  /// - Parameter other: a container that goes before.
  private func newNamespace(_ name: String, replacing other: NativeContainer?) throws(Refusal) -> NamespaceTarget {
    if other?.hasOwnNamespace == true, other?.name == name { return NamespaceTarget(sandbox: name) }
    if snapshot.namespaces.contains(where: { $0.names.contains(name) })
      || snapshot.staleNames.contains("/run/netns/\(name)")
    {
      throw Refusal("there is a namespace \(name) already (ip netns): choose another name with --name")
    }
    return NamespaceTarget(sandbox: name)
  }

  private func checkName(of wanted: NewContainer) throws(Refusal) {
    try Naming.checkContainer(wanted.name)
    if let other = snapshot.containers.first(where: { $0.name == wanted.name }) {
      throw Refusal("there is a container \(wanted.name) already (\(other.engine))")
    }
    if registry.containers.contains(where: { $0.name == wanted.name }) {
      throw Refusal("there is a container \(wanted.name) already (native, of another host namespace)")
    }
  }

  /// The network that is meant where none is named: the only one there is.
  func defaultNetwork(_ host: NamespaceTarget) throws(Refusal) -> NetworkKey {
    let natives = registry.networks.filter { $0.bridge.namespace.isSame(as: host) }
    guard let only = natives.first else {
      throw Refusal("there is no native network: \"gantry network create NAME\" makes one")
    }
    guard natives.count == 1 else {
      throw Refusal("there are several native networks: name one of \(natives.map(\.name).joined(separator: ", "))")
    }
    return only.key
  }

  func planRemoval(of key: ContainerKey) throws(Refusal) -> Plan {
    let container = try native(key)
    try checkSharers(of: container)
    return Plan("remove container \(container.name)", removal(of: container))
  }

  /// What takes a container away with its connections, as far as it has a namespace of its own.
  func removal(of container: NativeContainer) -> [Action] {
    let running = Running(container: container, cable: nil, remarks: [])
    let endpoints = container.hasOwnNamespace ? self.endpoints(of: container) : []
    let connections = endpoints.flatMap { $0.making + [.recordEndpoint($0)] }
    // What has ended needs no end; undoing brings it back as it is.
    return running.steps.inserting(connections).inverted.filter { step in
      if case .sandbox(.stop) = step { container.process != nil } else { true }
    }
  }

  func endpoints(of container: NativeContainer) -> [NativeEndpoint] {
    registry.endpoints.filter { $0.far.namespace.isSame(as: container.namespace) && isThere($0.near) }
  }

  /// Whoever lives in a namespace that goes would be stranded.
  func checkSharers(of container: NativeContainer) throws(Refusal) {
    guard container.hasOwnNamespace else { return }
    let sharers = registry.containers.filter { other in
      other.name != container.name && other.namespace.isSame(as: container.namespace)
    }
    guard sharers.isEmpty else {
      let names = sharers.map(\.name).joined(separator: ", ")
      throw Refusal("\(names) share the namespace of \(container.name): remove them first")
    }
  }

  /// The container that gantry wrote down for what is shown under this key.
  func native(_ key: ContainerKey) throws(Refusal) -> NativeContainer {
    let (_, host) = try host()
    guard let container = registry.containers.first(where: { $0.key == key && $0.host == host.cookie }) else {
      let name = snapshot.name(of: key)
      guard let engine = snapshot.container(key)?.engine else { throw Refusal("there is no container \(key) any more") }
      throw Refusal("\(name) is a container of \(engine): \"\(engine) rm \(name.quoted)\" removes it")
    }
    return container
  }
}

extension [Action] {
  /// With connections after the namespace was made, before the process starts.
  fileprivate func inserting(_ connections: [Action]) -> [Action] {
    let split = firstIndex { if case .sandbox(.writeFiles) = $0 { true } else { false } } ?? endIndex
    return self[..<split] + connections + self[split...]
  }
}
