import Addresses

/// A step as the state directory has it: its kind, and what that needs.
public struct StoredAction: Hashable, Sendable, Codable {
  enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case createBridge = "create-bridge"
    case removeBridge = "remove-bridge"
    case createVeth = "create-veth"
    case removeVeth = "remove-veth"
    case plug
    case unplug
    case isolate
    case join
    case setUp = "set-up"
    case setDown = "set-down"
    case setAlias = "set-alias"
    case clearAlias = "clear-alias"
    case addAddress = "add-address"
    case removeAddress = "remove-address"
    case addDefaultRoute = "add-default-route"
    case removeDefaultRoute = "remove-default-route"
    case announce
    case addFilter = "add-filter"
    case removeFilter = "remove-filter"
    case applySetting = "apply-setting"
    case restoreSetting = "restore-setting"
    case acceptForward = "accept-forward"
    case withdrawForward = "withdraw-forward"
    case sandbox
    case recordNetwork = "record-network"
    case forgetNetwork = "forget-network"
    case recordEndpoint = "record-endpoint"
    case forgetEndpoint = "forget-endpoint"
    case engine
  }

  var kind: Kind
  /// The link that it is about; the near end of a pair.
  var link: StoredLink?
  /// The far end of a pair, or the bridge of a port.
  var other: StoredLink?
  var mtu: UInt32?
  var mark: StoredMark?
  var prefix: IPPrefix?
  var address: IPAddress?
  var filter: StoredFilter?
  var setting: StoredSetting?
  var exception: StoredException?
  var sandbox: StoredSandboxChange?
  var network: StoredNetwork?
  var endpoint: StoredEndpoint?
  var engine: StoredEngineAction?

  /// A step to be written.
  public init(_ action: Action) {
    switch action {
    case .createBridge(let bridge, let bytes): self.init(.createBridge, bridge, mtu: bytes)
    case .removeBridge(let bridge, let bytes): self.init(.removeBridge, bridge, mtu: bytes)
    case .createVeth(let near, let far, let bytes): self.init(.createVeth, near, far, mtu: bytes)
    case .removeVeth(let near, let far, let bytes): self.init(.removeVeth, near, far, mtu: bytes)
    case .plug(let port, let bridge): self.init(.plug, port, bridge)
    case .unplug(let port, let bridge): self.init(.unplug, port, bridge)
    case .isolate(let port): self.init(.isolate, port)
    case .join(let port): self.init(.join, port)
    case .setUp(let target): self.init(.setUp, target)
    case .setDown(let target): self.init(.setDown, target)
    case .setAlias(let target, let words): self.init(.setAlias, target, mark: words)
    case .clearAlias(let target, let words): self.init(.clearAlias, target, mark: words)
    case .addAddress(let range, let target): self.init(.addAddress, target, prefix: range)
    case .removeAddress(let range, let target): self.init(.removeAddress, target, prefix: range)
    case .addDefaultRoute(let gateway, let target): self.init(.addDefaultRoute, target, address: gateway)
    case .removeDefaultRoute(let gateway, let target): self.init(.removeDefaultRoute, target, address: gateway)
    case .announce(let own, let target): self.init(.announce, target, address: own)
    case .filter(let change): self.init(change)
    case .setting(let change): self.init(change)
    case .forward(let change): self.init(change)
    case .sandbox(let change):
      self.init(.sandbox)
      sandbox = StoredSandboxChange(change)
    case .record(let made):
      self.init(.recordNetwork)
      network = StoredNetwork(made)
    case .forget(let made):
      self.init(.forgetNetwork)
      network = StoredNetwork(made)
    case .recordEndpoint(let made):
      self.init(.recordEndpoint)
      endpoint = StoredEndpoint(made)
    case .forgetEndpoint(let made):
      self.init(.forgetEndpoint)
      endpoint = StoredEndpoint(made)
    case .engine(let action):
      self.init(.engine)
      engine = StoredEngineAction(action)
    }
  }

  private init(_ kind: Kind) { self.kind = kind }

  private init(
    _ kind: Kind, _ link: LinkTarget, _ other: LinkTarget? = nil, mtu: UInt32? = nil, mark: OwnerMark? = nil,
    prefix: IPPrefix? = nil, address: IPAddress? = nil
  ) {
    self.kind = kind
    self.link = StoredLink(link)
    self.other = other.map(StoredLink.init)
    self.mtu = mtu
    self.mark = mark.map(StoredMark.init)
    self.prefix = prefix
    self.address = address
  }

  private init(_ change: FilterChange) {
    switch change {
    case .add(let chains): (kind, filter) = (.addFilter, StoredFilter(chains))
    case .remove(let chains): (kind, filter) = (.removeFilter, StoredFilter(chains))
    }
  }

  private init(_ change: SettingChange) {
    switch change {
    case .apply(let value): (kind, setting) = (.applySetting, StoredSetting(value))
    case .restore(let value): (kind, setting) = (.restoreSetting, StoredSetting(value))
    }
  }

  private init(_ change: ForwardChange) {
    switch change {
    case .accept(let rules): (kind, exception) = (.acceptForward, StoredException(rules))
    case .withdraw(let rules): (kind, exception) = (.withdrawForward, StoredException(rules))
    }
  }
}

extension StoredAction {
  /// The step that was written.
  /// - Throws: a ``StoredFormatError`` where something is missing.
  public func restored() throws -> Action {
    switch kind {
    case .createBridge: .createBridge(try target(), mtu: try needed(mtu, "mtu", of: kind))
    case .removeBridge: .removeBridge(try target(), mtu: try needed(mtu, "mtu", of: kind))
    case .createVeth: .createVeth(near: try target(), far: try otherTarget(), mtu: try needed(mtu, "mtu", of: kind))
    case .removeVeth: .removeVeth(near: try target(), far: try otherTarget(), mtu: try needed(mtu, "mtu", of: kind))
    case .plug: .plug(try target(), into: try otherTarget())
    case .unplug: .unplug(try target(), from: try otherTarget())
    case .isolate: .isolate(try target())
    case .join: .join(try target())
    case .setUp: .setUp(try target())
    case .setDown: .setDown(try target())
    case .setAlias: .setAlias(try target(), try needed(mark, "mark", of: kind).restored())
    case .clearAlias: .clearAlias(try target(), try needed(mark, "mark", of: kind).restored())
    case .addAddress: .addAddress(try needed(prefix, "prefix", of: kind), try target())
    case .removeAddress: .removeAddress(try needed(prefix, "prefix", of: kind), try target())
    case .addDefaultRoute: .addDefaultRoute(via: try needed(address, "address", of: kind), try target())
    case .removeDefaultRoute: .removeDefaultRoute(via: try needed(address, "address", of: kind), try target())
    case .announce: .announce(try needed(address, "address", of: kind), try target())
    case .addFilter: .filter(.add(try needed(filter, "filter", of: kind).restored()))
    case .removeFilter: .filter(.remove(try needed(filter, "filter", of: kind).restored()))
    case .applySetting: .setting(.apply(try needed(setting, "setting", of: kind).restored()))
    case .restoreSetting: .setting(.restore(try needed(setting, "setting", of: kind).restored()))
    case .acceptForward: .forward(.accept(try needed(exception, "exception", of: kind).restored()))
    case .withdrawForward: .forward(.withdraw(try needed(exception, "exception", of: kind).restored()))
    case .sandbox: .sandbox(try needed(sandbox, "sandbox", of: kind).restored())
    case .recordNetwork: .record(try needed(network, "network", of: kind).restored())
    case .forgetNetwork: .forget(try needed(network, "network", of: kind).restored())
    case .recordEndpoint: .recordEndpoint(try needed(endpoint, "endpoint", of: kind).restored())
    case .forgetEndpoint: .forgetEndpoint(try needed(endpoint, "endpoint", of: kind).restored())
    case .engine: .engine(try needed(engine, "engine", of: kind).restored())
    }
  }

  private func target() throws -> LinkTarget { try needed(link, "link", of: kind).restored() }

  private func otherTarget() throws -> LinkTarget { try needed(other, "other", of: kind).restored() }
}
