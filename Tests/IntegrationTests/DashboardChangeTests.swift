#if canImport(CVTerm)
  import Foundation
  import Glibc
  import Screen
  import TestSupport
  import Testing

  /// Changes made in the built program with keys, on the kernel's own namespaces; read with other tools.
  @Suite("Changing networks from the dashboard", .requires(.root))
  struct DashboardChangeTests {
    private let host: ChangingHost

    init() throws { host = try ChangingHost() }

    @Test("A network is created, a namespace attached, and both are taken back by u")
    func whole() throws {
      let before = try host.picture()
      let dashboard = try host.dashboard()
      dashboard.createLab()
      dashboard.selects("br-lab")
      #expect(try host.ip("-details", "link", "show", "br-lab").contains("bridge "))
      #expect(try host.ip("-brief", "address", "show", "br-lab").contains("10.77.0.1/24"))
      try dashboard.attach("one")
      dashboard.selects("10.77.0.2/24")
      #expect(try host.ip("-brief", "address", "show", "eth0", in: "one").contains("10.77.0.2/24"))
      #expect(try host.ip("route", "show", "default", in: "one").contains("via 10.77.0.1 dev eth0"))
      #expect(try host.ip("-brief", "link", "show", "master", "br-lab").contains("veth"))
      dashboard.press("u")
      dashboard.insist("undo: attach one to lab")
      #expect(try host.ip("-brief", "link", "show", "master", "br-lab").isEmpty)
      #expect(try !host.ip("-brief", "link", in: "one").contains("eth0"))
      dashboard.press("u")
      dashboard.insist("undo: create network lab")
      #expect(try host.picture() == before)
      dashboard.press("u")
      dashboard.shows("there is no change that could be undone")
      dashboard.press("7g")
      dashboard.shows("1. make the bridge br-lab", "done in")
      dashboard.press("q")
      #expect(try dashboard.ends() == 0)
    }

    @Test("Several that are marked are attached at once, and taken back at once")
    func several() throws {
      let dashboard = try host.dashboard()
      dashboard.createLab()
      for name in ["one", "two"] {
        try dashboard.select(name)
        dashboard.press(" ")
      }
      dashboard.shows("2 marked")
      dashboard.press("a")
      dashboard.shows("Attach one, two", "● lab")
      dashboard.press("\r")
      dashboard.carryOut("attach one, two to lab")
      #expect(try host.ip("-brief", "address", "show", "eth0", in: "one").contains("10.77.0.2/24"))
      #expect(try host.ip("-brief", "address", "show", "eth0", in: "two").contains("10.77.0.3/24"))
      dashboard.press("u")
      dashboard.insist("undo: attach one, two to lab")
      #expect(try host.ip("-brief", "link", "show", "master", "br-lab").isEmpty)
    }

    @Test("r runs a container without any engine, d removes it, and u takes back what made it")
    func running() throws {
      let before = try host.picture()
      let dashboard = try host.dashboard()
      dashboard.createLab()
      for (name, ending) in [("box", "d"), ("crate", "u")] {
        dashboard.press("r")
        dashboard.shows("Run a container")
        dashboard.press("\(name)\t\tlab")
        dashboard.showsRow("● lab")
        dashboard.press("\t\t")
        dashboard.press("sleep 1000\r")
        dashboard.carryOut("run container \(name)")
        dashboard.showsRow("container \(name)", "bridge")
        #expect(try host.ip("netns").contains(name))
        #expect(try host.ip("-brief", "address", "show", "eth0", in: name).contains("10.77.0.2/24"))
        let commands = try host.ip("netns", "pids", name).split(separator: "\n").map {
          try host.host.run("cat", "/proc/\($0)/cmdline")
        }
        #expect(commands.contains { $0.contains("sleep\u{0}1000") }, "\(commands)")
        dashboard.press(ending)
        dashboard.insist(ending == "d" ? "remove container \(name)" : "undo: run container \(name)")
        #expect(try !host.ip("netns").contains(name))
      }
      dashboard.press("u")
      dashboard.carryOut("undo: remove container box")
      dashboard.press("u")
      dashboard.insist("undo: run container box")
      dashboard.press("u")
      dashboard.insist("undo: create network lab")
      #expect(try host.picture() == before)
    }

    @Test("What carries the default route is changed by nobody who has not typed its name")
    func guarded() throws {
      for line in ["link add br0 type bridge", "link set br0 up", "address add 10.9.0.2/24 dev br0"] {
        try host.host.command("ip", line.split(separator: " ").map(String.init))()
      }
      try host.host.run("ip", "route", "add", "default", "via", "10.9.0.254")
      let create = ["network", "create", "lab", "--bridge", "br0", "--subnet", "10.77.0.0/24"]
      let before = try host.picture()
      let gantry = { (arguments: [String]) in
        host.host.command(GantryUnderTest.path, arguments).with(environment: IsolatedHost.environment)
      }
      let refusal = try gantry(create + ["--yes"]).run()
      #expect(refusal.status == 2 && refusal.standardError.contains("--confirm br0"), "\(refusal.standardError)")
      #expect(try host.picture() == before)
      try gantry(create + ["--confirm", "br0"])()
      let dashboard = try host.dashboard()
      dashboard.press("3")
      dashboard.showsRow("lab", "br0", "10.77.0.0/24")
      dashboard.press("d")
      dashboard.shows("type br0", "[ Carry out ]")
      dashboard.press("br\t\r")
      dashboard.shows("[ Carry out ]")
      #expect(try host.ip("-brief", "address", "show", "br0").contains("10.77.0.1/24"))
      dashboard.press("0\t\r")
      dashboard.shows("✓ remove network lab")
      let after = try host.picture().filter { !$0.hasPrefix("/run/gantry/journal/") }
      #expect(after == before, "\(after)")
    }

    @Test("x detaches, d deletes the network; Cancel has the keyboard in both")
    func detaching() throws {
      let before = try host.ip("-brief", "address", in: "one")
      let dashboard = try host.dashboard()
      dashboard.createLab()
      try dashboard.attach("one")
      dashboard.selects("10.77.0.2/24")
      dashboard.press("x")
      dashboard.shows("Detach one from lab", "destructive")
      dashboard.press("\r")
      dashboard.hides("destructive")
      #expect(try host.ip("-brief", "link", in: "one").contains("eth0"), "Enter alone cancels")
      dashboard.press("x")
      dashboard.insist("detach one from lab")
      #expect(try host.ip("-brief", "address", in: "one") == before)
      try dashboard.click(on: "br-lab")
      dashboard.press("d")
      dashboard.insist("remove network lab")
      #expect(try !host.ip("-brief", "link").contains("br-lab"))
    }

    @Test("A plan whose ground is gone is told so, stays until dismissed, and leaves nothing")
    func failure() throws {
      let dashboard = try host.dashboard()
      dashboard.createLab()
      try dashboard.select("one")
      dashboard.press("a")
      dashboard.shows("● lab")
      dashboard.press("\r")
      dashboard.shows("[ Carry out ]", "eth0 in one")
      // What was planned for is not there any more.
      try host.host.run("ip", "netns", "del", "one")
      dashboard.press("\r")
      dashboard.shows("[ Close ]", "no namespace")
      dashboard.press("\u{1B}")
      dashboard.hides("[ Close ]")
      #expect(try host.ip("-brief", "link", "show", "master", "br-lab").isEmpty)
      #expect(try !host.ip("-brief", "link").contains("veth"))
    }

    @Test(
      "Whoever cancels between two steps finds all of it taken back, while the screen goes on",
      .requires(.tool("strace")), arguments: ["\u{1B}", "q", "\u{3}"])
    func cancelling(key: String) throws {
      let before = try host.picture()
      let dashboard = try host.dashboard(isSlow: true)
      dashboard.press("nlab\r")
      dashboard.shows("[ Carry out ]")
      dashboard.press("\r")
      dashboard.showsRow("✓ make the bridge")
      try host.host.run("ip", "link", "add", "other", "type", "bridge")
      dashboard.showsRow("─ other")
      try host.host.run("ip", "link", "del", "other")
      dashboard.press(key)
      dashboard.shows("cancelled: create network lab")
      #expect(try host.picture() == before)
      dashboard.press("q")
      #expect(try dashboard.ends() == 0)
    }

    @Test("A terminal that goes away in the middle of a plan leaves nothing half done", .requires(.tool("strace")))
    func hangUp() throws {
      let before = try host.picture()
      let dashboard = try host.dashboard(isSlow: true)
      dashboard.press("nlab\r")
      dashboard.shows("[ Carry out ]")
      dashboard.press("\r")
      dashboard.showsRow("✓ make the bridge")
      _ = dashboard.terminal.hangUp()
      try eventually("all is as before", within: .seconds(20)) { try host.picture() == before }
    }

    @Test(
      "A signal in the middle of a plan has it rolled back, then ends the dashboard and says so; a second changes nothing",
      .requires(.tool("strace")), arguments: ["TERM", "HUP"])
    func stopping(signal: String) throws {
      let before = try host.picture()
      let dashboard = try host.dashboard(isSlow: true)
      dashboard.press("nlab\r")
      dashboard.shows("[ Carry out ]")
      dashboard.press("\r")
      dashboard.showsRow("✓ make the bridge")
      try host.host.run("pkill", "-\(signal)", "-x", "gantry")
      dashboard.shows("SIG\(signal): rolling back")
      try host.host.run("pkill", "-INT", "-x", "gantry")
      #expect(try dashboard.ends() == 128 + (signal == "TERM" ? SIGTERM : SIGHUP))
      #expect(dashboard.written.contains("gantry: it was cancelled"), "\(dashboard.written.suffix(400))")
      #expect(dashboard.written.contains("  rolled back: make the bridge br-lab"))
      #expect(try host.picture() == before)
    }

    @Test("A signal while another gantry has the lock ends the dashboard at once", .requires(.tool("flock")))
    func stoppingAtLock() throws {
      try host.host.gantry("network", "create", "other", "--subnet", "10.78.0.0/24")()
      let dashboard = try host.dashboard()
      dashboard.press("nlab\r")
      dashboard.shows("[ Carry out ]")
      let holder = try host.host.command("flock", ["/run/gantry/lock", "sh", "-c", "echo locked; read _"]).start()
      try holder.waitForLine(containing: "locked")
      dashboard.press("\r")
      dashboard.shows("  make the bridge br-lab")
      try host.host.run("pkill", "-TERM", "-x", "gantry")
      #expect(try dashboard.ends() == 128 + SIGTERM)
      #expect(try !host.ip("-brief", "link").contains("br-lab"))
    }

    @Test("With --read-only nothing can be changed")
    func readOnly() throws {
      let before = try host.picture()
      let dashboard = try host.dashboard("--read-only")
      dashboard.showsRow("gantry", "read-only")
      for key in ["n", "r", "a", "x", "d", "u"] {
        dashboard.press(key)
        dashboard.shows("started with --read-only")
      }
      dashboard.press("q")
      #expect(try dashboard.ends() == 0)
      #expect(try host.picture() == before)
      #expect(try host.host.run("ls", "/run").split(separator: "\n") == ["netns"])
    }

    @Test("What another gantry has made is shown with its name")
    func others() throws {
      let dashboard = try host.dashboard()
      dashboard.press("3")
      dashboard.shows("╭ Networks")
      try host.host.gantry("network", "create", "lab", "--subnet", "10.77.0.0/24")()
      dashboard.showsRow("lab ", "br-lab", "10.77.0.0/24")
      // What another gantry wrote down is read once a second.
      dashboard.wait("offers the undoing") { screen in
        if !screen.text.contains("[ Carry out ]") { dashboard.press("u") }
        return screen.text.contains("[ Carry out ]")
      }
      dashboard.insist("undo: create network lab")
    }

    @Test("What a killed gantry left behind is offered to be cleaned up, and nothing is done by itself")
    func recovery() throws {
      let before = try host.picture()
      try host.host.gantry("network", "create", "lab", "--subnet", "10.77.0.0/24")()
      // The journal as a killed process leaves it.
      try host.host.run("sed", "-i", #"s/"state" : "done"/"state" : "running"/"#, "/run/gantry/journal/1.json")
      let dashboard = try host.dashboard(size: Size(columns: 100, rows: 40), first: ["Clean up"])
      dashboard.shows("Clean up", "[ Cancel ]")
      dashboard.press("\u{1B}")
      dashboard.hides("[ Cancel ]")
      #expect(try host.ip("-brief", "link").contains("br-lab"))
      dashboard.press("n")
      dashboard.shows("Clean up")
      dashboard.insist("clean up")
      #expect(try host.picture() == before)
    }

    @Test("At 60×15 the same keys do the same")
    func tiny() throws {
      let dashboard = try host.dashboard(size: Size(columns: 60, rows: 15))
      dashboard.createLab()
      try dashboard.attach("two")
      #expect(try host.ip("-brief", "address", "show", "eth0", in: "two").contains("10.77.0.2/24"))
    }
  }
#endif
