/// A value that copies share in memory until one of them is changed.
///
/// A picture of a host is copied once a second for its counters, and compared with the one before: what did not change
/// costs one count of references to copy, and one look to compare.
@usableFromInline struct Shared<Value: Hashable & Sendable>: Hashable, Sendable {
  /// Written only while nothing else refers to it, which makes it safe to send.
  @usableFromInline final class Memory: @unchecked Sendable {
    @usableFromInline var value: Value
    @inlinable init(_ value: Value) { self.value = value }
  }

  @usableFromInline var memory: Memory

  @inlinable init(_ value: Value) { memory = Memory(value) }

  @inlinable var value: Value {
    _read { yield memory.value }
    _modify {
      if !isKnownUniquelyReferenced(&memory) { memory = Memory(memory.value) }
      yield &memory.value
    }
  }

  /// True for copies of which neither was changed since; equal values may be in two places.
  @inlinable func isCopy(of other: Shared) -> Bool { memory === other.memory }

  @inlinable static func == (left: Shared, right: Shared) -> Bool {
    left.memory === right.memory || left.memory.value == right.memory.value
  }

  @inlinable func hash(into hasher: inout Hasher) { hasher.combine(memory.value) }
}
