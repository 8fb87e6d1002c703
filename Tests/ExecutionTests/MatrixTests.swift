import Execution
import Foundation
import Glibc
import Planning
import TestSupport
import Testing

/// A gantry is killed before or after a step, the user changes the host, and the built program cleans up.
@Suite("Recovery after others have changed the host", .requires(.root), .serialized)
struct MatrixTests {
  typealias Row = MatrixRow<Operation>

  @Test(
    "ends with a gantry that works, leaves the user's things alone, and names whatever it does not take away",
    arguments: Sample.of(Row.all, 8, for: "native matrix"))
  func native(row: Row) async throws {
    let steps = try stepCount(row.operation)
    for point in row.points(steps) {
      let world = try MatrixWorld()
      let pristine = try world.things()
      for earlier in row.operation.before { try world.lab.inside { try $0.carryOut(earlier) } }
      let before = try world.things()
      if row.isUndoing { try world.lab.inside { try $0.carryOut(row.operation) } }
      await kill(row, at: point, in: world.lab.place)
      try check(row, "\(row), killed at \(point) of \(steps * 3)", world, before, pristine)
      try world.end()
    }
  }

  private func stepCount(_ operation: Operation) throws -> Int {
    let lab = try ExecutionLab()
    for earlier in operation.before { try lab.inside { try $0.carryOut(earlier) } }
    let count = try lab.inside { try $0.plan(operation).steps.count }
    try lab.takeEverythingBack()
    return count
  }

  private func kill(_ row: Row, at point: Int, in place: Place) async {
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [place = place as Place, row = row as Row, point = point as Int] in
      try place.enter()
      let watch = Killer(at: point).watch
      if row.isUndoing { try place.undo(watch: watch) } else { try place.carryOut(row.operation, watch: watch) }
    }
  }

  private func check(_ row: Row, _ what: String, _ world: MatrixWorld, _ before: Set<String>, _ pristine: Set<String>)
    throws
  {
    let killed = try world.things()
    let process = try world.apply(row.change)
    let changed = try world.things()
    let removed = killed.subtracting(changed)
    // What gantry made in a namespace is its own under another name of that too.
    let users = changed.subtracting(killed).filter {
      row.change != .containerRenamed || before.contains($0.replacing("-moved", with: ""))
    }

    let recovery = try world.run("undo", "--recover", "--yes")
    let said = recovery.standardOutput + recovery.standardError
    #expect([0, 1].contains(recovery.status), "\(what): \(said)")
    #expect(!said.contains("DecodingError"), "\(what): \(said)")
    let after = try world.things()

    let touched =
      users.filter { !$0.contains(world.lab.place.container) || row.change == .containerReplaced }.subtracting(after)
      .union(before.filter { $0.contains("mine") && !after.contains($0) && !removed.contains($0) })
    #expect(touched == [], "\(what): what is the user's was touched; \(said)")

    // Without its journal gantry finds things by their marks only, when they are to be removed.
    if !row.change.losesJournal {
      let words = try said + world.listing()
      let left = after.subtracting(before).subtracting(users).filter { !isNamed($0, in: words, world) }
      #expect(left == [], "\(what): left and not named; \(said)")
      let lost = before.subtracting(after).subtracting(removed).filter { !isNamed($0, in: words, world) }
      #expect(lost == [], "\(what): lost and not named; \(said)")
    }
    try checkThatItWorks(what, world, after)

    try world.removeWhatIsListed()
    // A container of which neither journal nor registry tells is a named namespace like others.
    if row.change.losesJournal { try world.removeContainersNamespaces() }
    let rest = try world.things().subtracting(before).subtracting(pristine).subtracting(users).filter {
      !isNamed($0, in: said, world) && !(row.change.losesJournal && $0.hasPrefix("setting"))
    }
    #expect(rest == [], "\(what): cannot be removed; \(said)")
    process?.kill()
  }

  private func checkThatItWorks(_ what: String, _ world: MatrixWorld, _ before: Set<String>) throws {
    let created = try world.run("network", "create", "after", "--subnet", "10.98.0.0/24", "--yes")
    #expect(created.status == 0, "\(what): the next change: \(created.standardError)")
    let undone = try world.run("undo", "--yes")
    #expect(undone.status == 0, "\(what): undoing the next change: \(undone.standardError)")
    let after = try world.things()
    #expect(after == before, "\(what): the next change left \(after.symmetricDifference(before))")
    let again = try world.run("undo", "--recover", "--yes")
    #expect(again.status == 0 && again.standardOutput.contains("nothing"), "\(what): again: \(again)")
  }

  /// Returns true where a text names a thing, or the network or namespace that it belongs to.
  private func isNamed(_ thing: String, in text: String, _ world: MatrixWorld) -> Bool {
    let said = Set(text.split { !$0.isLetter && !$0.isNumber && !"-_.".contains($0) }.map { $0.trimming(".") })
    let words = thing.replacing("-moved", with: "").split(separator: " ").map(String.init)
    let names: [String] =
      switch words[0] {
      case "rule": [words[2], "lab"]
      case "setting": [words[1].split { "/=".contains($0) }.dropLast().last.map(String.init) ?? ""]
      case "namespace", "process": [words[1]]
      // A link, an address or a route of a namespace.
      // A cable goes with the namespace of its other end.
      case world.lab.host.name where words[2].hasPrefix("veth"):
        [words[2], world.lab.place.container, world.lab.one.name]
      default: [words[2]] + (words[0].hasSuffix("-host") ? [] : [words[0]]) + (thing.contains("br-lab") ? ["lab"] : [])
      }
    return names.contains { said.contains($0) }
  }
}

extension Substring {
  fileprivate func trimming(_ character: Character) -> String {
    var copy = self
    while copy.last == character { copy.removeLast() }
    return String(copy)
  }
}
