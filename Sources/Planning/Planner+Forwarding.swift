import Addresses
import Topology

extension Planner {
  /// What a network needs of its host beside its bridge: forwarding, its chains, and a way past those who drop.
  func planForwarding(of network: NativeNetwork, in host: Namespace) throws(Refusal) -> [Action] {
    guard facts.hasPacketFilter else {
      throw Refusal(
        "a native network needs nft(8) to be parted from others and to get out, and it is not installed: install the "
          + "package nftables")
    }
    let families = network.families
    var steps: [Action] = []
    if !network.isInternal {
      for family in families { steps += try settings(family, in: host, network.bridge.namespace) }
    }
    steps.append(.filter(.add(NetworkFilter(of: network, exits: host.bridgesToOutside))))
    for policy in facts.forwardPolicies where policy.family.map(families.contains) ?? true {
      if case .missing(let program) = policy.tool {
        throw Refusal("\(policy.chain) drops what is forwarded, and \(program), which manages it, is not installed")
      }
      steps.append(.forward(.accept(ForwardException(of: network, in: policy))))
    }
    return steps
  }

  /// What the kernel has to be told before a network forwards a family's packets.
  func settings(
    _ family: IPAddress.Family, in host: Namespace, _ target: NamespaceTarget
  ) throws(Refusal) -> [Action] {
    let forwarding = HostFacts.forwarding(family)
    guard let current = facts.settings[forwarding] else {
      throw Refusal("this kernel has no \(forwarding): it has \(family == .ipv6 ? "no IPv6" : "no forwarding")")
    }
    var settings: [HostSetting] = []
    func add(_ path: String, _ value: String, _ current: String) {
      // What gantry found first counts, not what it has made of it since.
      let before = recorded(path, on: target) ?? current
      guard before != value else { return }
      settings.append(
        HostSetting(namespace: target, path: path, before: before, after: value, family: family))
    }
    if family == .ipv6 {
      for link in host.linksWithAdvertisedRoutes {
        let path = HostFacts.routerAdvertisements(link.name)
        if let value = facts.settings[path], value == "1" || recorded(path, on: target) != nil {
          add(path, "2", value)
        }
      }
    }
    add(forwarding, "1", current)
    return settings.map { .setting(.apply($0)) }
  }

  /// The value that a setting had before any network of gantry's needed another.
  private func recorded(_ path: String, on host: NamespaceTarget) -> String? {
    registry.networks.lazy.filter { $0.bridge.namespace.isSame(as: host) }.flatMap(\.settings)
      .first { $0.path == path }?.before
  }
}

extension Namespace {
  /// The names of bridges that lead outside, sorted: what goes there does not go into another network.
  var bridgesToOutside: [String] {
    let names = routes.filter(\.isDefault).flatMap(\.nextHops).compactMap { hop in
      hop.link.flatMap { link(index: $0) }
    }.filter(\.kind.isBridge).map(\.name)
    return names.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }
}

extension NativeNetwork {
  /// The families of its subnets.
  var families: [IPAddress.Family] { subnets.map(\.prefix.address.family) }

  /// What it has changed in its host.
  var settings: [HostSetting] {
    making.compactMap { if case .setting(let change) = $0 { change.setting } else { nil } }
  }

  /// Whether it needs this of its host.
  public func relies(on setting: HostSetting) -> Bool {
    !isInternal && families.contains(setting.family) && bridge.namespace.isSame(as: setting.namespace)
  }
}
