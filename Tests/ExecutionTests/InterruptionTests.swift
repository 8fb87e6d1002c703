import Execution
import Foundation
import Glibc
import Planning
import Synchronization
import TestSupport
import Testing

/// A process of its own is killed at every moment there is, and what it left is cleaned up.
@Suite("Interrupted changes", .requires(.root), .serialized)
struct InterruptionTests {
  let lab: ExecutionLab

  init() throws { lab = try ExecutionLab() }

  @Test(
    "A plan killed between any two things that happen, inside each step too, is taken back without a trace",
    arguments: Operation.allCases)
  func carryingOut(operation: Operation) async throws {
    let count = try prepare(operation)
    let before = try lab.picture()
    let place = lab.place
    for point in 0..<count {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [place = place as Place, operation = operation as Operation, point = point as Int] in
        try place.enter()
        try place.carryOut(operation, watch: Killer(at: point).watch)
      }
      try expectRecovery(to: before, "killed at \(point) of \(count)")
    }
    try lab.inside { try $0.carryOut(operation) }
    #expect(try lab.picture() != before)
    try lab.takeEverythingBack()
  }

  @Test(
    "An undoing killed between any two things that happen is brought to its end",
    arguments: Operation.allCases)
  func undoing(operation: Operation) async throws {
    let count = try prepare(operation)
    let before = try lab.picture()
    let place = lab.place
    for point in 0..<count {
      try lab.inside { try $0.carryOut(operation) }
      await #expect(processExitsWith: .signal(SIGKILL)) { [place = place as Place, point = point as Int] in
        try place.enter()
        try place.undo(watch: Killer(at: point).watch)
      }
      try expectRecovery(to: before, "killed at \(point) of \(count)")
    }
    try lab.takeEverythingBack()
  }

  @Test("Where the journal cannot be written any more, the plan is taken back all the same")
  func fullDisk() async throws {
    _ = try prepare(.attach)
    let before = try lab.picture()
    let place = lab.place
    await #expect(processExitsWith: .success) { [place = place as Place] in
      try place.enter()
      signal(SIGXFSZ, SIG_IGN)
      let failure = #expect(throws: ExecutionFailure.self) {
        try place.carryOut(.attach) { checkpoint in
          var nothing = rlimit(rlim_cur: 0, rlim_max: rlim_t.max)
          if checkpoint == .recorded(2) { setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &nothing) }
        }
      }
      #expect(failure?.description.contains("File too large") == true)
      #expect(failure?.remaining.isEmpty == true)
    }
    #expect(try lab.picture().filter { !$0.contains(".new: ") } == before)
    // Whoever locks it next removes what could not be written.
    #expect(try lab.inside { try $0.recover() } == 0)
    #expect(try lab.picture() == before)
  }

  /// - Returns: the moments of the plan.
  private func prepare(_ operation: Operation) throws -> Int {
    for earlier in operation.before { try lab.inside { try $0.carryOut(earlier) } }
    return try lab.inside { try $0.plan(operation).steps.count } * 3
  }

  private func expectRecovery(to before: [String], _ what: String) throws {
    #expect(try lab.inside { try $0.recover() } == 1, "\(what)")
    let after = try lab.picture()
    #expect(after == before, "\(what): \(after.difference(from: before))")
  }
}

/// Kills its process at a moment.
final class Killer: Sendable {
  private let left: Mutex<Int>

  init(at point: Int) { left = Mutex(point) }

  var watch: Executor.Watch {
    { [self] _ in
      let isDue = left.withLock { left in
        left -= 1
        return left < 0
      }
      if isDue { kill(getpid(), SIGKILL) }
    }
  }
}
