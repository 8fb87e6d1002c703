/// The state of all that a plan touches, at one moment: what has to be the same again once the plan is undone.
///
/// Ids, times, process ids, what an engine chooses anew each time (addresses, hardware addresses, ports) and counters are
/// not in it.
public struct WorldRecord: Hashable, Sendable {
  /// What was read of one object.
  enum Reading: Hashable, Sendable {
    /// Its facts, by their names; empty where it is not there.
    case facts([String: Fact])
    /// Why it could not be read.
    case unread(String)
  }

  /// One fact of an object.
  struct Fact: Hashable, Sendable {
    /// What is compared.
    let value: String
    /// What is shown beside it.
    var detail: String?

    init(_ value: String, detail: String? = nil) {
      self.value = value
      self.detail = detail
    }

    var text: String { value + (detail.map { " (\($0))" } ?? "") }
  }

  /// The readings, by the objects' names.
  var readings: [String: Reading] = [:]

  /// A fact that stands for all whose names begin with its own and a colon: where it is missing, so are they.
  static let separator = ": "

  /// Compares a later record with this one.
  /// - Returns: a line a difference, sorted; none where all is as before.
  public func differences(in later: WorldRecord) -> [String] {
    readings.keys.sorted().flatMap { subject -> [String] in
      switch (readings[subject], later.readings[subject]) {
      case (.facts(let before), .facts(let now)): Self.differences(before, now).map { "\(subject): \($0)" }
      case (_, .unread(let reason)): ["\(subject): it could not be read again: \(reason)"]
      default: []
      }
    }
  }

  private static func differences(_ before: [String: Fact], _ now: [String: Fact]) -> [String] {
    if before.isEmpty || now.isEmpty {
      return before.isEmpty == now.isEmpty ? [] : [now.isEmpty ? "it is gone" : "it is there, and was not"]
    }
    let names = Set(before.keys).union(now.keys)
    let differing = names.filter { before[$0]?.value != now[$0]?.value }
    // That a container has left a network says all of its endpoint there.
    let told = differing.filter { name in
      !differing.contains { $0 != name && name.hasPrefix($0 + separator) && (before[$0] == nil || now[$0] == nil) }
    }
    return told.sorted().map { name in
      "\(name) \(now[name]?.text ?? "is missing"), was \(before[name]?.text ?? "missing")"
    }
  }
}
