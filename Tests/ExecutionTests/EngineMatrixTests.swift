import Execution
import Foundation
import Glibc
import Planning
import TestSupport
import Testing

/// Recovery beside a real engine whose containers and networks the user has changed.
@Suite("Recovery after others have changed an engine's objects", .requires(.engine), .serialized)
struct EngineMatrixTests {
  typealias Row = MatrixRow<EngineOperation>
  private typealias Things = Set<EngineMatrixWorld.Thing>

  private static let world = Result { try EngineMatrixWorld() }
  private let world: EngineMatrixWorld

  init() throws { world = try Self.world.get() }

  @Test(
    "ends with a gantry that works, leaves the user's things alone, and names whatever it does not take away",
    arguments: Sample.of(Row.all, 4, for: "engine matrix"))
  func engine(row: Row) async throws {
    try world.prepare(row.operation)
    let steps = try world.lab.inside { try $0.plan(row.operation).steps.count }
    for point in row.points(steps) {
      try world.prepare(row.operation)
      let before = try world.things()
      if row.isUndoing { try world.lab.inside { try $0.carryOut(row.operation) } }
      await kill(row, at: point, in: world.lab.place)
      try check(row, "\(row), killed at \(point) of \(steps * 3)", before)
    }
  }

  private func kill(_ row: Row, at point: Int, in place: EnginePlace) async {
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [place = place as EnginePlace, row = row as Row, point = point as Int] in
      try place.enter()
      let watch = Killer(at: point).watch
      if row.isUndoing { try place.undo(watch: watch) } else { try place.carryOut(row.operation, watch: watch) }
    }
  }

  private func check(_ row: Row, _ what: String, _ before: Things) throws {
    let killed = try world.things()
    try world.apply(row.change, row.operation)
    let changed = row.change == .engineGone ? killed : try world.things()
    let recovery = try world.run("undo", "--recover", "--yes")
    let said = recovery.standardOutput + recovery.standardError
    #expect([0, 1].contains(recovery.status), "\(what): \(said)")
    #expect(!said.contains("DecodingError"), "\(what): \(said)")
    try checkThatItWorks(what)
    if row.change == .engineGone { try world.lab.engine.startAgain() }
    let after = try world.things()

    let made = Set(changed.map(\.id)).subtracting(killed.map(\.id))
    let users = changed.filter { made.contains($0.id) || $0.name == "bystander" || $0.name == "mine" }
    // An engine that starts again after it was killed stops what ran.
    let touched = users.filter { user in
      !after.contains { $0.id == user.id && ($0 == user || row.change == .engineGone) }
    }
    #expect(touched == [], "\(what): what is the user's was touched; \(said)")

    let words = try said + world.run("undo", "--list").standardOutput
    let usersIDs = Set(users.map(\.id))
    let left = after.filter { thing in
      !before.contains { $0.name == thing.name } && !usersIDs.contains(thing.id) && !isNamed(thing, in: words)
        && thing.name != "mine-now"
    }
    // Without a journal nothing but its name tells that a container is left of a change.
    guard !row.change.losesJournal else { return }
    #expect(left == [], "\(what): left and not named; \(said)")
    let removed = Set(killed.map(\.name)).subtracting(changed.map(\.name))
    let lost = before.filter { thing in
      !after.contains { $0.name == thing.name } && !removed.contains(thing.name) && !isNamed(thing, in: words)
    }
    #expect(lost == [], "\(what): lost and not named; \(said)")
    // What ran still does, under whatever name, unless it was removed.
    if row.operation.network != nil, !removed.contains("subject"),
      ![.containerReplaced, .engineGone].contains(row.change)
    {
      let running = after.filter { $0.state.hasPrefix("true") && $0.name != "bystander" }
      #expect(!running.isEmpty, "\(what): nothing runs any more: \(after); \(said)")
    }
    if row.change == .nothing || row.change == .registryLost {
      #expect(Set(after.map(\.nameAndState)) == Set(before.map(\.nameAndState)), "\(what): \(said)")
    }
  }

  private func checkThatItWorks(_ what: String) throws {
    let created = try world.run("network", "create", "after", "--subnet", "10.98.0.0/24", "--yes")
    #expect(created.status == 0, "\(what): the next change: \(created.standardError)")
    let undone = try world.run("undo", "--yes")
    #expect(undone.status == 0, "\(what): undoing the next change: \(undone.standardError)")
    let again = try world.run("undo", "--recover", "--yes")
    #expect(again.status == 0 && again.standardOutput.contains("nothing"), "\(what): again: \(again)")
  }

  private func isNamed(_ thing: EngineMatrixWorld.Thing, in text: String) -> Bool {
    text.contains(thing.name) || text.contains(thing.id.prefix(12))
  }
}

extension EngineMatrixWorld.Thing {
  fileprivate var nameAndState: String { "\(name) \(state)" }
}
