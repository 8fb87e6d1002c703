import Addresses
public import Topology

/// Makes plans from a picture of the host. It changes nothing, and makes the same plan of the same facts.
public struct Planner: Sendable {
  let snapshot: Snapshot
  let registry: Registry
  /// What has to be known of the host beside its snapshot.
  public var facts: HostFacts
  var seed: UInt64
  /// Steps that will have been done before.
  var assumed: [Action] = []

  /// - Parameters:
  ///   - snapshot: the host as it is.
  ///   - registry: what gantry has made so far.
  ///   - facts: what has to be known of the host beside its picture.
  ///   - seed: what hardware addresses are made of: a random number, the same where the same plan is to come out.
  public init(_ snapshot: Snapshot, _ registry: Registry, _ facts: HostFacts = HostFacts(), seed: UInt64) {
    self.snapshot = snapshot
    self.registry = registry
    self.facts = facts
    self.seed = seed
  }

  /// How it is done.
  /// - Throws: why it is not.
  public func plan(for intent: Intent) throws(Refusal) -> Plan { guarding(try unguardedPlan(for: intent)) }

  private func unguardedPlan(for intent: Intent) throws(Refusal) -> Plan {
    switch intent {
    case .createNetwork(let network) where network.engine != Registry.engine:
      return try planCreation(of: network, on: network.engine)
    case .createNetwork(let network): return try planCreation(of: network)
    case .removeNetwork(let key):
      if let network = snapshot.network(key), let engine = network.engine, snapshot.engine(named: engine) != nil {
        return try planRemoval(of: network, on: engine)
      }
      return try planRemoval(of: key)
    case .run(let container) where container.engine != Registry.engine:
      return try planRun(of: container, on: container.engine)
    case .run(let container): return try planRun(container)
    case .removeContainer(let key): return try planRemoval(of: key)
    case .attach(let attachment):
      if let container = managed(attachment.subject, for: attachment.destination) {
        return try planAttachment(attachment, of: container)
      }
      return try planAttachment(attachment)
    case .detach(let subject, let network):
      if let container = managed(subject, for: network.map { .network($0) } ?? .none) {
        return try planDetachment(of: container, from: network)
      }
      return try planDetachment(of: namespace(of: subject), from: network)
    }
  }

  /// Where the subject lives.
  func namespace(of subject: Subject) throws(Refusal) -> Namespace {
    switch subject {
    case .namespace(let id):
      guard let namespace = snapshot.namespace(id) else {
        throw Refusal("there is no namespace \(id.kernelName) any more")
      }
      return namespace
    case .container(let key):
      guard let container = snapshot.container(key) else { throw Refusal("there is no container \(key) any more") }
      guard let namespace = container.namespace.flatMap(snapshot.namespace) else {
        throw Refusal("\(container.name) does not run: it has no namespace")
      }
      return namespace
    }
  }

  /// The host's namespace, in which bridges are made.
  func host() throws(Refusal) -> (namespace: Namespace, target: NamespaceTarget) {
    if let kernel = snapshot.sources.first(where: { $0.name == Source.kernelName }), !kernel.isPlannable {
      throw Refusal("the host was not read as a whole, so nothing is planned on it: \(kernel.detail ?? "try again")")
    }
    guard let host = snapshot.hostNamespace else { throw Refusal("the host's own namespace could not be read") }
    return (host, try target(host))
  }

  func target(_ namespace: Namespace) throws(Refusal) -> NamespaceTarget {
    if case .denied(let reason) = namespace.access {
      throw Refusal("\(snapshot.name(of: namespace)) could not be looked into: \(reason)")
    }
    guard let target = NamespaceTarget(namespace, in: snapshot) else {
      throw Refusal(
        "this kernel has no lasting identity for \(snapshot.name(of: namespace)): SO_NETNS_COOKIE needs Linux 5.14")
    }
    let owner = registry.containers.first { $0.hasOwnNamespace && $0.namespace.cookie == target.cookie }
    return owner.map { target.belonging(to: $0.name) } ?? target
  }

  /// A hardware address that no link has, the `number`th that is chosen for a plan: locally administered, unicast.
  func mac(_ number: UInt64) -> MACAddress {
    let taken = Set(snapshot.namespaces.flatMap { $0.links.compactMap(\.mac) })
    var state = seed &+ number &* 0x9e37_79b9_7f4a_7c15
    while true {
      state = Self.mixed(state &+ 0x9e37_79b9_7f4a_7c15)
      let candidate = MACAddress(bits: state & 0xfcff_ffff_ffff | 0x0200_0000_0000)
      if !taken.contains(candidate) { return candidate }
    }
  }

  /// A number of 48 bits for the registry that no other plan chooses.
  func registryNumber(of kind: RegistryKind) -> UInt64 {
    Self.mixed(seed &+ kind.rawValue &* 0x5851_f42d_4c95_7f2d) & 0xffff_ffff_ffff | 1
  }

  /// What the registry holds.
  enum RegistryKind: UInt64 {
    case network = 1
    case endpoint, container
  }

  /// SplitMix64's output function: every input gives another output, near ones far apart.
  static func mixed(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}

extension Source {
  /// True where what it said is enough to plan on; what root is denied too is a protected process, no network.
  fileprivate var isPlannable: Bool {
    switch state {
    case .ok, .denied: true
    case .absent, .slow, .failed, .remote, .pending: false
    }
  }
}
