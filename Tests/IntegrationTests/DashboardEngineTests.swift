#if canImport(CVTerm)
  import Screen
  import TestSupport
  import Testing

  /// The dashboard beside a real engine with the tutorial's four containers.
  @Suite("The dashboard beside an engine", .serialized, .requires(.engine))
  struct DashboardEngineTests {
    private let engine: EngineUnderTest
    private let dashboard: DashboardUnderTest

    init() throws {
      engine = try EngineUnderTest.shared()
      dashboard = try DashboardUnderTest(beside: engine)
    }

    @Test("The first screen at 80×24 shows how the four containers are wired")
    func tutorial() throws {
      dashboard.showsRow("docker0", "bridge", "172.17.0.1/16")
      dashboard.showsRow("─ veth", "═════ eth0", "bbox01", "172.17.0.2/16")
      dashboard.showsRow("└ bbox04", "shares bbox01")
      dashboard.showsRow("host mode", "bbox02")
      #expect(dashboard.terminal.rows[3].hasPrefix("│host"))
      // It stands below what hangs in the host, as far down as that reaches.
      dashboard.press("/bbox03\r")
      dashboard.showsRow("bbox03", "none", "lo only")
      let veth = try hostLink()
      dashboard.press("\u{1B}")
      dashboard.hides("/bbox03")
      dashboard.press("g")
      dashboard.showsRow(veth, "bbox01")
    }

    @Test("The table of containers has each one's mode, address and network")
    func containers() throws {
      dashboard.showsRow("docker0")
      dashboard.press("2/bbox0\r")
      dashboard.showsRow("bbox01", "bridge", "172.17.0.2", "running")
      dashboard.showsRow("bbox02", "host", "running")
      dashboard.showsRow("bbox03", "none", "running")
      dashboard.showsRow("bbox04", "shares bbox01", "running")
      try dashboard.click(on: "bbox04")
      dashboard.showsRow(" container bbox04", "container:bbox01")
    }

    @Test("The table of networks has Docker's, with bridge, subnet and gateway")
    func networks() {
      dashboard.showsRow("docker0")
      dashboard.press("3")
      dashboard.showsRow("bridge", "docker0", "172.17.0.0/16", "172.17.0.1")
      dashboard.showsRow("host ")
      dashboard.showsRow("none ")
    }

    @Test("w leads from a container along its cable to the bridge and the network, W the same way back")
    func alongTheWiring() throws {
      let veth = try hostLink()
      dashboard.showsRow("bbox01", "172.17.0.2")
      try dashboard.click(on: "bbox01")
      dashboard.showsRow(" container bbox01")
      var places = [" container bbox01"]
      for title in [veth, "docker0", " network bridge"] {
        dashboard.press("w")
        dashboard.showsRow(" ", title, "  ")
        places.append(title)
      }
      dashboard.showsRow(" network bridge", "172.17.0.0/16")
      for _ in 0..<3 { dashboard.press("W") }
      dashboard.showsRow(" container bbox01", "172.17.0.2")
    }

    @Test("At 120×40 the details tell the container's cable with both ends and the proof")
    func details() throws {
      let veth = try hostLink()
      dashboard.terminal.resize(to: Size(columns: 120, rows: 40))
      dashboard.showsRow("bbox01", "172.17.0.2")
      try dashboard.click(on: "bbox01")
      dashboard.shows("╭ container bbox01 ", "CABLE", "proof", veth, "172.17.0.1", "bridge")
    }

    @Test("Traffic inside a container is its rate on the screen")
    func counters() throws {
      dashboard.showsRow("bbox01", "172.17.0.2")
      let traffic = try engine.client(["exec", "bbox01", "ping", "-q", "-i", "0.02", "-s", "1400", "172.17.0.1"])
        .start()
      defer { traffic.kill() }
      dashboard.wait("shows some kB/s, both ways") { screen in
        screen.rows.contains { $0.contains("bbox01") && $0.contains("172.17.0.2") && $0.contains(#/\d+k +\d+k│/#) }
      }
      _ = try? engine.exec("bbox01", "killall", "ping")
    }

    private func hostLink() throws -> String {
      let index = try engine.exec("bbox01", "cat", "/sys/class/net/eth0/iflink")
      return try #require(
        engine.namespace.ipJSON("link").array.first { $0["ifindex"].int.map(String.init) == index }?["ifname"].string)
    }
  }

  /// What happens to containers and engines while one looks on; each test has an engine of its own.
  @Suite("The dashboard sees containers come and go", .serialized, .requires(.engine))
  struct DashboardChangesTests {
    @Test("A stopped container is told within two seconds, and who shared its network as stranded when it is back")
    func stopped() throws {
      let engine = try EngineUnderTest.start("dashboard")
      defer { engine.stop() }
      try engine.runTutorial()
      let dashboard = try DashboardUnderTest(beside: engine)
      dashboard.press("2/bbox0\r")
      dashboard.showsRow("bbox01", "172.17.0.2", "running")
      try engine.cli("stop", "bbox01")
      dashboard.showsRow("bbox01", "exited", within: .seconds(2))
      try engine.cli("start", "bbox01")
      dashboard.showsRow("bbox01", "172.17.0.2", "running")
      try dashboard.click(on: "bbox04")
      dashboard.showsRow("▲ bbox04")
      dashboard.press("1")
      dashboard.showsRow("bbox01", "172.17.0.2")
    }

    @Test("A new container is a row, and a removed one is gone")
    func comingAndGoing() throws {
      let engine = try EngineUnderTest.start("dashboard")
      defer { engine.stop() }
      let dashboard = try DashboardUnderTest(beside: engine)
      dashboard.showsRow("docker0", "172.17.0.1/16")
      try engine.run("newcomer")
      dashboard.showsRow("═════ eth0", "newcomer", "172.17.0.2/16")
      try engine.remove("newcomer")
      dashboard.hides("newcomer")
    }

    @Test("An engine that ends leaves the kernel's picture, and comes back by itself")
    func engineRestarts() throws {
      let engine = try EngineUnderTest.start("dashboard")
      defer { engine.stop() }
      try engine.run("bbox01")
      let dashboard = try DashboardUnderTest(beside: engine)
      dashboard.showsRow("bbox01", "172.17.0.2/16")
      engine.kill()
      dashboard.shows("docker failed")
      dashboard.hides("bbox01")
      dashboard.showsRow("═════ eth0", "172.17.0.2/16")
      try engine.startAgain()
      try engine.cli("start", "bbox01")
      dashboard.showsRow("═════ eth0", "bbox01", "172.17.0.2/16")
    }

    @Test("An engine that hangs is told as slow, while the kernel's picture goes on")
    func engineHangs() throws {
      let engine = try EngineUnderTest.start("dashboard")
      defer { engine.stop() }
      try engine.run("bbox01")
      let dashboard = try DashboardUnderTest(beside: engine)
      dashboard.showsRow("bbox01", "172.17.0.2/16")
      engine.pause()
      dashboard.shows("docker slow")
      dashboard.showsRow("bbox01", "172.17.0.2/16")
      try engine.namespace.addBridge("br-meanwhile")
      dashboard.showsRow("br-meanwhile", "bridge")
      engine.resume()
      dashboard.hides("docker slow")
    }
  }
#endif
