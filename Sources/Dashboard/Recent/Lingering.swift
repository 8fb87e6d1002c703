import Topology

/// Values that are kept for a while after they were last said.
struct Lingering<ID: Hashable & Sendable, Value: Sendable>: Sendable {
  /// How long, in seconds.
  let seconds: Double
  /// The ids in the order in which they came.
  private(set) var ids: [ID] = []
  private var entries: [ID: Entry] = [:]

  private struct Entry: Sendable {
    var value: Value
    var since: Instant
  }

  init(seconds: Double) { self.seconds = seconds }

  var isEmpty: Bool { ids.isEmpty }

  /// What is kept, in the order in which it came.
  var values: [Value] { ids.compactMap { entries[$0]?.value } }

  subscript(id: ID) -> Value? { entries[id]?.value }

  /// Keeps a value from now on, instead of what was kept under its id.
  mutating func keep(_ value: Value, as id: ID, at now: Instant) {
    if entries.updateValue(Entry(value: value, since: now), forKey: id) == nil { ids.append(id) }
  }

  /// Lets go of what was kept long enough. Returns whether that was anything.
  @discardableResult
  mutating func expire(at now: Instant) -> Bool {
    let over = ids.filter { id in entries[id].map { now.seconds(since: $0.since) >= seconds } ?? true }
    guard !over.isEmpty else { return false }
    for id in over { entries[id] = nil }
    ids.removeAll { entries[$0] == nil }
    return true
  }

  /// When something will have been kept long enough; nil where nothing is kept.
  var nextEnd: Instant? {
    var first: Instant?
    // Asked before each wait: a closure is cheap, a key path is looked up by its name.
    for entry in entries.values { first = first.map { min($0, entry.since) } ?? entry.since }
    return first.map { Instant(nanoseconds: $0.nanoseconds + UInt64(seconds * 1e9)) }
  }
}
