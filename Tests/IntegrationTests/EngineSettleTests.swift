import TestSupport
import Testing

/// A container that was made again is watched before the old one goes, and so is the old one on undo.
@Suite("Watching containers that are made again", .serialized, .requires(.engine))
struct EngineSettleTests {
  private static let lab = Result { try EngineChangesLab("settle") }

  private let lab: EngineChangesLab

  init() throws { lab = try Self.lab.get() }

  /// Runs as long as it has a link of a bridge network; in host mode it does this.
  private func create(_ otherwise: String, options: [String] = []) throws {
    let program = "test -e /sys/class/net/eth0 || { \(otherwise); }; exec sleep infinity"
    try lab.engine.run("subject", options: options, command: ["sh", "-c", program])
  }

  private func remove() { _ = try? lab.engine.cli("rm", "--force", "--volumes", "subject", "holder") }

  private func expectRollBack(_ words: String, _ arguments: String...) throws {
    let before = try (lab.configuration(of: "subject"), lab.leftovers(), lab.engine.inspect("subject")["Id"])
    let output = try lab.gantry.command(
      ["attach", "subject", "--mode", "host", "--recreate", "--yes"] + arguments
    ).run(within: .seconds(60))
    #expect(output.status == 1 && output.standardError.contains(words), "\(output.standardError)")
    #expect(output.standardError.contains("rolled back: stop subject"), "\(output.standardError)")
    #expect(!output.standardError.contains("NOT rolled back"), "\(output.standardError)")
    #expect(try lab.configuration(of: "subject") == before.0)
    #expect(try lab.leftovers() == before.1)
    #expect(try lab.engine.inspect("subject")["Id"] == before.2)
  }

  @Test("One that ends is rolled back", arguments: ["exit 3", "sleep 1; exit 3"])
  func ending(otherwise: String) throws {
    try create(otherwise)
    defer { remove() }
    try expectRollBack("it ended with the exit status 3")
  }

  @Test("One that its engine restarts is rolled back")
  func restarting() throws {
    try create("exit 3", options: ["--restart", "always"])
    defer { remove() }
    try expectRollBack("it restarts: it ended with the exit status 3")
  }

  @Test("One that turns unhealthy is rolled back, in the words of its check")
  func unhealthy() throws {
    let check = "test -e /sys/class/net/eth0 || { echo no link; exit 1; }"
    try create(
      ":", options: ["--health-cmd", check, "--health-interval", "1s", "--health-retries", "1"])
    defer { remove() }
    try expectRollBack("it is unhealthy: no link")
  }

  @Test("The first result of a health check ends the wait, and --settle replaces it")
  func healthy() throws {
    try create(":", options: ["--health-cmd", "true", "--health-interval", "1s"])
    defer { remove() }
    let plan = try lab.change("attach", "subject", "--mode", "host", "--recreate", "--dry-run")
    #expect(plan.contains("watch subject until its health check has a result, at most 31 s"), "\(plan)")
    let short = try lab.change("attach", "subject", "--mode", "host", "--recreate", "--dry-run", "--settle", "7")
    #expect(short.contains("watch subject for 7 s"), "\(short)")
    try lab.change("attach", "subject", "--mode", "host", "--recreate")
    let health = try lab.engine.inspect("subject")["State"]["Health"]["Status"].string
    #expect(health == "healthy")
    let undo = try lab.change("undo", "--dry-run", "--settle", "3")
    #expect(undo.contains("watch subject for 3 s"), "\(undo)")
    try lab.change("undo")
    #expect(try lab.engine.inspect("subject")["State"]["Health"]["Status"].string == "healthy")
  }

  /// The present container has to be there afterwards as it was: the same one, with what it has written.
  private func expectFailingUndo(_ words: String) throws {
    try lab.engine.exec("subject", "sh", "-c", "echo mine >/etc/mine")
    let before = try (lab.configuration(of: "subject"), lab.leftovers(), lab.engine.inspect("subject")["Id"])
    let refusal = try lab.refusal("undo")
    #expect(refusal.contains(words) && !refusal.contains("NOT rolled back"), "\(refusal)")
    #expect(try lab.configuration(of: "subject") == before.0)
    #expect(try lab.leftovers() == before.1)
    #expect(try lab.engine.inspect("subject")["Id"] == before.2)
    #expect(try lab.engine.exec("subject", "cat", "/etc/mine") == "mine")
  }

  @Test("Undo of which the earlier container does not start leaves the present one as it is")
  func portTaken() throws {
    try create(":", options: ["--publish", "8099:80"])
    defer { remove() }
    try lab.change("attach", "subject", "--mode", "host", "--recreate", "--settle", "0")
    // Not a container, so that it cannot be known beforehand.
    let listening = """
      import socket
      server = socket.create_server(('0.0.0.0', 8099))
      print('listening', flush=True)
      input()
      """
    let holder = try lab.engine.namespace.command("python3", ["-c", listening]).start()
    try holder.waitForLine(containing: "listening")
    try expectFailingUndo("address already in use")
    holder.kill()
    try lab.change("undo", "--settle", "0")
    #expect(try lab.wiring(of: "subject", owners: []) == "bridge")
  }

  @Test("Undo of which the earlier container ends leaves the present one as it is")
  func earlierEnds() throws {
    let directory = try TemporaryDirectory()
    try Command("touch", "\(directory.path)/go")()
    let program = "test -e /gate/go || test ! -e /sys/class/net/eth0 || exit 4; exec sleep infinity"
    try lab.engine.run("subject", options: ["--volume", "\(directory.path):/gate"], command: ["sh", "-c", program])
    defer { remove() }
    try lab.change("attach", "subject", "--mode", "host", "--recreate", "--settle", "0")
    try Command("rm", "\(directory.path)/go")()
    try expectFailingUndo("it ended with the exit status 4")
  }
}
