import Engines
import Planning

/// The identities and descriptions of engines' objects that a plan has learned, kept with it.
struct EngineMemory: Hashable, Sendable {
  /// The objects that were made, with their ids.
  var objects: [EngineObject] = []
  /// The engine's descriptions of objects before they were changed, by their keys.
  var descriptions: [String: JSONValue] = [:]
  /// The ids of objects that gantry made again, by the ids that they had before.
  var successors: [String: String] = [:]

  /// The object with the id that it has now, where that is known.
  func resolved(_ object: EngineObject) -> EngineObject {
    var known = objects.last { $0.isSame(as: object) } ?? object
    known.id = known.id.map(current)
    return known
  }

  /// Remembers the id that an object has got. Where it had one before, it was made again.
  mutating func learn(_ object: EngineObject, id: String) {
    if let before = object.id, before != id { successors[before] = id }
    // An engine that was asked again may answer with the first one's id: nothing succeeds itself.
    successors[id] = nil
    objects.removeAll { $0.isSame(as: object) }
    var copy = object
    copy.id = id
    objects.append(copy)
  }

  /// Takes over what a later plan knows of objects that were made again.
  mutating func follow(_ later: EngineMemory) {
    successors.merge(later.successors) { $1 }
  }

  /// The id that an object has now, by one that it had before.
  func current(_ id: String) -> String {
    var (id, seen) = (id, Set<String>())
    while let next = successors[id], seen.insert(id).inserted { id = next }
    return id
  }
}

/// A request of which some has been done already when it failed.
struct PartlyDone: Error, CustomStringConvertible {
  let description: String
}
