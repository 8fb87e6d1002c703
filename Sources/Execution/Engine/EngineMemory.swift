import Engines
public import Planning

/// What a plan has learned of engines' objects, written down with it.
struct EngineMemory: Hashable, Sendable, Codable {
  /// What was made, with its ids.
  var objects: [EngineObject] = []
  /// What objects were made by, as their engine said, by their keys.
  var descriptions: [String: JSONValue] = [:]

  /// The object with its id, where that is known.
  func resolved(_ object: EngineObject) -> EngineObject { objects.first { $0.isSame(as: object) } ?? object }

  /// Remembers the id that an object has got.
  mutating func learn(_ object: EngineObject, id: String) {
    objects.removeAll { $0.isSame(as: object) }
    var copy = object
    copy.id = id
    objects.append(copy)
  }
}

extension JournalEntry {
  /// What engines have made for the plan, with their ids.
  public var objects: [EngineObject] { memory?.objects ?? [] }
}

/// A request of which some has been done already when it failed.
struct PartlyDone: Error, CustomStringConvertible {
  let description: String
}
