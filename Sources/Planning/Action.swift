public import Addresses

/// One thing that is done to the host, as a value. Every one but an announcement has an exact inverse.
public enum Action: Hashable, Sendable {
  /// Makes a bridge that believes no router's advertisement, down.
  case createBridge(LinkTarget, mtu: UInt32)
  /// Removes a bridge.
  case removeBridge(LinkTarget, mtu: UInt32)
  /// Makes a veth pair, both ends down, the far end in its namespace from the start.
  case createVeth(near: LinkTarget, far: LinkTarget, mtu: UInt32)
  /// Removes a veth pair by its near end.
  case removeVeth(near: LinkTarget, far: LinkTarget, mtu: UInt32)
  /// Makes a link a port of a bridge.
  case plug(LinkTarget, into: LinkTarget)
  /// Takes a link out of its bridge.
  case unplug(LinkTarget, from: LinkTarget)
  /// Parts a bridge's port from all others that are parted.
  case isolate(LinkTarget)
  /// Lets a port reach all others again.
  case join(LinkTarget)
  /// Sets a link up.
  case setUp(LinkTarget)
  /// Sets a link down.
  case setDown(LinkTarget)
  /// Gives a link an alias by which gantry finds it again where its registry was lost.
  case setAlias(LinkTarget, OwnerMark)
  /// Takes that alias away.
  case clearAlias(LinkTarget, OwnerMark)
  /// Gives a link an address.
  case addAddress(IPPrefix, LinkTarget)
  /// Takes an address from a link.
  case removeAddress(IPPrefix, LinkTarget)
  /// Adds a default route through a link.
  case addDefaultRoute(via: IPAddress, LinkTarget)
  /// Removes a default route.
  case removeDefaultRoute(via: IPAddress, LinkTarget)
  /// Tells a link's neighbours who has an address now: they may remember who had it before.
  case announce(IPAddress, LinkTarget)
  /// Changes the packet filter's table of gantry's own.
  case filter(FilterChange)
  /// Changes a setting of the host.
  case setting(SettingChange)
  /// Changes a chain of somebody else's that drops what is forwarded.
  case forward(ForwardChange)
  /// Makes or removes a part of a container of gantry's own.
  case sandbox(SandboxChange)
  /// Writes a network down.
  case record(NativeNetwork)
  /// Strikes a network out.
  case forget(NativeNetwork)
  /// Writes a connection to a network down.
  case recordEndpoint(NativeEndpoint)
  /// Strikes a connection to a network out.
  case forgetEndpoint(NativeEndpoint)
  /// Has an engine do something.
  case engine(EngineAction)

  /// What takes it back; nil where nothing is left of it.
  public var inverse: Action? {
    switch self {
    case .createBridge(let link, let mtu): .removeBridge(link, mtu: mtu)
    case .removeBridge(let link, let mtu): .createBridge(link, mtu: mtu)
    case .createVeth(let near, let far, let mtu): .removeVeth(near: near, far: far, mtu: mtu)
    case .removeVeth(let near, let far, let mtu): .createVeth(near: near, far: far, mtu: mtu)
    case .plug(let link, let bridge): .unplug(link, from: bridge)
    case .unplug(let link, let bridge): .plug(link, into: bridge)
    case .isolate(let link): .join(link)
    case .join(let link): .isolate(link)
    case .setUp(let link): .setDown(link)
    case .setDown(let link): .setUp(link)
    case .setAlias(let link, let mark): .clearAlias(link, mark)
    case .clearAlias(let link, let mark): .setAlias(link, mark)
    case .addAddress(let prefix, let link): .removeAddress(prefix, link)
    case .removeAddress(let prefix, let link): .addAddress(prefix, link)
    case .addDefaultRoute(let gateway, let link): .removeDefaultRoute(via: gateway, link)
    case .removeDefaultRoute(let gateway, let link): .addDefaultRoute(via: gateway, link)
    case .announce: nil
    case .filter(let change): .filter(change.inverse)
    case .setting(let change): .setting(change.inverse)
    case .forward(let change): .forward(change.inverse)
    case .sandbox(let change): .sandbox(change.inverse)
    case .record(let network): .forget(network)
    case .forget(let network): .record(network)
    case .recordEndpoint(let endpoint): .forgetEndpoint(endpoint)
    case .forgetEndpoint(let endpoint): .recordEndpoint(endpoint)
    case .engine(let action): action.inverse.map(Action.engine)
    }
  }

  /// True where somebody may lose something that works.
  public var isDestructive: Bool {
    switch self {
    case .removeBridge, .removeVeth: true
    case .engine(let action): action.isDestructive
    case .sandbox(let change): change.isDestructive
    default: false
    }
  }
}

extension [Action] {
  /// What takes all of them back, the last first.
  var inverted: [Action] { reversed().compactMap(\.inverse) }
}
