import Execution
import Foundation
import Glibc
import Planning
import TestSupport
import Testing

/// A process that tells a real engine what to do is killed at every moment there is, and what it left is cleaned up.
@Suite("Interrupted changes of an engine", .requires(.engine), .serialized)
struct EngineInterruptionTests {
  private static let lab = Result { try EngineLab() }
  private let lab: EngineLab

  init() throws { lab = try Self.lab.get() }

  @Test(
    "A plan killed between any two things that happen, inside each step too, is taken back without a trace",
    arguments: EngineOperation.allCases)
  func carryingOut(operation: EngineOperation) async throws {
    try lab.prepare(operation)
    let before = try lab.picture()
    let count = try lab.inside { try $0.plan(operation).steps.count } * 3
    let place = lab.place
    for point in 0..<count {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [place = place as EnginePlace, operation = operation as EngineOperation, point = point as Int] in
        try place.enter()
        try place.carryOut(operation, watch: Killer(at: point).watch)
      }
      try expectRecovery(to: before, "killed at \(point) of \(count)")
    }
  }

  @Test(
    "An undoing killed between any two things that happen is brought to its end", arguments: EngineOperation.allCases)
  func undoing(operation: EngineOperation) async throws {
    try lab.prepare(operation)
    let before = try lab.picture()
    let count = try lab.inside { try $0.plan(operation).steps.count } * 3
    let place = lab.place
    // Where a container is made again that takes a second a moment: there, after each step's effect and before its record.
    for point in operation == .again ? Array(stride(from: 1, to: count, by: 3)) : Array(0..<count) {
      try lab.inside { try $0.carryOut(operation) }
      await #expect(processExitsWith: .signal(SIGKILL)) { [place = place as EnginePlace, point = point as Int] in
        try place.enter()
        try place.undo(watch: Killer(at: point).watch)
      }
      try expectRecovery(to: before, "killed at \(point) of \(count)")
    }
  }

  private func expectRecovery(to before: [String], _ what: String) throws {
    #expect(try lab.inside { try $0.recover() } == 1, "\(what)")
    let after = try lab.picture()
    #expect(after == before, "\(what): \(after.difference(from: before))")
  }
}

/// An engine that ends under a plan's hands.
@Suite("Engines that end", .requires(.engine), .serialized)
struct EngineEndTests {
  @Test("What was done and could not be taken back is told, and is when the engine is there again")
  func gone() throws {
    let lab = try EngineLab()
    try lab.prepare(.again)
    let before = try lab.picture()
    let engine = lab.engine
    let failure = #expect(throws: ExecutionFailure.self) {
      try lab.inside { place in
        try place.carryOut(.again) { if $0 == .recorded(2) { engine.kill() } }
      }
    }
    #expect(failure?.description.contains("is the daemon running?") == true, "\(failure?.description ?? "")")
    #expect(failure?.remaining.map(\.action.summary).contains("stop subject") == true)
    try engine.startAgain()
    #expect(try lab.inside { try $0.recover() } == 1)
    #expect(try lab.picture() == before)
  }
}
