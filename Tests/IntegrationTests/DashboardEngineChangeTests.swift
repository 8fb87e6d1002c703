#if canImport(CVTerm)
  import Screen
  import TestSupport
  import Testing

  /// Changes of an engine's containers made with keys alone; read with the engine's own client.
  @Suite("Changing containers from the dashboard", .serialized, .requires(.engine))
  struct DashboardEngineChangeTests {
    /// A way to be connected: what a container has before, the keys that choose it, and what it is then.
    struct Way: Sendable, CustomTestStringConvertible {
      let title: String
      let before: String
      let keys: String
      /// What has to be confirmed because the engine refuses it for a container that is there.
      var isRecreation = false
      var testDescription: String { title }
    }

    static let ways = [
      Way(title: "lab", before: "none", keys: "l"),
      // The mode stands above the mode host; the engine's network of the same name would be found first.
      Way(title: "bridge", before: "none", keys: "h\u{1B}[A"),
      Way(title: "none", before: "bridge", keys: "n"),
      Way(title: "host", before: "bridge", keys: "h", isRecreation: true),
      Way(title: "container:other", before: "bridge", keys: "container:other", isRecreation: true),
    ]

    @Test("A container is attached in every way with keys alone, and u takes it back", arguments: ways)
    func attaching(way: Way) throws {
      let engine = try EngineUnderTest.start("dechg")
      try engine.cli("network", "create", "--subnet", "10.83.0.0/24", "lab")
      try engine.run("other")
      try engine.run("subject", network: way.before)
      let before = try state(of: engine)
      let (dashboard, directory) = try dashboard(on: engine)
      defer { withExtendedLifetime(directory) {} }
      dashboard.selectSubject()
      dashboard.press("a")
      dashboard.shows("Attach subject")
      dashboard.press(way.keys)
      dashboard.showsRow("● \(way.title)")
      if way.isRecreation {
        dashboard.press("\r")
        dashboard.shows("tick it to go on")
        dashboard.press(" ")
      }
      dashboard.press("\r")
      dashboard.shows("[ Carry out ]")
      // Where something may be lost, Cancel has the keyboard.
      dashboard.press(dashboard.terminal.text.contains("destructive") ? "\t\r" : "\r")
      dashboard.shows("u undoes it")
      let settings = try engine.inspect("subject")["NetworkSettings"]
      #expect(try isConnected(engine, way), "\(settings)")
      dashboard.press("u")
      dashboard.shows("[ Carry out ]", "Undo: ")
      dashboard.press(dashboard.terminal.text.contains("destructive") ? "\t\r" : "\r")
      dashboard.shows("✓ undo: ")
      #expect(try state(of: engine) == before)
      dashboard.press("q")
      #expect(try dashboard.ends() == 0)
    }

    @Test("r runs a container from an image of the engine's, and u removes it")
    func running() throws {
      let engine = try EngineUnderTest.start("dechg")
      let (dashboard, directory) = try dashboard(on: engine)
      defer { withExtendedLifetime(directory) {} }
      dashboard.press("r")
      dashboard.shows("Run a container")
      dashboard.press("box\t\u{1B}[C")
      dashboard.showsRow("● docker")
      dashboard.press("\tbusybox\tnone\t")
      dashboard.showsRow("● none")
      dashboard.press("sleep 1000\r")
      dashboard.shows("[ Carry out ]", "--network none")
      dashboard.press("\r")
      dashboard.shows("u undoes it")
      let box = try engine.inspect("box")
      #expect(box["State"]["Running"].bool == true && box["HostConfig"]["NetworkMode"].string == "none")
      #expect(box["Config"]["Cmd"][0].string == "sleep")
      dashboard.press("u")
      dashboard.shows("[ Carry out ]", "Undo: run container box")
      dashboard.press("\t\r")
      dashboard.shows("✓ undo: run container box")
      #expect(try engine.cli("ps", "--all", "--quiet").isEmpty)
    }

    @Test("What a container has written is kept where that is wanted")
    func keeping() throws {
      let engine = try EngineUnderTest.start("dechg")
      try engine.run("subject")
      try engine.exec("subject", "sh", "-c", "echo written > /kept")
      let (dashboard, directory) = try dashboard(on: engine)
      defer { withExtendedLifetime(directory) {} }
      dashboard.selectSubject()
      dashboard.press("ahost")
      dashboard.showsRow("● host")
      dashboard.press("\t")
      dashboard.press(" ")
      dashboard.press("\t")
      dashboard.press(" ")
      dashboard.press("\r")
      dashboard.shows("[ Carry out ]", " commit subject")
      dashboard.press(dashboard.terminal.text.contains("destructive") ? "\t\r" : "\r")
      dashboard.shows("u undoes it")
      #expect(try engine.inspect("subject")["HostConfig"]["NetworkMode"].string == "host")
      #expect(try engine.exec("subject", "cat", "/kept") == "written")
    }

    @Test("A container that is gone between preview and step is told, and nothing is left")
    func gone() throws {
      let engine = try EngineUnderTest.start("dechg")
      try engine.cli("network", "create", "--subnet", "10.83.0.0/24", "lab")
      try engine.run("subject")
      let (dashboard, directory) = try dashboard(on: engine)
      defer { withExtendedLifetime(directory) {} }
      dashboard.selectSubject()
      dashboard.press("alab")
      dashboard.showsRow("● lab")
      dashboard.press("\r")
      dashboard.shows("[ Carry out ]")
      try engine.cli("rm", "--force", "subject")
      dashboard.press("\r")
      dashboard.shows("[ Close ]", "subject")
      dashboard.press("\u{1B}")
      dashboard.hides("[ Close ]")
      #expect(try engine.inspectNetwork("lab")["Containers"].object.isEmpty)
      #expect(try Command("ls", "\(directory.path)/state/journal")().isEmpty)
    }

    private func dashboard(on engine: EngineUnderTest) throws -> (DashboardUnderTest, TemporaryDirectory) {
      let directory = try TemporaryDirectory()
      let dashboard = try DashboardUnderTest(
        beside: engine, size: Size(columns: 120, rows: 40),
        environment: DashboardUnderTest.unicode.merging(["GANTRY_STATE_DIR": "\(directory.path)/state"]) { $1 })
      dashboard.shows("live")
      return (dashboard, directory)
    }

    private func isConnected(_ engine: EngineUnderTest, _ way: Way) throws -> Bool {
      let subject = try engine.inspect("subject")
      let mode = subject["HostConfig"]["NetworkMode"].string ?? ""
      let networks = subject["NetworkSettings"]["Networks"]
      switch way.title {
      case "host": return mode == "host"
      case "container:other": return mode == "container:\(try engine.inspect("other")["Id"].string ?? "")"
      case "none":
        return networks["none"]["NetworkID"].string?.isEmpty == false && networks["bridge"]["NetworkID"].string == nil
      default: return networks[way.title]["IPAddress"].string?.isEmpty == false
      }
    }

    /// How the container is connected, and that it runs.
    private func state(of engine: EngineUnderTest) throws -> [String] {
      let subject = try engine.inspect("subject")
      let names = try engine.cli(
        "inspect", "--format", "{{range $name, $network := .NetworkSettings.Networks}}{{$name}} {{end}}", "subject")
      return [subject["HostConfig"]["NetworkMode"].string ?? "", names, "\(subject["State"]["Running"])"]
    }
  }

  extension DashboardUnderTest {
    /// In the table of containers: others may have containers on this machine, too.
    fileprivate func selectSubject() {
      press("2")
      showsRow("subject", "running")
      press("/subject\r")
      selects("subject")
    }
  }
#endif
