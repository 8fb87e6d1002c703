import Addresses
public import Topology

extension Registry {
  /// The registry with the native objects that it has lost, as their marks on the host tell of them: aliases of links in the
  /// host's own namespace, which only the host's root can set, and the processes of containers.
  ///
  /// What a network has changed beside its links and rules (settings of the kernel) is not known any more, and stays.
  /// - Parameters:
  ///   - facts: the chains of others that may hold rules for a network.
  ///   - sandboxes: the containers whose processes were found.
  public func completed(from snapshot: Snapshot, _ facts: HostFacts, sandboxes: [FoundSandbox] = []) -> Registry {
    guard let host = snapshot.hostNamespace, let target = NamespaceTarget(host, in: snapshot) else { return self }
    let finder = NativeFinder(snapshot: snapshot, facts: facts, host: host, target: target)
    var copy = self
    for link in host.links {
      guard let mark = link.alias.flatMap({ OwnerMark(text: $0) }) else { continue }
      if link.kind.isBridge, !copy.networks.contains(where: { $0.number == mark.number }),
        let network = finder.network(mark, on: link)
      {
        copy.networks.append(network)
      }
    }
    for sandbox in sandboxes {
      guard let found = finder.container(sandbox, sandboxes) else { continue }
      if let position = copy.containers.firstIndex(where: { $0.name == sandbox.name }) {
        copy.containers[position].process = found.process
        copy.containers[position].namespace = found.namespace
      } else {
        copy.containers.append(found)
      }
    }
    for link in host.links where link.kind == .veth {
      guard let mark = link.alias.flatMap({ OwnerMark(text: $0) }),
        !copy.endpoints.contains(where: { $0.number == mark.number }),
        let endpoint = finder.endpoint(mark, of: link, copy.containers)
      else { continue }
      copy.endpoints.append(endpoint)
    }
    return Registry(networks: copy.networks, endpoints: copy.endpoints, containers: copy.containers)
  }
}

/// The process of a native container that the registry does not know.
public struct FoundSandbox: Hashable, Sendable {
  /// The container's name, after which its files are called.
  public var name: String
  /// The container's first process.
  public var process: ProcessIdentity
  /// Program and arguments.
  public var command: [String]
  /// The namespace that it lives in.
  public var namespace: NamespaceID

  /// A process that was found.
  public init(name: String, process: ProcessIdentity, command: [String], namespace: NamespaceID) {
    self.name = name
    self.process = process
    self.command = command
    self.namespace = namespace
  }
}

/// Makes entries of the registry out of what is there.
private struct NativeFinder {
  let snapshot: Snapshot
  let facts: HostFacts
  let host: Namespace
  let target: NamespaceTarget

  func network(_ mark: OwnerMark, on link: Link) -> NativeNetwork? {
    guard let bridge = LinkTarget(link, in: target) else { return nil }
    let addresses = link.addresses.map(\.prefix).filter { !$0.address.isLinkLocal }
    var network = NativeNetwork(
      number: mark.number, name: mark.name, bridge: bridge,
      subnets: addresses.map { NativeNetwork.Subnet(prefix: $0.network, gateway: $0.address) },
      isInternal: mark.traits.contains(.internal), isolatesPorts: mark.traits.contains(.isolated), making: [])
    let isExisting = mark.traits.contains(.existing)
    let rules =
      [Action.filter(.add(NetworkFilter(of: network, exits: host.bridgesToOutside)))]
      + facts.forwardPolicies.filter { $0.family.map(network.families.contains) ?? true }.map {
        .forward(.accept(ForwardException(of: network, in: $0)))
      }
    network.making =
      (isExisting ? [] : [.createBridge(bridge, mtu: link.mtu)]) + [.setAlias(bridge, mark)] + rules
      + (isExisting ? [] : addresses.map { .addAddress($0, bridge) } + [.setUp(bridge)])
    return network
  }

  func endpoint(_ mark: OwnerMark, of link: Link, _ containers: [NativeContainer]) -> NativeEndpoint? {
    guard let near = LinkTarget(link, in: target), let other = snapshot.peer(of: link),
      let namespace = snapshot.namespace(other.id.namespace),
      let bridge = link.master.flatMap({ host.link(index: $0) }).flatMap({ LinkTarget($0, in: target) }),
      let inside = NamespaceTarget(namespace, in: snapshot)
    else { return nil }
    let owner = containers.first { $0.hasOwnNamespace && $0.namespace.cookie == inside.cookie }
    guard let far = LinkTarget(other, in: owner.map { inside.belonging(to: $0.name) } ?? inside) else { return nil }
    let addresses = other.addresses.map(\.prefix).filter { !$0.address.isLinkLocal }
    let making: [Action] =
      [.createVeth(near: near, far: far, mtu: link.mtu), .setAlias(near, mark), .plug(near, into: bridge)]
      + (link.port?.isIsolated == true ? [.isolate(near)] : []) + [.setUp(near)]
      + addresses.filter { $0.address.family == .ipv4 }.map { .addAddress($0, far) } + [.setUp(far)]
      + addresses.filter { $0.address.family == .ipv6 }.map { .addAddress($0, far) }
      + namespace.gateways.filter { $0.linkIndex == other.id.index }.compactMap(\.address).map {
        .addDefaultRoute(via: $0, far)
      }
    return NativeEndpoint(
      number: mark.number, network: mark.name, bridge: bridge, near: near, far: far, addresses: addresses,
      making: making)
  }

  func container(_ found: FoundSandbox, _ all: [FoundSandbox]) -> NativeContainer? {
    guard let namespace = snapshot.namespace(found.namespace),
      var place = NamespaceTarget(namespace, in: snapshot)
    else { return nil }
    let isOwn = namespace.names.contains(found.name)
    let owner = isOwn ? found.name : all.first { namespace.names.contains($0.name) }?.name
    if let owner { place = place.belonging(to: owner) }
    let mode =
      namespace.isHost ? "host" : isOwn ? networkName(of: namespace) ?? "none" : "container:\(owner ?? place.name)"
    let command = found.command == ["sleep", "infinity"] ? [] : found.command
    let addresses = namespace.links.filter { isOwn && $0.kind == .veth }.flatMap { $0.addresses.map(\.prefix.address) }
    let process = SandboxProcess(container: found.name, namespace: place, command: command, isDetached: true)
    let files = SandboxFiles(
      of: found.name, addresses: addresses.filter { !$0.isLinkLocal }, isApart: !namespace.isHost)
    return NativeContainer(
      // When a process started tells it from all others of its host.
      number: UInt64(UInt32(bitPattern: found.process.pid)) << 32 | found.process.startTime & 0xffff_ffff,
      name: found.name, host: target.cookie, configuredMode: mode, namespace: place, command: command,
      process: found.process,
      making: (isOwn ? [.sandbox(.makeNamespace(place))] : [])
        + [.sandbox(.writeFiles(files)), .sandbox(.start(process))])
  }

  private func networkName(of namespace: Namespace) -> String? {
    namespace.links.lazy.compactMap { snapshot.peer(of: $0)?.alias }.compactMap { OwnerMark(text: $0)?.name }.first
  }
}
