import TestSupport
import Testing

/// Random changes, carried out and then taken back one by one.
@Suite("Sequences of changes", .requires(.engine), .serialized)
struct SequenceTests {
  /// The number of changes that are carried out in a sequence; refused ones do not count.
  private static let length = 12
  private static let leastOfEach = 20

  @Test("Undoing all of a random sequence gives everything back but for what docs/undo.md lists")
  func undoingAll() throws {
    let document = try UndoDocument()
    var world = try SequenceWorld()
    var generator = Sample.generator("sequences")
    var counts: [SequenceOperation: Int] = [:]
    for number in 0..<(Sample.isWhole ? 60 : 1) {
      let before = try WorldSnapshot(of: world, except: document)
      let (done, refused) = try changes(world, &generator, &counts)
      let failures = try undoAll(world)
      let differences = try WorldSnapshot(of: world, except: document).differences(from: before)
      let what =
        "sequence \(number) of seed \(Sample.seed):\n  \(done.joined(separator: "\n  "))\n\(refused) were refused"
      #expect(failures == [], "\(what)")
      #expect(differences == [], "\(what)\n\(differences.joined(separator: "\n"))")
      guard !failures.isEmpty || !differences.isEmpty else { continue }
      try world.end()
      world = try SequenceWorld()
    }
    try world.end()
    guard Sample.isWhole else { return }
    for operation in SequenceOperation.allCases {
      #expect(counts[operation, default: 0] >= Self.leastOfEach, "\(operation): \(counts[operation, default: 0])")
    }
  }

  private func changes(
    _ world: SequenceWorld, _ generator: inout SampleGenerator, _ counts: inout [SequenceOperation: Int]
  ) throws -> (done: [String], refused: Int) {
    var done: [String] = []
    var refused = 0
    while done.count < Self.length, refused < 200 {
      let operation = try choose(world, &generator, counts)
      let arguments = operation.arguments(world.prefix, &generator)
      let output = try world.lab.gantry.command(withConsent(arguments)).run(within: .seconds(120))
      let command = arguments.joined(separator: " ")
      if output.status == 0 {
        done.append(command)
        counts[operation, default: 0] += 1
      } else {
        refused += 1
        let isClean = output.status == 1 && !output.standardError.contains("NOT rolled back")
        #expect(isClean, "\(command): \(output.status) \(output.standardError)\nafter \(done)")
      }
    }
    #expect(done.count == Self.length, "\(refused) refused, \(done)")
    return (done, refused)
  }

  /// Returns the rarer one of two, so that each kind comes often enough.
  private func choose(
    _ world: SequenceWorld, _ generator: inout SampleGenerator, _ counts: [SequenceOperation: Int]
  ) throws -> SequenceOperation {
    let last = try world.journal().first
    let possible = SequenceOperation.allCases.filter { $0.isPossible(after: last) }
    let two = [0, 1].compactMap { _ in possible.randomElement(using: &generator) }
    return try #require(two.min { counts[$0, default: 0] < counts[$1, default: 0] })
  }

  private func withConsent(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end] + ["--yes"] + arguments[end...]
  }

  /// - Returns: the change that could not be undone, with the reason.
  private func undoAll(_ world: SequenceWorld) throws -> [String] {
    while let last = try world.journal().first {
      let output = try world.lab.gantry.command(["undo", "--yes"]).run(within: .seconds(120))
      if output.status != 0 { return ["\(last): \(output.standardError)"] }
    }
    return []
  }
}
