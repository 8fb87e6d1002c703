import LinuxSystem
import Planning

/// What was done and can be undone, one file a plan.
public struct Journal: Sendable {
  /// So many finished plans are kept.
  private static let capacity = 100

  private let path: String

  /// The journal of a state directory.
  public init(_ directory: StateDirectory) { path = "\(directory.path)/journal" }

  /// All plans that can be read, the oldest first; those for another host namespace too.
  public func entries() throws -> [JournalEntry] {
    try numbers().compactMap { try JSONFile.readIfReadable(StoredEntry.self, from: file($0)) }
  }

  func begin(_ plan: Plan, host: UInt64) throws -> JournalEntry {
    let numbers = try numbers()
    for number in numbers.dropLast(Self.capacity - 1) {
      let entry = try JSONFile.read(StoredEntry.self, from: file(number))
      if entry.state == .done { try removeFile(file(number)) }
    }
    return JournalEntry(
      number: (numbers.last ?? 0) + 1, time: Int64(SystemClock.realtime()), host: host, plan: plan)
  }

  func write(_ entry: JournalEntry) throws { try JSONFile.write(StoredEntry(entry), to: file(entry.number)) }

  func remove(_ entry: JournalEntry) throws { try removeFile(file(entry.number)) }

  func file(_ number: Int) -> String { "\(path)/\(number).json" }

  private func numbers() throws -> [Int] {
    try fileNames(in: path).compactMap(Self.number).sorted()
  }

  /// The number of the plan that a file is for; nil where it is no name that gantry gives.
  static func number(ofFile name: String) -> Int? {
    guard name.hasSuffix(".json"), let number = Int(name.dropLast(5)), (1...Self.greatest).contains(number) else {
      return nil
    }
    return "\(number).json" == name ? number : nil
  }

  /// No journal gets so far; and there are greater numbers.
  private static let greatest = 1_000_000_000
}
