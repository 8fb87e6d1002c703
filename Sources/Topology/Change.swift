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
  ///
  /// Counters, neighbours and forwarding entries alone are no change. Where the kernel used an inode again, the
  /// cookies differ: the namespace before and its links vanished, and others appeared in their place.
  public func changes(since earlier: Snapshot) -> [Change] {
    var inNamespaces = ChangeList(ObjectID.namespace)
    var inLinks = ChangeList(ObjectID.link)
    walk(earlier.namespaces, namespaces, by: \.id) { old, new in
      let isSame = old?.cookie == new?.cookie
      inNamespaces.note(old, new, id: \.id, isSame: isSame) { $0.looksLike($1) }
      // A picture shares with the one before the links of a namespace in which nothing has changed.
      if let old, let new, isSame, old.links.isSameArray(as: new.links) { return }
      walk(old?.links ?? [], new?.links ?? [], by: \.id) { old, new in
        inLinks.note(old, new, id: \.id, isSame: isSame, looksLike: ==)
      }
    }
    var inContainers = ChangeList(ObjectID.container)
    walk(earlier.containers, containers, by: \.key) { inContainers.note($0, $1, id: \.key, looksLike: ==) }
    var inNetworks = ChangeList(ObjectID.network)
    walk(earlier.networks, networks, by: \.key) { inNetworks.note($0, $1, id: \.key, looksLike: ==) }
    return inNamespaces.changes + inLinks.changes + inContainers.changes + inNetworks.changes
  }
}

/// Changes of objects of one kind.
private struct ChangeList<ID> {
  private(set) var changes: [Change] = []
  private let object: (ID) -> ObjectID

  init(_ object: @escaping (ID) -> ObjectID) { self.object = object }

  /// Notes what became of one object. Where it is not the same one, only its id is: one vanished, one appeared.
  mutating func note<Element>(
    _ old: Element?, _ new: Element?, id: (Element) -> ID, isSame: Bool = true, looksLike: (Element, Element) -> Bool
  ) {
    if let old, let new, isSame {
      if !looksLike(old, new) { changes.append(Change(.changed, object(id(new)))) }
    } else {
      if let old { changes.append(Change(.vanished, object(id(old)))) }
      if let new { changes.append(Change(.appeared, object(id(new)))) }
    }
  }
}

/// Goes through two sorted arrays together, and visits each key once with the element that either has for it.
private func walk<Element, Key: Comparable>(
  _ old: [Element], _ new: [Element], by key: (Element) -> Key, _ visit: (Element?, Element?) -> Void
) {
  var (left, right) = (0, 0)
  while left < old.count, right < new.count {
    let (before, after) = (key(old[left]), key(new[right]))
    visit(before <= after ? old[left] : nil, after <= before ? new[right] : nil)
    left += before <= after ? 1 : 0
    right += after <= before ? 1 : 0
  }
  old[left...].forEach { visit($0, nil) }
  new[right...].forEach { visit(nil, $0) }
}

extension Namespace {
  /// Equal to another state of it but for what keeps it alive, and for what is no change.
  public func differsOnlyInHolders(from other: Namespace) -> Bool {
    var copy = self
    copy.holders = other.holders
    return copy.looksLike(other)
  }

  /// Equal but for links, neighbours, forwarding entries, and what is read only where it is asked for.
  func looksLike(_ other: Namespace) -> Bool {
    id == other.id && cookie == other.cookie && roles == other.roles && names == other.names && nsid == other.nsid
      && holders == other.holders && containers == other.containers && routes == other.routes && access == other.access
      && rules == other.rules && settings == other.settings && nextHops == other.nextHops && proxies == other.proxies
  }
}
