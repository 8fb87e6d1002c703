import Addresses
import LinuxSystem
import Netlink
import Planning
import SystemPackage
import Topology

/// Does what a plan's steps say, one at a time.
struct KernelActions: Sendable {
  /// How to take it that something is as it should be already, or is not there any more.
  enum Manner: Sendable {
    /// What is to be made must not be there; what is acted on must. What is to be removed may be gone.
    case exactly
    /// Whatever is there is made to be as wanted: for what may or may not have been done before.
    case asFarAsNeeded
  }

  let access: NamespaceAccess
  let state: StateDirectory
  /// The picture that the plan was made of.
  let snapshot: Snapshot

  /// Does it.
  /// - Returns: the identities of what it made.
  func perform(_ action: Action, _ manner: Manner) throws -> Made {
    switch action {
    case .createBridge(let link, let mtu): return Made(links: try createBridge(link, mtu, manner))
    case .createVeth(let near, let far, let mtu): return Made(links: try createVeth(near, far, mtu, manner))
    case .removeBridge(let link, _): try remove(link, kind: "bridge")
    case .removeVeth(let near, _, _): try remove(near, kind: "veth")
    case .record(let network): try state.write(network)
    case .forget(let network): try state.remove(network)
    case .recordEndpoint(let endpoint): try state.write(endpoint)
    case .forgetEndpoint(let endpoint): try state.remove(endpoint)
    case .plug(let link, let bridge):
      try change(link, manner) { kernel, index in
        guard let bridge = try kernel.index(of: bridge) else { throw Gone(description: "\(bridge.name) is gone") }
        try kernel.setLink(index, master: bridge)
      }
    case .isolate(let link):
      try change(link, manner) { kernel, index in try kernel.setLink(index, isIsolatedPort: true) }
    case .join(let link): try join(link)
    case .setUp(let link): try change(link, manner) { kernel, index in try kernel.setLink(index, isUp: true) }
    case .setAlias(let link, let mark):
      try change(link, manner) { kernel, index in
        let alias = try kernel.link(index).alias ?? ""
        if alias.isEmpty || OwnerMark(text: alias) != nil { try kernel.setLink(index, alias: mark.text) }
      }
    case .clearAlias(let link, let mark):
      try takeBack(link) { kernel, index in
        if try kernel.link(index).alias == mark.text { try kernel.setLink(index, alias: "") }
      }
    case .filter(let change):
      if let filter = try perform(change) { return Made(filters: [filter]) }
    case .setting(let change): try perform(change, manner)
    case .forward(let change): try perform(change, manner)
    case .sandbox(let change): try perform(change, manner)
    case .addAddress(let prefix, let link):
      if prefix.address.family == .ipv6 { try allowIPv6(on: link) }
      try change(link, manner, done: .fileExists) { kernel, index in
        try kernel.add(AddressMessage(index: index, certain: prefix))
      }
    case .addDefaultRoute(let gateway, let link):
      try change(link, manner, done: .fileExists) { kernel, index in
        try kernel.add(RouteMessage(via: gateway, index))
      }
    case .announce(let address, let link): try announce(address, link)
    case .unplug(let link, let bridge): try unplug(link, bridge)
    case .setDown(let link): try takeBack(link) { kernel, index in try kernel.setLink(index, isUp: false) }
    case .removeAddress(let prefix, let link):
      try takeBack(link, done: .addressNotAvailable) { kernel, index in
        try kernel.remove(AddressMessage(index: index, prefix: prefix))
      }
    case .removeDefaultRoute(let gateway, let link):
      try takeBack(link, done: .noSuchProcess) { kernel, index in
        try kernel.remove(RouteMessage(via: gateway, index))
      }
    case .engine(let action): throw Gone(description: "\(action.summary): the kernel has no part in it")
    }
    return Made()
  }

  /// Does something to a link that must be there.
  /// - Parameter done: what the kernel answers where it has been done before.
  private func change(
    _ link: LinkTarget, _ manner: Manner, done: Errno? = nil,
    _ job: @escaping @Sendable (inout Rtnetlink, InterfaceIndex) throws -> Void
  ) throws {
    let isThere = try access.inside(link.namespace) { kernel in
      guard let index = try kernel.index(of: link) else { return false }
      do {
        try job(&kernel, index)
      } catch let error as NetlinkError
        where manner == .asFarAsNeeded && done.map(NetlinkError.Cause.refused) == error.cause
      {
        return true
      }
      return true
    }
    if isThere != true, manner == .exactly { throw Gone(description: "\(link.name) in \(link.namespace.name) is gone") }
  }

  /// Takes something away from a link; where it is gone, so is what it had.
  ///
  /// Inside a container whoever is root there may have changed the link, and what is outside undoes all of it.
  private func takeBack(
    _ link: LinkTarget, done: Errno? = nil, _ job: @escaping @Sendable (inout Rtnetlink, InterfaceIndex) throws -> Void
  ) throws {
    _ = try access.inside(link.namespace) { kernel in
      do {
        if let index = try kernel.index(of: link) { try job(&kernel, index) }
      } catch let error as NetlinkError where done.map(NetlinkError.Cause.refused) == error.cause {
        return
      } catch is LinkMismatch where !link.namespace.isOwn {
        return
      }
    }
  }

  private func unplug(_ link: LinkTarget, _ bridge: LinkTarget) throws {
    try takeBack(link) { kernel, index in
      // Somebody may have plugged it in elsewhere since.
      if let master = try kernel.link(index).master, try kernel.index(of: bridge) == master {
        try kernel.setLink(index, master: nil)
      }
    }
  }

  private func join(_ link: LinkTarget) throws {
    try takeBack(link) { kernel, index in
      if try kernel.link(index).master != nil { try kernel.setLink(index, isIsolatedPort: false) }
    }
  }

  private func remove(_ link: LinkTarget, kind: String) throws {
    _ = try access.inside(link.namespace) { kernel in
      if let index = try kernel.index(of: link, kind: kind) { try kernel.deleteLink(index) }
    }
  }
}

extension AddressMessage {
  /// An address that was chosen because nobody has it: it is used at once, without asking around first.
  fileprivate init(index: InterfaceIndex, certain prefix: IPPrefix) {
    self.init(index: index, prefix: prefix)
    if prefix.address.family == .ipv6 { flags.insert(.noDuplicateDetection) }
  }
}

extension RouteMessage {
  /// A default route.
  init(via gateway: IPAddress, _ index: InterfaceIndex) {
    self.init(destination: .all(gateway.family), gateway: gateway, outputInterface: index)
  }
}
