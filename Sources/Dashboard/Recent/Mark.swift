import Screen
import Topology

/// What is special about an object for a moment.
enum Mark: Hashable, Sendable {
  /// It has just come.
  case new
  /// Something of it has just changed.
  case changed
  /// It has just gone.
  case gone
}

extension Style {
  /// How something with a mark is written. What is new keeps the colours that say how it does.
  func marked(_ mark: Mark?) -> Style {
    switch mark {
    case nil: self
    case .gone: Style(.removed, on: ground, attributes)
    case .changed: bold
    case .new: [.text, .title, .muted].contains(ink) ? Style(.added, on: ground, attributes) : self
    }
  }
}

extension Picture {
  /// What is special about an object for the moment.
  func mark(of object: ObjectID) -> Mark? { gone.contains(object) ? .gone : recent.marks[object] }

  /// What is special about a row of the tree: about its object, the link at its place, or the link whose rates it shows.
  func mark(of row: WiringRow) -> Mark? {
    guard !gone.isEmpty || !recent.marks.isEmpty else { return nil }
    let links = [row.id.place, row.link].compactMap { $0 }.map(ObjectID.link)
    let marks = ([row.id.object].compactMap { $0 } + links).compactMap(mark(of:))
    return marks.first { $0 == .gone } ?? marks.first { $0 == .new } ?? marks.first
  }

  /// True for what is drawn though it is not there any more.
  func isGone(_ object: ObjectID) -> Bool { gone.contains(object) && !observed.contains(object) }
}
