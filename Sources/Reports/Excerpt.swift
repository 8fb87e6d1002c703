public import Diagnosis
public import Topology

/// What a report tells of a picture: all of it, one kind of object, what a query matches, or what concerns one object.
///
/// Every renderer takes an excerpt, so that a filter or a kind means the same in a table and in JSON.
public struct Excerpt: Sendable {
  /// The kinds of object a report can be limited to.
  public enum Kind: String, Sendable, CaseIterable {
    case containers, networks, namespaces, links, all
  }

  /// The whole picture, for the names of what is mentioned but not told.
  public let snapshot: Snapshot
  /// What was asked for.
  public let kind: Kind
  /// The namespaces that are told, with the links of theirs that are.
  public internal(set) var namespaces: [Namespace]
  /// The containers that are told.
  public internal(set) var containers: [Container]
  /// The networks that are told.
  public internal(set) var networks: [Network]
  /// What is wrong with any of it, worst first.
  public internal(set) var findings: [Finding]

  /// Everything of one kind in a picture.
  public init(of snapshot: Snapshot, findings: [Finding], kind: Kind = .all) {
    self.snapshot = snapshot
    self.kind = kind
    namespaces = [.namespaces, .links, .all].contains(kind) ? snapshot.namespaces : []
    containers = [.containers, .all].contains(kind) ? snapshot.containers : []
    networks = [.networks, .all].contains(kind) ? snapshot.networks : []
    self.findings = findings
    keepFindingsOnWhatIsTold()
  }

  /// What of this a query matches. A namespace that matches stays whole; of another one only its matching links stay.
  public func matching(_ query: Query, rates: RateTable) -> Excerpt {
    guard !query.isEmpty else { return self }
    var excerpt = self
    excerpt.containers = containers.filter { query.matches($0, in: snapshot, rates: rates) }
    excerpt.networks = networks.filter { query.matches($0, in: snapshot, rates: rates) }
    excerpt.namespaces = namespaces.compactMap { namespace in
      if kind != .links, query.matches(namespace, in: snapshot, rates: rates) { return namespace }
      guard kind != .namespaces else { return nil }
      return namespace.keeping { query.matches($0, in: snapshot, rates: rates) }
    }
    excerpt.keepFindingsOnWhatIsTold()
    return excerpt
  }

  private mutating func keepFindingsOnWhatIsTold() {
    let told =
      containers.map { ObjectID.container($0.key) } + networks.map { ObjectID.network($0.key) }
      + namespaces.flatMap { [ObjectID.namespace($0.id)] + $0.links.map { ObjectID.link($0.id) } }
    let objects = Set(told)
    findings.removeAll { !objects.contains($0.object) }
  }
}

extension Namespace {
  /// The namespace with only these of its links; nil where none is left.
  func keeping(_ isWanted: (Link) -> Bool) -> Namespace? {
    var copy = self
    copy.links.removeAll { !isWanted($0) }
    return copy.links.isEmpty ? nil : copy
  }
}
