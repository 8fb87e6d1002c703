import Addresses
public import Topology

extension Planner {
  func planRemoval(of key: NetworkKey) throws(Refusal) -> Plan {
    let network = try native(key)
    let endpoints = registry.endpoints.filter { $0.bridge.isSame(as: network.bridge) }
    let living = endpoints.filter { isThere($0.near) }
    guard living.isEmpty else {
      let names = living.map(\.far.namespace.name).joined(separator: ", ")
      throw Refusal("the network \(network.name) has endpoints: \(names); detach them first")
    }
    if network.making.contains(where: { !$0.createdLinks.isEmpty }) { try checkPorts(of: network) }
    // Those whose namespace has ended went with it.
    let book = [.record(network)] + endpoints.map(Action.recordEndpoint)
    let isReplaced = isReplaced(network.bridge)
    let making = network.making.filter { !isReplaced || !$0.isAbout(network.bridge) }
    let (steps, remarks) = withoutSettings(othersRelyOn: (making + book).inverted, apartFrom: network)
    let stays = "\(network.bridge.name) is another link by now, which gantry did not make: it stays"
    return Plan("remove network \(network.name)", steps, remarks: (isReplaced ? [stays] : []) + remarks)
  }

  /// True where another link has the name of one that is gone.
  private func isReplaced(_ link: LinkTarget) -> Bool {
    let namespace = snapshot.namespaces.first { $0.cookie == link.namespace.cookie }
    return !isThere(link) && namespace?.link(named: link.name) != nil
  }

  /// Settings that others rely on stay: they have them written down too, or had them so before gantry.
  private func withoutSettings(
    othersRelyOn steps: [Action], apartFrom network: NativeNetwork
  ) -> (steps: [Action], remarks: [String]) {
    var remarks: [String] = []
    let left = steps.filter { step in
      guard case .setting(.restore(let setting)) = step else { return true }
      let others =
        registry.networks.filter { $0 != network && $0.relies(on: setting) }.map(\.name)
        + snapshot.engineNetworks(relyingOn: setting).map(\.name)
      guard !others.isEmpty else { return true }
      remarks.append("\(setting.path) stays \(setting.after): \(others.joined(separator: ", ")) need it")
      return false
    }
    return (left, remarks)
  }

  private func checkPorts(of network: NativeNetwork) throws(Refusal) {
    guard let link = link(network.bridge) else { return }
    let ports = snapshot.ports(of: link.id).map(\.name)
    guard ports.isEmpty else {
      throw Refusal("\(link.name) has ports that gantry did not plug in: \(ports.joined(separator: ", "))")
    }
  }

  /// The network that gantry wrote down for what is shown under this key.
  func native(_ key: NetworkKey) throws(Refusal) -> NativeNetwork {
    let (_, host) = try host()
    guard let network = registry.networks.first(where: { $0.key == key && $0.bridge.namespace.cookie == host.cookie })
    else {
      let name = snapshot.name(of: key)
      guard let engine = snapshot.network(key)?.engine else {
        throw Refusal("\(name) is a bridge that gantry did not make: \"ip link del \(name.quoted)\" removes it")
      }
      throw Refusal("\(name) is a network of \(engine): \"\(engine) network rm \(name.quoted)\" removes it")
    }
    return network
  }

  /// The link as it is in the picture; nil where it is gone, or is another by now.
  func link(_ target: LinkTarget) -> Link? {
    let namespace = snapshot.namespaces.first { $0.cookie == target.namespace.cookie }
    return namespace?.links.first(where: target.isSame)
  }

  func isThere(_ target: LinkTarget) -> Bool { link(target) != nil }
}

extension Action {
  /// True where it changes this link itself.
  fileprivate func isAbout(_ link: LinkTarget) -> Bool {
    switch self {
    case .createBridge(let own, _), .setUp(let own), .setAlias(let own, _), .addAddress(_, let own),
      .plug(let own, _):
      own.isSame(as: link)
    default: false
    }
  }
}

extension Snapshot {
  /// Networks of engines on this host that need a setting of it.
  public func engineNetworks(relyingOn setting: HostSetting) -> [Network] {
    networks.filter { network in
      guard let engine = network.engine, engine != Registry.engine else { return false }
      return network.driver == "bridge" && !network.isInternal && network.bridge?.id.namespace == hostNamespace?.id
        && network.subnets.contains { $0.prefix.address.family == setting.family }
    }
  }
}
