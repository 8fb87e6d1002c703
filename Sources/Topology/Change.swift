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
  /// What is different here from `earlier`: namespaces, links, containers, networks, in this order; of each first
  /// what vanished, then what appeared or changed, each sorted.
  ///
  /// Counters, neighbours and forwarding entries alone are no change. Where the kernel used an inode again, the
  /// cookies differ: the namespace before and its links vanished, others appeared in their place.
  public func changes(since earlier: Snapshot) -> [Change] {
    let oldCookies = CookieJar(earlier)
    let newCookies = CookieJar(self)
    func isSameNamespace(_ id: NamespaceID) -> Bool { oldCookies[id] == newCookies[id] }

    return differences(earlier.namespaces, namespaces, ObjectID.namespace, \.id) { old, new in
      isSameNamespace(new.id) ? .same(as: old.withoutContents == new.withoutContents) : .another
    }
      + differences(earlier.namespaces.flatMap(\.links), namespaces.flatMap(\.links), ObjectID.link, \.id) { old, new in
        isSameNamespace(new.id.namespace) ? .same(as: old.withoutCounters == new.withoutCounters) : .another
      }
      + differences(earlier.containers, containers, ObjectID.container, \.key) { .same(as: $0 == $1) }
      + differences(earlier.networks, networks, ObjectID.network, \.key) { .same(as: $0 == $1) }
  }
}

/// How two objects with one id compare.
private enum Comparison {
  /// One object, unchanged or changed.
  case unchanged, changed
  /// The id was given to another object.
  case another

  static func same(as isEqual: Bool) -> Comparison { isEqual ? .unchanged : .changed }
}

private func differences<Element, ID: Hashable>(
  _ old: [Element], _ new: [Element], _ object: (ID) -> ObjectID, _ id: (Element) -> ID,
  compare: (Element, Element) -> Comparison
) -> [Change] {
  let before = Dictionary(old.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
  var survivors: Set<ID> = []
  var arrivals: [Change] = []
  for element in new {
    let comparison = before[id(element)].map { compare($0, element) } ?? .another
    switch comparison {
    case .another: arrivals.append(Change(.appeared, object(id(element))))
    case .changed: arrivals.append(Change(.changed, object(id(element))))
    case .unchanged: break
    }
    if comparison != .another { survivors.insert(id(element)) }
  }
  let departures = old.filter { !survivors.contains(id($0)) }.map { Change(.vanished, object(id($0))) }
  return departures + arrivals
}

/// The cookie of every namespace of a picture.
private struct CookieJar {
  private let cookies: [NamespaceID: UInt64]

  init(_ snapshot: Snapshot) {
    cookies = snapshot.namespaces.reduce(into: [:]) { $0[$1.id] = $1.cookie }
  }

  subscript(id: NamespaceID) -> UInt64? { cookies[id] }
}

extension Namespace {
  fileprivate var withoutContents: Namespace {
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
