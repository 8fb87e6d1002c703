/// What a text that names an object turned out to mean.
public enum Resolution: Hashable, Sendable {
  /// This object and no other.
  case found(ObjectID)
  /// Any of these: containers, networks, namespaces, links, each in the picture's order.
  case ambiguous([ObjectID])
  /// None; names that are written much like it, the closest first.
  case unknown(closest: [String])
}

extension Snapshot {
  /// The object that `text` names.
  ///
  /// Identities as JSON carries them come first (`4:4026532177/12`, `docker:<id>`): nobody can take them away by a name.
  /// Then container and network names, names of namespaces, and links as `NAME` (the host's) or `NAMESPACE/NAME`; then
  /// what the kernel counts: a pid, `net:[inode]`; then prefixes of keys and ids, and links that have the name in another
  /// namespace. `container:`, `network:`, `namespace:` and `link:` before a name say which kind is meant.
  public func resolve(_ text: String) -> Resolution {
    let (category, name) = Self.split(text)
    guard !name.isEmpty else { return .unknown(closest: []) }
    let search = ObjectSearch(snapshot: self, text: name, category: category)
    for candidates in [search.identified, search.named, search.numbered, search.abbreviated] {
      if let only = candidates.first, candidates.count == 1 { return .found(only) }
      if candidates.count > 1 { return .ambiguous(candidates) }
    }
    return .unknown(closest: search.closestNames)
  }

  /// The plainest text that ``resolve(_:)`` takes for exactly this object.
  /// - Parameter isAcceptable: whether a text will do; a name that can't be typed as it is shown may not.
  public func reference(to object: ObjectID, where isAcceptable: (String) -> Bool = { _ in true }) -> String {
    var candidates = [name(of: object), "\(object.category):\(name(of: object))"]
    switch object {
    case .link(let id):
      candidates.insert(link(id)?.name ?? "", at: 0)
      candidates.append("\(id.namespace.kernelName)/#\(id.index)")
    case .namespace(let id): candidates.append(id.kernelName)
    case .container, .network: break
    }
    candidates.append(object.description)
    return candidates.first { isAcceptable($0) && resolve($0) == .found(object) }
      ?? "\(object.category):\(object.description)"
  }

  /// The kind of object before the first colon, where there is one.
  private static func split(_ text: String) -> (category: String?, name: String) {
    guard let colon = text.firstIndex(of: ":") else { return (nil, text) }
    let category = String(text[..<colon])
    guard ObjectID.categories.contains(category) else { return (nil, text) }
    return (category, String(text[text.index(after: colon)...]))
  }
}
