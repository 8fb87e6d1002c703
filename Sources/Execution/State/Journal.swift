import LinuxSystem
import Planning

/// What was done and can be undone, one file a plan.
public struct Journal: Sendable {
  /// So many finished plans are kept.
  private static let capacity = 100

  private let path: String

  /// The journal of a state directory.
  public init(_ directory: StateDirectory) { path = "\(directory.path)/journal" }

  /// All plans, the oldest first; those for another host namespace too.
  public func entries() throws -> [JournalEntry] {
    try numbers().compactMap { try JSONFile.readIfThere(JournalEntry.self, from: file($0)) }
  }

  func begin(_ plan: Plan, host: UInt64) throws -> JournalEntry {
    let numbers = try numbers()
    for number in numbers.dropLast(Self.capacity - 1) {
      let entry = try JSONFile.read(JournalEntry.self, from: file(number))
      if entry.state == .done { try removeFile(file(number)) }
    }
    return JournalEntry(
      number: (numbers.last ?? 0) + 1, time: Int64(SystemClock.realtime()), host: host, plan: plan)
  }

  func write(_ entry: JournalEntry) throws { try JSONFile.write(entry, to: file(entry.number)) }

  func remove(_ entry: JournalEntry) throws { try removeFile(file(entry.number)) }

  func file(_ number: Int) -> String { "\(path)/\(number).json" }

  private func numbers() throws -> [Int] {
    try fileNames(in: path).filter { $0.hasSuffix(".json") }.compactMap { Int($0.dropLast(5)) }.sorted()
  }
}
