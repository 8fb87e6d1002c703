import Topology

/// What came, changed and went in the last moments.
struct Recent: Sendable {
  /// How long that is shown, in seconds.
  static let duration = 2.0

  private(set) var marks = Lingering<ObjectID, Mark>(seconds: Self.duration)
  private(set) var namespaces = Lingering<NamespaceID, Namespace>(seconds: Self.duration)
  private(set) var links = Lingering<LinkID, Link>(seconds: Self.duration)
  private(set) var containers = Lingering<ContainerKey, Container>(seconds: Self.duration)
  private(set) var networks = Lingering<NetworkKey, Network>(seconds: Self.duration)

  /// Whether there is something that is not there any more.
  var hasGhosts: Bool { !(namespaces.isEmpty && links.isEmpty && containers.isEmpty && networks.isEmpty) }

  /// When something has been shown long enough.
  var nextEnd: Instant? {
    [marks.nextEnd, namespaces.nextEnd, links.nextEnd, containers.nextEnd, networks.nextEnd].compactMap { $0 }.min()
  }

  /// Lets go of what was shown long enough. Returns whether that was anything.
  mutating func expire(at now: Instant) -> Bool {
    let over = [
      marks.expire(at: now), namespaces.expire(at: now), links.expire(at: now), containers.expire(at: now),
      networks.expire(at: now),
    ]
    return over.contains(true)
  }

  /// Takes in what is different between two pictures. What changed is marked where that is worth an event.
  mutating func note(
    _ changes: [Change], _ events: [Event], from earlier: Snapshot, to later: Snapshot, at now: Instant
  ) {
    let newcomers = later.newcomers(since: earlier)
    // What is found for the first time did not just come.
    guard !newcomers.contains("kernel"), earlier.hostNamespace != nil else { return }
    for event in events where event.change == .changed {
      for object in event.objects { marks.keep(.changed, as: object, at: now) }
    }
    for change in changes {
      switch change.kind {
      case .appeared:
        let engine = later.engine(of: change.object)
        if !(engine.map(newcomers.contains) ?? false) { marks.keep(.new, as: change.object, at: now) }
      case .changed: keepPlace(of: change.object, from: earlier, to: later, at: now)
      case .vanished: keep(change.object, of: earlier, at: now)
      }
    }
  }

  private mutating func keep(_ object: ObjectID, of earlier: Snapshot, at now: Instant) {
    switch object {
    case .namespace(let id): if let value = earlier.namespace(id) { namespaces.keep(value, as: id, at: now) }
    case .link(let id): if let value = earlier.link(id) { links.keep(value, as: id, at: now) }
    case .container(let key): if let value = earlier.container(key) { containers.keep(value, as: key, at: now) }
    case .network(let key): if let value = earlier.network(key) { networks.keep(value, as: key, at: now) }
    }
  }

  /// A container that stopped is shown for a moment where it was.
  private mutating func keepPlace(of object: ObjectID, from earlier: Snapshot, to later: Snapshot, at now: Instant) {
    guard case .container(let key) = object, let old = earlier.container(key), let new = later.container(key),
      old.namespace != nil, new.namespace == nil
    else { return }
    containers.keep(old, as: key, at: now)
  }
}

extension Snapshot {
  fileprivate func engine(of object: ObjectID) -> String? {
    switch object {
    case .container(let key): container(key)?.engine
    case .network(let key): network(key)?.engine
    case .namespace, .link: nil
    }
  }
}
