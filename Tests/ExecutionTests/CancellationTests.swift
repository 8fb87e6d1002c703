import Execution
import Synchronization
import TestSupport
import Testing

/// Somebody who thinks better of a plan after so many steps.
private final class Doubter: Sendable {
  private let left: Atomic<Int>

  init(after steps: Int) { left = Atomic(steps) }

  var isCancelled: Bool { left.subtract(1, ordering: .relaxed).oldValue <= 0 }
}

@Suite("Cancelling", .requires(.root))
struct CancellationTests {
  let lab: ExecutionLab

  init() throws { lab = try ExecutionLab() }

  @Test("A plan that is cancelled between two steps is taken back as a whole", arguments: [0, 1, 4, 7])
  func carryingOut(steps: Int) throws {
    try lab.inside { try $0.carryOut(.create) }
    let before = try lab.picture()
    let failure = try #require(
      try lab.inside { place -> ExecutionFailure? in
        let doubter = Doubter(after: steps)
        do {
          try place.carryOut(.attach, isCancelled: { doubter.isCancelled })
          return nil
        } catch let failure as ExecutionFailure {
          return failure
        }
      })
    #expect(failure.isCancelled && failure.action == nil && failure.remaining.isEmpty)
    #expect(failure.reverted.count == steps)
    #expect(try lab.picture() == before)
  }

  @Test("Undoing that is cancelled between two steps leaves the change as it was", arguments: [0, 1, 4])
  func undoing(steps: Int) throws {
    for operation in [Operation.create, .attach] { try lab.inside { try $0.carryOut(operation) } }
    let before = try lab.picture()
    let isCancelled = try lab.inside { place -> Bool? in
      let doubter = Doubter(after: steps)
      do {
        try place.undo(isCancelled: { doubter.isCancelled })
        return nil
      } catch let failure as ExecutionFailure {
        return failure.isCancelled && failure.remaining.isEmpty
      }
    }
    #expect(isCancelled == true)
    #expect(try lab.picture() == before)
    try lab.inside { try $0.undo() }
  }

  @Test("Whoever cancels too late has it all")
  func tooLate() throws {
    try lab.inside { place in
      let doubter = Doubter(after: 100)
      try place.carryOut(.create, isCancelled: { doubter.isCancelled })
    }
    #expect(try lab.host.ip("-brief", "link").contains("br-lab"))
  }
}
