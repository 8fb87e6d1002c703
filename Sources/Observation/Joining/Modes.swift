import Addresses
import Engines
import Topology

/// How containers are connected, read from the kernel alone; an engine's word decides only whose a shared namespace is.
struct Modes {
  private let kernel: KernelReading
  /// For each namespace that is nobody's host: the container it belongs to.
  private let owners: [NamespaceID: ContainerKey]

  init(_ kernel: KernelReading, _ located: [LocatedContainer]) {
    self.kernel = kernel
    var inhabitants: [NamespaceID: [LocatedContainer]] = [:]
    for item in located where !item.isInHost {
      if let namespace = item.container.namespace { inhabitants[namespace, default: []].append(item) }
    }
    owners = inhabitants.compactMapValues { Self.owner(of: $0)?.container.key }
  }

  /// How a container is connected.
  func mode(of item: LocatedContainer) -> Container.Mode {
    guard let id = item.container.namespace else { return .unknown }
    if item.isInHost { return .host }
    if let owner = owners[id], owner != item.container.key { return .container(owner) }
    guard let namespace = kernel.namespace(id), namespace.access == .read else { return .unknown }
    let links = namespace.links.filter { !$0.isPresentInEveryNamespace }
    if links.isEmpty { return .none }
    return links.contains(where: isPluggedIntoBridge) ? .bridge : .other
  }

  private func isPluggedIntoBridge(_ link: Link) -> Bool {
    guard let peer = link.peer, peer.proof == .proved, let far = peer.link.flatMap(kernel.link) else { return false }
    return kernel.master(of: far)?.isSwitch ?? false
  }

  /// Who was there first: not one that was made to join another of them; of a pod its sandbox; else the oldest.
  private static func owner(of inhabitants: [LocatedContainer]) -> LocatedContainer? {
    guard inhabitants.count > 1 else { return inhabitants.first }
    let founders = inhabitants.filter { item in
      guard let target = item.configuredTarget else { return true }
      return !inhabitants.contains { $0.container.key != item.container.key && $0.isNamed(target) }
    }
    let candidates = founders.isEmpty ? inhabitants : founders
    let sandboxes = candidates.filter { $0.process?.identity?.pod != nil && $0.process?.command == "pause" }
    return (sandboxes.isEmpty ? candidates : sandboxes).min(by: LocatedContainer.isOlder)
  }
}

extension Link {
  /// True for what the kernel puts into each namespace by itself: `lo`, and the fallback devices of tunnel modules
  /// (`tunl0`, `sit0`, …), which are down and lead nowhere.
  var isPresentInEveryNamespace: Bool {
    if kind == .loopback { return true }
    let isTunnel =
      switch kind {
      case .tunnel(_, let remote): remote?.isUnspecified ?? true
      case .other("erspan"), .other("ip6erspan"): true
      default: false
      }
    return isTunnel && !isUp && addresses.isEmpty && name.hasSuffix("0")
  }

  /// True for a bridge, the kernel's or Open vSwitch's.
  var isSwitch: Bool { kind.isBridge || kind == .other("openvswitch") }
}
