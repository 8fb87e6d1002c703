/// One difference between two pictures.
public struct Change: Hashable, Sendable {
  /// What happened to the object.
  public enum Kind: String, Hashable, Sendable { case appeared, changed, vanished }

  /// What happened.
  public var kind: Kind
  /// To what.
  public var object: ObjectID

  /// A difference.
  public init(_ kind: Kind, _ object: ObjectID) {
    self.kind = kind
    self.object = object
  }
}

extension Snapshot {
  /// What is different here from `earlier`: namespaces, links, containers, networks, in this order, each sorted.
  /// Counters alone are no change. A namespace whose cookie differs is another one with a used inode.
  public func changes(since earlier: Snapshot) -> [Change] {
    var changes: [Change] = []
    func compare<Element: Equatable, Key>(
      _ old: [Element], _ new: [Element], _ key: (Element) -> Key, _ object: (Key) -> ObjectID,
      find: (Key) -> Element?, stillThere: (Key) -> Bool, same: (Element, Element) -> Bool
    ) {
      for element in new {
        guard let before = find(key(element)) else {
          changes.append(Change(.appeared, object(key(element))))
          continue
        }
        if !same(before, element) { changes.append(Change(.changed, object(key(element)))) }
      }
      for element in old where !stillThere(key(element)) {
        changes.append(Change(.vanished, object(key(element))))
      }
    }
    compare(
      earlier.namespaces, namespaces, \.id, ObjectID.namespace,
      find: { id in earlier.namespace(id).flatMap { $0.cookie == namespace(id)?.cookie ? $0 : nil } },
      stillThere: { id in namespace(id).map { $0.cookie == earlier.namespace(id)?.cookie } ?? false },
      same: { $0.withoutLinks == $1.withoutLinks })
    compare(
      earlier.namespaces.flatMap(\.links), namespaces.flatMap(\.links), \.id, ObjectID.link,
      find: { id in sameNamespace(id.namespace, in: earlier) ? earlier.link(id) : nil },
      stillThere: { id in sameNamespace(id.namespace, in: earlier) && link(id) != nil },
      same: { $0.withoutCounters == $1.withoutCounters })
    compare(
      earlier.containers, containers, \.key, ObjectID.container, find: earlier.container,
      stillThere: { container($0) != nil }, same: ==)
    compare(
      earlier.networks, networks, \.key, ObjectID.network, find: earlier.network,
      stillThere: { network($0) != nil }, same: ==)
    return changes
  }

  private func sameNamespace(_ id: NamespaceID, in earlier: Snapshot) -> Bool {
    guard let now = namespace(id), let before = earlier.namespace(id) else { return false }
    return now.cookie == before.cookie
  }
}

extension Namespace {
  fileprivate var withoutLinks: Namespace {
    var copy = self
    copy.links = []
    copy.neighbours = []
    copy.forwarding = []
    return copy
  }
}

extension Link {
  fileprivate var withoutCounters: Link {
    var copy = self
    copy.counters = nil
    return copy
  }
}
