/// Something that happened on the host, in words.
public struct Event: Hashable, Sendable {
  /// What something happened to.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case namespace, link, address, route, container, network
    /// A place that facts come from: the kernel, an engine.
    case source
    /// A change that gantry itself made.
    case change
  }

  /// When the picture was taken that shows it first.
  public var time: Timestamp
  /// What it happened to.
  public var kind: Kind
  /// Whether that came, is different, or went.
  public var change: Change.Kind
  /// The objects it is about, the one to look at first; several where the same happened to many at once, none for a source.
  public var objects: [ObjectID]
  /// ``Namespace/cookie`` of the first object's namespace, as inodes are used again; nil where it has none.
  public var cookie: UInt64?
  /// What people call that, or how many there are: `web/eth0`, `12 links`. Not escaped.
  public var name: String
  /// What happened, and why where that is known: `carrier lost (web/eth0 is down)`. Not escaped.
  public var text: String

  /// Something that happened.
  public init(
    time: Timestamp, kind: Kind, change: Change.Kind, objects: [ObjectID] = [], cookie: UInt64? = nil, name: String,
    text: String
  ) {
    self.time = time
    self.kind = kind
    self.change = change
    self.objects = objects
    self.cookie = cookie
    self.name = name
    self.text = text
  }
}

extension Snapshot {
  /// What happened between `earlier` and this picture, in words; `changes` are what ``changes(since:)`` says.
  ///
  /// What follows from something else is told with it, not by itself: a namespace that goes takes its links along, a
  /// link that is set down its routes. The same thing that happened to many is one event. What an engine that was asked
  /// for the first time brings along was there before, so it is none.
  public func events(since earlier: Snapshot, _ changes: [Change]) -> [Event] {
    guard !changes.isEmpty || sources != earlier.sources else { return [] }
    var writer = EventWriter(from: earlier, to: self, changes)
    return writer.events()
  }

  /// Sources that answered for the first time since `earlier`: what they tell was there before. Empty where the same
  /// sources answer.
  public func newcomers(since earlier: Snapshot) -> Set<String> {
    let known = Set(earlier.sources.lazy.filter { $0.state != .pending }.map(\.name))
    return Set(sources.lazy.map(\.name).filter { !known.contains($0) })
  }

  /// The object an event is about, where it is still there; nil where another one took its inode.
  public func object(of event: Event) -> ObjectID? {
    guard let object = event.objects.first, contains(object), cookie(of: object) == event.cookie else { return nil }
    return object
  }

  /// The cookie of the namespace that an object is, or is in by its identity.
  func cookie(of object: ObjectID) -> UInt64? {
    switch object {
    case .namespace(let id): namespace(id)?.cookie
    case .link(let id): namespace(id.namespace)?.cookie
    case .container, .network: nil
    }
  }
}
