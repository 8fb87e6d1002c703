import Foundation
import TestSupport

/// A change that the user makes between the kill of a gantry and its recovery.
enum ForeignChange: String, Codable, Sendable, CaseIterable {
  case nothing
  case containerRemoved, containerRenamed, containerReplaced
  case networkRemoved, bridgeDeleted, engineGone
  /// The files of networks, endpoints and containers are gone; the journal is there.
  case registryLost
  case journalLost
  /// The last file of the journal ends in its middle.
  case journalCut

  /// True where no journal tells what was interrupted.
  var losesJournal: Bool { self == .journalLost || self == .journalCut }

  /// Damages gantry's own files.
  func damageFiles(of state: String) throws {
    switch self {
    case .registryLost:
      for folder in ["networks", "endpoints", "containers"] { try Command("rm", "-rf", "\(state)/\(folder)")() }
    case .journalLost: try Command("rm", "-rf", "\(state)/journal")()
    case .journalCut:
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(state)/journal").filter {
        $0.hasSuffix(".json")
      }
      let last = files.compactMap { Int($0.dropLast(5)) }.max()
      if let last { try Command("truncate", "--size=300", "\(state)/journal/\(last).json")() }
    default: break
    }
  }
}

/// An operation that is killed, or its undo, and the change that the user makes then.
struct MatrixRow<Operation: Codable & Sendable & CaseIterable>: Codable, Sendable, CustomStringConvertible {
  let operation: Operation
  let isUndoing: Bool
  let change: ForeignChange

  static var all: [MatrixRow] {
    Operation.allCases.flatMap { operation in
      [false, true].flatMap { isUndoing in
        ForeignChange.allCases.map { MatrixRow(operation: operation, isUndoing: isUndoing, change: $0) }
      }
    }
  }

  var description: String { "\(isUndoing ? "undoing " : "")\(operation), \(change)" }

  /// The checkpoints before and after every step; of a sample one of these.
  /// - Parameter steps: the number of the operation's steps.
  func points(_ steps: Int) -> [Int] {
    // Of three checkpoints a step has, the last is the first of the next one but for a record that says so.
    let all = (0..<steps * 3).filter { $0 % 3 != 2 || $0 == steps * 3 - 1 }
    guard !Sample.isWhole else { return all }
    var generator = Sample.generator("point of \(self)")
    return all.randomElement(using: &generator).map { [$0] } ?? []
  }
}
