import Topology

/// The rows of a view, in order.
enum Listing: Hashable, Sendable {
  case tree([WiringLine])
  case table([RowID])

  var count: Int {
    switch self {
    case .tree(let lines): lines.count
    case .table(let rows): rows.count
    }
  }

  func id(at index: Int) -> RowID? {
    guard index >= 0, index < count else { return nil }
    switch self {
    case .tree(let lines): return lines[index].row.id
    case .table(let rows): return rows[index]
    }
  }

  /// The row with this id; failing that, one of the same object.
  func index(following id: RowID) -> Int? {
    index { $0 == id } ?? id.object.flatMap { object in index { $0.object == object && !$0.isReference } }
  }

  /// The row of an object's own.
  func index(of object: ObjectID) -> Int? { index { $0.object == object && !$0.isReference } }

  private func index(where matches: (RowID) -> Bool) -> Int? {
    switch self {
    case .tree(let lines): lines.firstIndex { matches($0.row.id) }
    case .table(let rows): rows.firstIndex(where: matches)
    }
  }
}

extension RowID {
  var isReference: Bool { if case .reference = self { true } else { false } }
}
