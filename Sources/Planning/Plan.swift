/// What will be done, shown before it is: ordered steps, what must hold before, and what to know.
public struct Plan: Hashable, Sendable {
  /// What it does, in one line: `create network lab`.
  public var title: String
  /// What is done, in order.
  public var steps: [Action]
  /// What must hold before the first step; checked against the kernel right before it.
  public var requirements: [Requirement]
  /// What whoever reads it should know.
  public var remarks: [String]

  /// Links that have to be confirmed by name, as more than a container hangs on them.
  public internal(set) var guarded: [Guard] = []

  /// Programs that the host does not have: commands that need them are not shown.
  public internal(set) var missingPrograms: Set<String> = []

  /// How the engine's client makes containers that are like others: the words of its commands, by the keys of the
  /// containers. Read from the engine, or from the journal.
  public var creations: [String: [[String]]]? = nil

  /// A link that is not changed just like that.
  public struct Guard: Hashable, Sendable {
    /// Its name, which whoever wants the change has to give.
    public let link: String
    /// What hangs on it.
    public let reason: String
  }

  /// True where somebody may lose something that works.
  public var isDestructive: Bool { steps.contains(where: \.isDestructive) }

  init(_ title: String, _ steps: [Action], remarks: [String] = []) {
    self.title = title
    self.steps = steps
    self.remarks = remarks
    requirements = Requirement.all(of: steps)
  }
}

/// Something that must hold before a plan is begun.
public enum Requirement: Hashable, Sendable {
  /// The namespace is there.
  case namespace(NamespaceTarget)
  /// The link is there, and is still the one that it was.
  case link(LinkTarget)
  /// The bridge has no ports but these.
  case ports(of: LinkTarget, atMost: [LinkTarget])
  /// The engine's container or network is there.
  case object(EngineObject)
  /// The engine's container still has this name.
  case called(EngineObject, String)
  /// No object of the engine has this name but these.
  case free(name: String, EngineObject.Kind, EngineTarget, except: [EngineObject])
  /// The container is not connected to the network.
  case unconnected(EngineObject, EngineObject)
  /// The container's connection to the network is gone, or has the addresses that were asked for.
  case connection(EngineObject, EngineObject, EngineEndpointSpec)
  /// No chain of others has the name of one of the filter's.
  case freeChains(NetworkFilter)
  /// The link is there, or is gone and no other has its name.
  case notReplaced(LinkTarget)
  /// The registry has no other network of this name.
  case network(NativeNetwork)
  /// The registry has no other connection by this cable.
  case endpoint(NativeEndpoint)
  /// The registry has no other container of this name.
  case container(NativeContainer)
  /// The chains of the filter hold its own rules only.
  case ownRules(NetworkFilter)

  static func all(of steps: [Action]) -> [Requirement] {
    let created = steps.flatMap(\.createdLinks)
    let makes = steps.compactMap { if case .engine(let action) = $0 { action.created } else { nil } }
    let made = steps.compactMap { if case .sandbox(.makeNamespace(let namespace)) = $0 { namespace } else { nil } }
    var requirements: [Requirement] = []
    func require(_ requirement: Requirement) {
      if !requirements.contains(requirement) { requirements.append(requirement) }
    }
    func require(_ link: LinkTarget) {
      if !created.contains(where: link.isSame) { require(.link(link)) }
    }
    for step in steps {
      switch step {
      case .createVeth(_, let far, _):
        if !made.contains(where: far.namespace.isSame) { require(.namespace(far.namespace)) }
      case .sandbox(.start(let process)):
        if !made.contains(where: process.namespace.isSame) { require(.namespace(process.namespace)) }
      case .isolate(let link): require(link)
      case .plug(let link, let bridge):
        require(link)
        require(bridge)
      case .setUp(let link), .setAlias(let link, _), .addAddress(_, let link), .addDefaultRoute(_, let link):
        require(link)
      case .removeVeth(let near, _, _): require(.notReplaced(near))
      case .forget(let network): require(.network(network))
      case .forgetEndpoint(let endpoint): require(.endpoint(endpoint))
      case .sandbox(.forget(let container)): require(.container(container))
      case .filter(.remove(let filter)): require(.ownRules(filter))
      case .filter(.add(let filter)): require(.freeChains(filter))
      case .removeBridge(let bridge, _):
        require(.notReplaced(bridge))
        require(.ports(of: bridge, atMost: steps.compactMap { $0.unplugged(from: bridge) }))
      case .engine(let action):
        for object in action.needed where !makes.contains(where: object.isSame) { require(.object(object)) }
        let objects = steps.compactMap { if case .engine(let action) = $0 { action.object } else { nil } }
        for requirement in action.requirements(among: objects, made: makes) { require(requirement) }
      default: break
      }
    }
    return requirements
  }
}

extension Action {
  fileprivate func unplugged(from bridge: LinkTarget) -> LinkTarget? {
    if case .unplug(let link, let other) = self, other.isSame(as: bridge) { link } else { nil }
  }
}
