import Topology

/// What comes back from the threads that read.
enum Delivery: Sendable {
  case readings(ReadingResult)
  case answers([NsidAnswer])
  case numbers([NamespaceID: Int32])
  case counters(HostCounters)
  /// A thread cannot do its work any more: the kernel's words.
  case failed(String)
}

/// What was read of some namespaces.
struct ReadingResult: Sendable {
  /// How much was to be read.
  let depth: NamespaceReader.Depth
  /// Which were to be read.
  let requested: [NamespaceID]
  /// What was read; those that are gone are missing.
  let readings: [NamespaceReading]
}

/// What a namespace calls others.
struct NsidAnswer: Sendable {
  /// Where it was asked.
  let namespace: NamespaceID
  /// What was found out.
  let numbers: [Int32: NamespaceID]
}
