import Execution
import Foundation
import Planning
import TestSupport
import Testing
import Topology

/// Names are given again, indices and handles too: what is undone is what the journal tells of, or nothing.
@Suite("Undoing by identity", .requires(.root), .serialized)
struct IdentityTests {
  let lab: ExecutionLab

  init() throws { lab = try ExecutionLab() }

  private func carryOut(_ operations: Operation...) throws {
    for operation in operations { try lab.inside { try $0.carryOut(operation) } }
  }

  /// The reason why a change is not undone; nothing may have been touched.
  private func refusal(ofUndoing number: Int) throws -> String {
    let before = try lab.picture()
    let failure = #expect(throws: ExecutionFailure.self) { try lab.inside { try $0.undo(number) } }
    #expect(try lab.picture() == before)
    return failure?.description ?? ""
  }

  private func expect(
    _ before: [String], where isCompared: (String) -> Bool = { _ in true },
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let after = try lab.picture().filter(isCompared)
    #expect(after == before, "\(after.difference(from: before))", sourceLocation: location)
  }

  @Test("A network was made, removed and made again: the first making is not undone, the second keeps its firewall")
  func sameName() throws {
    try carryOut(.create, .remove, .create)
    #expect(try refusal(ofUndoing: 1).contains("later changes build on it: 2 (remove network lab)"))
    try lab.inside { try $0.undo(3) }
    try lab.takeEverythingBack()
  }

  @Test("A change on which later ones build is undone after these only")
  func dependencies() throws {
    try carryOut(.create, .attach)
    #expect(try refusal(ofUndoing: 1).contains("2 (attach "))
    try carryOut(.detach)
    #expect(try refusal(ofUndoing: 2).contains("3 (detach "))
    for number in [3, 2, 1] { try lab.inside { try $0.undo(number) } }
  }

  @Test("Making and removing, both undone, leave nothing, also where an index was taken meanwhile")
  func successors() throws {
    let before = try lab.picture()
    try carryOut(.create)
    let index = try #require(
      lab.host.ipJSON("link", "show", "br-lab").array.first?["ifindex"].int)
    try carryOut(.remove)
    try lab.host.ip("link", "add", "taker", "index", "\(index)", "type", "bridge")
    try lab.inside { try $0.undo(2) }
    #expect(try lab.host.ipJSON("link", "show", "br-lab").array.first?["ifindex"].int != index)
    try carryOut(.attach)
    for number in [2, 1] { try lab.inside { try $0.undo(number) } }
    try lab.host.ip("link", "del", "taker")
    #expect(try lab.picture() == before)
  }

  @Test("A chain in which somebody has put a rule stays, and the rule is named")
  func foreignRule() throws {
    let before = try lab.picture()
    try carryOut(.create)
    try lab.host.run("nft", "add", "rule", "inet", "gantry", "forward-lab", "counter", "accept")
    let reason = try refusal(ofUndoing: 1)
    #expect(reason.contains("nft delete rule inet gantry forward-lab handle "))
    let command = try #require(reason.split(separator: "\"").first { $0.hasPrefix("nft delete rule") })
    try lab.host.run("sh", "-c", String(command))
    try lab.inside { try $0.undo(1) }
    #expect(try lab.picture() == before)
  }

  @Test("A bridge that has taken the name of the one that is gone is somebody else's; the change can be forgotten")
  func replacedBridge() throws {
    try carryOut(.create)
    try lab.host.ip("link", "del", "br-lab")
    try lab.host.ip("link", "add", "br-lab", "type", "bridge")
    let reason = try refusal(ofUndoing: 1)
    #expect(reason.contains("is another link by now"), "\(reason)")
    try lab.inside { place in
      let lock = try place.directory.lock()
      let entry = try #require(Journal(place.directory).entries().first)
      try Executor(place.directory, lock, place.snapshot()).forget(entry)
    }
    #expect(try lab.inside { try Journal($0.directory).entries().isEmpty })
  }

  @Test("Rules that were saved, flushed and restored are still gantry's, with other handles")
  func restoredRules() throws {
    let before = try lab.picture()
    try carryOut(.create)
    try lab.host.run(
      "sh", "-c",
      """
      nft list table inet gantry > \(lab.place.state)/rules
      nft delete table inet gantry && nft -f \(lab.place.state)/rules
      """)
    try lab.inside { try $0.undo(1) }
    try FileManager.default.removeItem(atPath: "\(lab.place.state)/rules")
    try expect(before)
  }

  @Test("What cannot be cleaned up is set aside with the commands for it, and gantry works on")
  func givingUp() async throws {
    let before = try lab.picture()
    let place = lab.place
    let moments = try lab.inside { try $0.plan(.create).steps.count } * 3
    await #expect(processExitsWith: .signal(9)) { [place = place as Place, moments = moments as Int] in
      try place.enter()
      try place.carryOut(.create, watch: Killer(at: moments - 1).watch)
    }
    try lab.host.run("nft", "add", "rule", "inet", "gantry", "forward-lab", "counter", "accept")
    let recovery = try lab.inside { place in
      let lock = try place.directory.lock()
      return try Executor(place.directory, lock, place.snapshot()).recover()
    }
    let entry = try #require(recovery.givenUp.first)
    #expect(recovery.recovered.isEmpty && entry.state == .givenUp)
    #expect(entry.leftovers.map(\.summary) == ["stop filtering and translate what leaves lab"])
    // Nothing is left to recover, and changes are made again.
    #expect(try lab.inside { try $0.directory.unfinished(on: $0.snapshot().hostNamespace?.cookie).isEmpty })
    try lab.host.run("sh", "-c", try #require(entry.leftovers.first?.command))
    try carryOut(.create)
    try lab.takeEverythingBack()
    try lab.inside { place in
      let lock = try place.directory.lock()
      try Executor(place.directory, lock, place.snapshot()).forget(entry)
    }
    try expect(before)
  }

  @Test("Where the state directory was emptied, network, connection and container are found again and removable")
  func lostState() throws {
    let before = try lab.picture()
    try carryOut(.create, .run, .attach)
    try lab.host.run("sh", "-c", "rm -rf \(lab.place.state)/*")
    try carryOut(.detach, .end, .remove)
    // What the kernel's settings were before is not known any more: they stay, each a line of one digit.
    try expect(before.filter { $0.count > 1 }) { !$0.contains("journal/") && $0.count > 1 }
    try lab.host.run("sh", "-c", "rm -f \(lab.place.state)/journal/*")
  }
}
