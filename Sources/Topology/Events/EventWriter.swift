/// Writes what happened between two pictures.
struct EventWriter {
  let earlier: Snapshot
  let later: Snapshot
  let changes: [Change]
  /// What came and went, to tell what only followed.
  let appeared: Set<ObjectID>
  let vanished: Set<ObjectID>
  let changed: Set<ObjectID>
  /// Links that are in another namespace now, by where they were.
  let moves: [LinkID: LinkID]
  /// Engines whose first answer is in the later picture.
  private let newcomers: Set<String>
  private var drafts: [Draft] = []

  /// An event with the words that are the same where the same happened to several.
  struct Draft {
    var kind: Event.Kind
    var change: Change.Kind
    var object: ObjectID?
    var cookie: UInt64?
    var name: String
    var words: String
    /// What is particular to this one.
    var detail = ""
  }

  init(from earlier: Snapshot, to later: Snapshot, _ changes: [Change]) {
    (self.earlier, self.later, self.changes) = (earlier, later, changes)
    func objects(_ kind: Change.Kind) -> Set<ObjectID> {
      Set(changes.lazy.filter { $0.kind == kind }.map(\.object))
    }
    (appeared, vanished, changed) = (objects(.appeared), objects(.vanished), objects(.changed))
    moves = Self.moves(from: earlier, to: later, changes)
    newcomers = later.newcomers(since: earlier)
  }

  mutating func events() -> [Event] {
    // Before the kernel was read there is nothing to compare with.
    guard !newcomers.contains("kernel"), earlier.hostNamespace != nil else { return [] }
    for change in changes {
      switch change.object {
      case .namespace(let id): write(change.kind, namespace: id)
      case .link(let id): write(change.kind, link: id)
      case .container(let key): write(change.kind, container: key)
      case .network(let key): write(change.kind, network: key)
      }
    }
    writeSources()
    return grouped()
  }

  /// Adds an event on an object, told as the picture it was or is in tells it.
  mutating func add(
    _ kind: Event.Kind, _ change: Change.Kind, _ object: ObjectID, _ words: String, detail: String = ""
  ) {
    let picture = change == .vanished && vanished.contains(object) ? earlier : later
    drafts.append(
      Draft(
        kind: kind, change: change, object: object, cookie: picture.cookie(of: object), name: picture.name(of: object),
        words: words, detail: detail))
  }

  /// Whether an engine's objects were only unknown before.
  func isNewcomer(_ engine: String?) -> Bool { engine.map(newcomers.contains) ?? false }

  private mutating func writeSources() {
    for source in later.sources {
      guard let old = earlier.sources.first(where: { $0.name == source.name }), old.state != source.state,
        old.state != .pending, source.state != .pending
      else { continue }
      let words = source.state == .ok ? "answers again" : source.state.rawValue
      let why = source.state == .ok ? "" : source.detail.map { ": \($0)" } ?? ""
      drafts.append(Draft(kind: .source, change: .changed, name: source.name, words: words, detail: why))
    }
  }
}

extension EventWriter {
  /// More than these to which the same happened are one event.
  private static let fewest = 3

  private struct Key: Hashable {
    var kind: Event.Kind
    var change: Change.Kind
    var words: String
  }

  /// The drafts as events, in their order; the same thing that happened to many stands where the first of them does.
  private func grouped() -> [Event] {
    let groups = Dictionary(grouping: drafts.indices) { index in
      Key(kind: drafts[index].kind, change: drafts[index].change, words: drafts[index].words)
    }
    return drafts.indices.compactMap { index in
      let draft = drafts[index]
      let group = groups[Key(kind: draft.kind, change: draft.change, words: draft.words)] ?? []
      guard group.count > Self.fewest else { return event([draft], name: draft.name, text: draft.words + draft.detail) }
      guard group.first == index else { return nil }
      let members = group.map { drafts[$0] }
      let names = members.prefix(Self.fewest).map(\.name).joined(separator: ", ")
      let noun = draft.object?.category ?? draft.kind.rawValue
      return event(
        members, name: "\(members.count) \(noun)s",
        text: "\(draft.words): \(names) and \(members.count - Self.fewest) more")
    }
  }

  private func event(_ drafts: [Draft], name: String, text: String) -> Event {
    Event(
      time: later.time, kind: drafts[0].kind, change: drafts[0].change, objects: drafts.compactMap(\.object),
      cookie: drafts[0].cookie, name: name, text: text)
  }
}

/// `1 link`, `2 links`.
func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
