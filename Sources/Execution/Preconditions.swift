import Addresses
import Engines
import LinuxSystem
import Netlink
public import Planning
import SystemPackage
public import Topology

/// Asks the kernel, the registry and the engines whether a plan can be begun, and changes nothing.
public struct Preconditions: Sendable {
  let actions: KernelActions
  let engines = EngineActions()
  let host: UInt64
  private let journal: Journal
  private var state: StateDirectory { actions.state }

  /// - Parameter snapshot: shows the ways into the namespaces of the plans.
  public init(_ state: StateDirectory, _ snapshot: Snapshot) throws {
    guard let host = snapshot.hostNamespace?.cookie else {
      throw StateError("the host's own namespace could not be read")
    }
    self.host = host
    journal = Journal(state)
    actions = KernelActions(access: try NamespaceAccess(snapshot, state), state: state, snapshot: snapshot)
  }

  /// Tells whether a plan that was carried out can be rolled back: all that it made is still what it was, and no later plan
  /// builds on it.
  /// - Throws: the reason why not, with what to do.
  public func checkUndo(of entry: JournalEntry) throws(ExecutionFailure) {
    try failing { try ensureUndo(of: entry) }
  }

  /// Asks whether everything is as it has to be.
  /// - Throws: what is not.
  public func check(_ requirements: [Requirement]) throws(ExecutionFailure) {
    try failing { try ensure(requirements) }
  }

  private func failing(_ body: () throws -> Void) throws(ExecutionFailure) {
    do {
      try body()
    } catch {
      throw ExecutionFailure(nil, error)
    }
  }

  private func ensureUndo(of entry: JournalEntry) throws {
    let later = try journal.entries().filter { $0.builds(on: entry) }
    guard later.isEmpty else {
      let names = later.map { "\($0.number) (\($0.plan.title))" }.joined(separator: ", ")
      throw Changed(
        description: "later changes build on it: \(names); undo "
          + (later.count == 1 ? "that one first: \"gantry undo \(later[0].number)\"" : "those first, the latest first"))
    }
    do {
      try ensure(entry.undoing.requirements)
    } catch let changed as Changed {
      throw Changed(description: "\(changed); \"gantry undo --forget \(entry.number)\" gives up undoing it")
    } catch let gone as Gone {
      throw Gone(description: "\(gone); \"gantry undo --forget \(entry.number)\" gives up undoing it")
    }
  }

  private func ensure(_ requirements: [Requirement]) throws {
    for requirement in requirements {
      switch requirement {
      case .namespace(let target):
        guard try actions.access.inside(target, { _ in true }) == true else {
          throw Gone(description: "\(target.name) is gone")
        }
      case .link(let target):
        guard try actions.access.inside(target.namespace, { try $0.index(of: target) }).flatMap(\.self) != nil else {
          throw Gone(description: "\(target.name) in \(target.namespace.name) is gone")
        }
      case .notReplaced(let link): try checkNotReplaced(link)
      case .ports(let bridge, let allowed): try checkPorts(of: bridge, allowed)
      case .ownRules(let filter): try actions.checkOwnership(of: filter)
      case .network(let network):
        try checkRegistered(network.number, try state.network(inPlaceOf: network), network.name)
      case .endpoint(let endpoint):
        try checkRegistered(endpoint.number, try state.endpoint(inPlaceOf: endpoint), endpoint.far.namespace.name)
      case .container(let container):
        try checkRegistered(container.number, try state.container(inPlaceOf: container), container.name)
      case .object(let object): _ = try engines.described(object)
      case .unconnected(let container, let network):
        if try engines.find(container)?.isConnected(to: network) == true {
          throw Changed(
            description: "\(container.name) is connected to \(network.name) by now: \"\(container.engine.name) network "
              + "disconnect \(network.name) \(container.name)\" first")
        }
      case .connection(let container, let network, let spec): try checkConnection(container, network, spec)
      case .freeChains(let filter): try actions.checkFreedom(of: filter)
      case .called(let object, let name): try checkName(of: object, name)
      case .free(let name, let kind, let engine, let others): try checkIsFree(name, kind, engine, others)
      }
    }
  }

  private func checkRegistered(_ number: UInt64, _ found: UInt64?, _ name: String) throws {
    guard let found, found != number else { return }
    throw Changed(description: "\(name) in gantry's registry is another one by now, which was made later")
  }

  /// A link that has the name of one that is gone is somebody else's.
  private func checkNotReplaced(_ link: LinkTarget) throws {
    let other = try actions.access.inside(link.namespace) { kernel -> String? in
      guard try kernel.index(of: link) == nil else { return nil }
      return try kernel.links().first { $0.name == link.name }.map { "#\($0.index)" }
    }.flatMap(\.self)
    if let other {
      throw Changed(
        description:
          "\(link.name) in \(link.namespace.name) is another link by now (\(other)), which gantry did not make")
    }
  }

  private func checkPorts(of bridge: LinkTarget, _ allowed: [LinkTarget]) throws {
    let foreign = try actions.access.inside(bridge.namespace) { kernel -> [String] in
      guard let index = try kernel.index(of: bridge, kind: "bridge") else { return [] }
      return try kernel.links().filter { link in
        link.master == index && !allowed.contains { $0.mac == link.mac }
      }.map(\.name)
    }
    guard let foreign, !foreign.isEmpty else { return }
    throw Changed(
      description:
        "\(bridge.name) has ports that are not this change's: \(foreign.joined(separator: ", ")); detach them first"
    )
  }

  /// A connection that asks for other addresses is not the one that was made. Podman does not say what was asked for.
  private func checkConnection(
    _ container: EngineObject, _ network: EngineObject, _ spec: EngineEndpointSpec
  ) throws {
    guard !container.engine.isPodman, let endpoint = try engines.find(container)?.endpoint(in: network) else { return }
    let asked = ["IPv4Address", "IPv6Address"].compactMap { endpoint["IPAMConfig"]?[$0]?.text }.filter { !$0.isEmpty }
    let wanted = spec.addresses.map(\.description)
    guard Set(asked) != Set(wanted) else { return }
    let words = asked.isEmpty ? "with an address of the engine's choice" : "as \(asked.joined(separator: " and "))"
    throw Changed(
      description:
        "\(container.name) is connected to \(network.name) \(words) by now, which is not the connection of this change"
    )
  }

  private func checkName(of object: EngineObject, _ name: String) throws {
    guard let found = try engines.described(object)["Name"]?.text, found != name, found != "/\(name)" else { return }
    let current = found.hasPrefix("/") ? String(found.dropFirst()) : found
    throw Changed(
      description: "\(name) is called \(current) by now: \"\(object.engine.name) rename \(current) \(name)\" first")
  }

  private func checkIsFree(
    _ name: String, _ kind: EngineObject.Kind, _ engine: EngineTarget, _ others: [EngineObject]
  ) throws {
    guard let id = try engines.find(kind, named: name, of: engine)?["Id"]?.text,
      !others.contains(where: { $0.id == id })
    else { return }
    throw Changed(
      description:
        "the name \(name) is that of another \(kind.rawValue) by now (\(engine.name) \(id.prefix(12))): rename "
        + "that one first, or remove it")
  }
}

extension ExecutionFailure {
  init(
    _ action: Action?, _ error: any Error, reverted: [Action] = [],
    remaining: [(action: Action, reason: String)] = [], differences: [String] = []
  ) {
    self.init(
      action, reason: "\(error)", isForbidden: error.isForbidden, isCancelled: error is Cancelled, reverted: reverted,
      remaining: remaining, differences: differences)
  }

  init(
    _ action: Action?, reason: String, isForbidden: Bool = false, isCancelled: Bool = false, reverted: [Action],
    remaining: [(action: Action, reason: String)], differences: [String]
  ) {
    self.action = action
    self.reason = reason
    self.isForbidden = isForbidden
    self.isCancelled = isCancelled
    self.reverted = reverted
    self.remaining = remaining
    self.differences = differences
  }
}

extension Error {
  /// True where the kernel has looked at the request and refused it: then nothing has changed.
  var hadNoEffect: Bool {
    if let refusal = self as? EngineRefusal { return refusal.hadNoEffect }
    guard let error = self as? NetlinkError, case .refused = error.cause else { return false }
    return true
  }
}

extension Error {
  /// True where it is a matter of rights.
  var isForbidden: Bool {
    let errno = (self as? NetlinkError)?.errno ?? (self as? SystemError)?.errno
    return errno == .notPermitted || errno == .permissionDenied
  }
}
