import Foundation
import TestSupport
import Testing

/// Signals that end a changing command: strace delivers one at each fsync(2), so between any step and its record. Only the
/// thread that writes the journal is traced, as strace would wait for the processes that a container has.
@Suite("Signals during a change, at every step", .requires(.root, .tool("nft"), .tool("strace")), .serialized)
struct StopSignalStepTests {
  /// A command, and what has to be done before it.
  struct Case: CustomTestStringConvertible, Sendable {
    let before: [[String]]
    let command: [String]

    init(_ command: String, after before: String...) {
      self.before = before.map { $0.split(separator: " ").map(String.init) }
      self.command = command.split(separator: " ").map(String.init)
    }

    var testDescription: String { command.joined(separator: " ") }
  }

  private static let create = "network create lab --subnet 10.77.0.0/24 --subnet fd00:77::/64"
  private static let run = "run --name box --network lab -- sleep 1000"
  private static let attach = "attach namespace:inside --network lab"

  static let cases = [
    Case(create), Case(run, after: create), Case("run --name twin --mode container:box", after: create, run),
    Case(attach, after: create), Case("attach box --mode host --yes", after: create, run),
    Case("detach namespace:inside lab --yes", after: create, attach), Case("rm box --yes", after: create, run),
    Case("network rm lab --yes", after: create),
  ]

  private let native: NativeHost

  init() throws {
    native = try NativeHost()
    try native.host.run("ip", "netns", "add", "inside")
  }

  @Test("The change is rolled back, and the status is 128 and the signal's number", arguments: cases)
  func changing(case: Case) throws {
    for command in `case`.before { try gantry(command) }
    let before = try native.picture()
    try stopEverywhere(`case`.command) {
      try gantry(["undo", "--yes"])
      return before
    }
  }

  @Test("An undo is rolled back, so that the change is as it was", arguments: cases)
  func undoing(case: Case) throws {
    for command in `case`.before + [`case`.command] { try gantry(command) }
    try stopEverywhere(["undo", "--yes"]) {
      try gantry(`case`.command)
      // With other hardware addresses than before.
      return try native.picture()
    }
  }

  @discardableResult
  private func gantry(_ arguments: [String]) throws -> String {
    try native.host.command(GantryUnderTest.path, arguments).with(environment: IsolatedHost.environment)()
  }

  /// Stops a command at its first fsync, its second, …, until it has no more of them.
  /// - Parameter restore: makes all as it was where the command had done everything, and says how it is to look then.
  private func stopEverywhere(_ command: [String], restore: () throws -> [String]) throws {
    var before = try native.picture()
    var rolledBack = 0
    var done = 0
    for number in 1...200 {
      let output = try native.host.command(
        "strace",
        ["-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:signal=SIGTERM:when=\(number)"]
          + [GantryUnderTest.path] + command
      ).with(environment: IsolatedHost.environment).run()
      guard output.status != 0 else { break }
      try #require(output.status == 128 + SIGTERM, "at \(number): \(output)")
      if output.standardError.contains("SIGTERM came when everything had been done") {
        done += 1
        before = try restore()
      } else {
        #expect(done == 0 && output.standardError.contains("SIGTERM: rolling back"), "at \(number): \(output)")
        #expect(!output.standardError.contains("NOT "), "at \(number): \(output)")
        rolledBack += 1
      }
      let after = try native.picture()
      try #require(after == before, "at \(number): \(after.difference(from: before)) \(output)")
    }
    #expect(rolledBack > 0 && done > 0)
  }
}

/// Signals of another process, while the command is held at a moment.
@Suite("Signals during a change", .requires(.root, .tool("nft"), .tool("flock")))
struct StopSignalTests {
  private let native: NativeHost
  private static let create = ["network", "create", "lab", "--subnet", "10.77.0.0/24"]

  /// A `nft` in the search path that waits, once, until somebody lets it go on, when it is to do `$(cat /run/hold)`.
  private static let nft = """
    #!/bin/sh
    case "$*" in *"$(cat /run/hold 2>/dev/null || echo none)"*) rm /run/hold; echo > /run/held; read _ < /run/go;; esac
    exec /usr/sbin/nft "$@"
    """

  init() throws {
    native = try NativeHost()
    try native.host.run("mkdir", "/run/fake")
    try native.host.command("sh", ["-c", "cat > /run/fake/nft; chmod +x /run/fake/nft; mkfifo /run/held /run/go"])
      .with(input: Self.nft)()
  }

  private static let environment = IsolatedHost.environment.merging(["PATH": "/run/fake:/usr/sbin:/usr/bin:/sbin:/bin"])
  { $1 }

  /// Starts gantry, and waits until its nft is to do something.
  private func held(at work: String, _ command: [String], through program: [String] = []) throws -> BackgroundProcess {
    try native.host.command("sh", ["-c", "echo '\(work)' > /run/hold"])()
    let words = program + [GantryUnderTest.path] + command
    let process = try native.host.command(words[0], Array(words.dropFirst())).with(environment: Self.environment)
      .start()
    try waitUntilHeld()
    return process
  }

  private func waitUntilHeld() throws { try native.host.run("cat", "/run/held") }

  private func goOn() throws { try native.host.command("sh", ["-c", "echo > /run/go"])() }

  private func send(_ signal: String) throws { try native.host.run("pkill", "-\(signal)", "-x", "gantry") }

  private func ends(_ process: BackgroundProcess, with status: Int32) {
    #expect(process.collect(within: .seconds(30)))
    #expect(process.output.status == status, "\(process.output)")
  }

  @Test(
    "The first ends the change after the running step, the second changes nothing and says what is waited for",
    arguments: ["TERM", "INT", "HUP", "QUIT"])
  func twice(signal: String) throws {
    let before = try native.picture()
    let process = try held(at: "-f", Self.create)
    try send(signal)
    try process.waitForLine(containing: "SIG\(signal): the change ends after this step: filter and translate")
    try send("TERM")
    try process.waitForLine(containing: "SIGTERM: waiting for this: filter and translate")
    try goOn()
    ends(process, with: 128 + ["TERM": SIGTERM, "INT": SIGINT, "HUP": SIGHUP, "QUIT": SIGQUIT][signal, default: 0])
    let errors = process.output.standardError
    #expect(errors.contains("SIG\(signal): rolling back \"create network lab\""), "\(errors)")
    #expect(errors.contains("rolled back: filter") && errors.contains("rolled back: make the bridge"), "\(errors)")
    #expect(!errors.contains("rolled back: set br-lab up"), "\(errors)")
    try native.expect(before)
  }

  @Test("While it plans, a signal ends it at once, and nothing was done")
  func planning() throws {
    let before = try native.picture()
    let process = try held(at: "list", Self.create)
    try send("TERM")
    ends(process, with: 128 + SIGTERM)
    #expect(process.output.standardError.contains("SIGTERM: nothing was done"))
    try goOn()
    try eventually("nft has ended") { try native.picture() == before }
  }

  @Test("While it waits for another gantry, a signal ends it at once, and nothing was done")
  func waiting() throws {
    try native.gantry("network", "create", "other", "--subnet", "10.78.0.0/24")
    let before = try native.picture()
    let holder = try native.host.command("flock", ["/run/gantry/lock", "sh", "-c", "echo locked; read _"]).start()
    try holder.waitForLine(containing: "locked")
    let process = try native.host.command(GantryUnderTest.path, Self.create).with(environment: Self.environment).start()
    try eventually("it waits for the lock", within: .seconds(20)) {
      try native.host.command("sh", ["-c", "ls -l /proc/$(pgrep -x gantry)/fd"]).run().standardOutput.contains("lock")
    }
    try send("HUP")
    ends(process, with: 128 + SIGHUP)
    #expect(process.output.standardError.contains("SIGHUP: nothing was done"))
    holder.closeInput(after: "\n")
    #expect(holder.collect(within: .seconds(10)))
    try native.expect(before)
  }

  @Test("A signal that is ignored, as nohup has it, changes nothing")
  func ignored() throws {
    let process = try held(at: "-f", Self.create, through: ["sh", "-c", "trap '' HUP; exec \"$@\"", "sh"])
    try send("HUP")
    try goOn()
    ends(process, with: 0)
    #expect(try native.host.run("ip", "link", "show", "br-lab").contains("br-lab"))
  }

  @Test("A recovery goes on to its end, and the status tells of the signal")
  func recovering() throws {
    let before = try native.picture()
    let killed = try held(at: "-f", Self.create)
    try send("KILL")
    ends(killed, with: 128 + SIGKILL)
    try goOn()
    let process = try held(at: "-f", ["undo", "--recover"])
    try send("TERM")
    try process.waitForLine(containing: "SIGTERM: waiting for")
    try goOn()
    ends(process, with: 128 + SIGTERM)
    try native.expect(before)
    #expect(try native.gantry("undo", "--recover") == "nothing to clean up")
  }

  #if canImport(CVTerm)
    @Test("Ctrl-C at a question ends it, and nothing was done")
    func question() throws {
      try native.gantry("network", "create", "lab", "--subnet", "10.77.0.0/24")
      let before = try native.picture()
      let terminal = try terminal(["network", "rm", "lab"])
      #expect(terminal.waitFor("[y/N]"))
      terminal.send("\u{3}")
      #expect(terminal.waitFor("status=130"))
      #expect(terminal.text.contains("SIGINT: nothing was done"))
      try native.expect(before)
    }

    @Test("Ctrl-C, however often, does not end the programs that a change starts")
    func controlC() throws {
      let before = try native.picture()
      try native.host.command("sh", ["-c", "echo -f > /run/hold"])()
      let terminal = try terminal(Self.create)
      try waitUntilHeld()
      terminal.send("\u{3}")
      #expect(terminal.waitFor("SIGINT: the change ends after this step"))
      terminal.send("\u{3}")
      #expect(terminal.waitFor("SIGINT: waiting for this"))
      try goOn()
      #expect(terminal.waitFor("status=130"))
      #expect(terminal.text.contains("rolled back: filter") && !terminal.text.contains("NOT"), "\(terminal.text)")
      try native.expect(before)
    }

    /// In the foreground of a shell, as a job of its own: Ctrl-C is for it alone.
    private func terminal(_ arguments: [String]) throws -> TerminalUnderTest {
      let shell = ["sh", "-c", "set -m; \"$@\"; echo status=$?", "sh", GantryUnderTest.path]
      return try TerminalUnderTest(
        #require(Command.find("nsenter")), native.host.entering + shell + arguments,
        environment: Self.environment.merging(["TERM": "xterm-256color"]) { $1 })
    }
  #endif
}
