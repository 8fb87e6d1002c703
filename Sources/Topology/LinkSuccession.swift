/// Which link of one picture is which of an earlier one, by their places in the tables of counters.
///
/// A link counts as the same only where its namespace's cookie, its name and its hardware address are: inodes and indices
/// are used again.
public struct LinkSuccession: Sendable {
  /// For each place where the link was; nil where each is where it was.
  private let origins: [Int32]?
  private static let none: Int32 = -1

  /// Compares two pictures. Where they differ in figures only, that is known without looking at any link.
  public init(from earlier: Snapshot, to later: Snapshot) {
    origins = later.counters.sharesPlaces(with: earlier.counters) ? nil : Self.origins(from: earlier, to: later)
  }

  /// True where every link is where it was.
  public var isUnchanged: Bool { origins == nil }

  /// Where the link at a place was; nil where it was not there, or not counted.
  public subscript(position: Int) -> Int? {
    guard let origins else { return position }
    return origins[position] == Self.none ? nil : Int(origins[position])
  }

  private static func origins(from earlier: Snapshot, to later: Snapshot) -> [Int32] {
    let (before, after) = (earlier.counters.links, later.counters.links)
    var origins = Array(repeating: none, count: after.count)
    var (old, oldNamespace, newNamespace) = (0, 0, 0)
    // All are sorted; by position, not by value: copying a thousand namespaces costs more than the rest.
    for new in after.indices {
      while old < before.count, before[old] < after[new] { old += 1 }
      guard old < before.count else { break }
      guard before[old] == after[new] else { continue }
      let id = after[new].namespace
      while oldNamespace < earlier.namespaces.count, earlier.namespaces[oldNamespace].id < id { oldNamespace += 1 }
      while newNamespace < later.namespaces.count, later.namespaces[newNamespace].id < id { newNamespace += 1 }
      guard oldNamespace < earlier.namespaces.count, newNamespace < later.namespaces.count else { break }
      if isSame(after[new], earlier.namespaces[oldNamespace], later.namespaces[newNamespace]) {
        origins[new] = Int32(old)
      }
    }
    return origins
  }

  private static func isSame(_ id: LinkID, _ earlier: Namespace, _ later: Namespace) -> Bool {
    guard earlier.id == id.namespace, later.id == id.namespace, earlier.cookie == later.cookie,
      let old = earlier.links.position(of: id.index, by: \.index),
      let new = later.links.position(of: id.index, by: \.index)
    else { return false }
    return earlier.links[old].isCopy(of: later.links[new])
      || (earlier.links[old].name == later.links[new].name && earlier.links[old].mac == later.links[new].mac)
  }
}
