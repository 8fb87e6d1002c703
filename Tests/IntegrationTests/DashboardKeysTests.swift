#if canImport(CVTerm)
  import Screen
  import TestSupport
  import Testing

  /// What keys and mouse do in the built program, on the kernel's own namespaces.
  @Suite("The dashboard's keys and mouse", .requires(.root))
  struct DashboardKeysTests {
    private let lab: DashboardLab
    private let dashboard: DashboardUnderTest

    init() throws {
      lab = try DashboardLab()
      dashboard = try lab.dashboard()
    }

    @Test("Each view comes by its key, and by a click on its tab")
    func views() throws {
      for (key, title) in [("2", "Containers"), ("3", "Networks"), ("4", "Links"), ("1", "Wiring")] {
        dashboard.press(key)
        dashboard.shows("╭ \(title) ")
      }
      for (tab, title) in [("4 ", "Links"), ("3 ", "Networks"), ("2 ", "Containers"), ("1 ", "Wiring")] {
        try dashboard.click(on: tab + title)
        dashboard.shows("╭ \(title) ")
      }
    }

    @Test("Keys move the selection, and the lines below tell of what is selected")
    func selection() {
      dashboard.selects("host")
      dashboard.press("\u{1B}[B")
      dashboard.selects("br-a")
      dashboard.press("j")
      dashboard.selects("va0")
      dashboard.shows("br-a ─ va0 ═════ eth0", "proved")
      dashboard.press("\u{1B}[A")
      dashboard.selects("br-a")
      dashboard.press("\u{1B}[F")
      dashboard.wait("selects the last row") { screen in
        screen.rows.contains { $0.contains(#/ (\d+)/\1 /#) }
      }
      dashboard.press("g")
      dashboard.selects("host")
    }

    @Test("A click selects a row, a second one opens it")
    func clicks() throws {
      try dashboard.click(on: "va1")
      dashboard.selects("va1")
      try dashboard.click(on: "va0")
      dashboard.selects("va0")
      try dashboard.click(on: "va0")
      dashboard.shows("Esc back", "LINKS", "CABLE", "\(lab.subnet).2/24")
    }

    @Test("The wheel scrolls the list")
    func wheel() throws {
      for number in 0..<10 { try lab.host.addVeth("w\(number)", "x\(number)") }
      dashboard.press("4")
      dashboard.showsRow("host", "w4")
      dashboard.press("\u{1B}[<65;10;8M")
      dashboard.hides(" br-a  ")
      dashboard.selects("host")
      dashboard.press("\u{1B}[<64;10;8M")
      dashboard.showsRow("host", "br-a", "bridge")
    }

    @Test("A click on a heading sorts by it, another one the other way round")
    func sorting() throws {
      dashboard.press("4")
      dashboard.showsRow("namespace", "name", "kind")
      try dashboard.click(on: "kind")
      dashboard.shows("kind▴")
      try dashboard.click(on: "kind▴")
      dashboard.shows("kind▾")
      dashboard.press("o")
      dashboard.shows("state▴")
    }

    @Test("A filter narrows the list while it is typed, stays, and goes")
    func filter() {
      dashboard.press("/")
      dashboard.shows("name, address, id")
      dashboard.press("\(lab.otherSubnet)")
      dashboard.hides("\(lab.subnet).2")
      dashboard.showsRow("br-b", "\(lab.otherSubnet).1/24")
      dashboard.press("\r")
      dashboard.shows("/\(lab.otherSubnet)", "Esc back")
      dashboard.press("\u{1B}")
      dashboard.showsRow("va0", "\(lab.subnet).2")
      dashboard.hides("/\(lab.otherSubnet)")
    }

    @Test("What is wrong with a filter is said while it is typed")
    func wrongFilter() {
      dashboard.press("/nosuch:1")
      dashboard.showsRow("/nosuch:1", "no field \"nosuch\"")
    }

    @Test("A filter is pasted into its field")
    func pastedFilter() {
      dashboard.press("/")
      dashboard.shows("name, address, id")
      dashboard.press("\u{1B}[200~\(lab.otherSubnet)\n\u{1B}[201~")
      dashboard.hides("\(lab.subnet).2")
      dashboard.showsRow("br-b", "\(lab.otherSubnet).1/24")
    }

    @Test("A bridge folds to a row that says how much is below it, and opens again")
    func folding() {
      dashboard.press("j\u{1B}[D")
      dashboard.showsRow("▸ br-a", "2 ports")
      dashboard.hides("\(lab.subnet).2")
      dashboard.press("\u{1B}[C")
      dashboard.showsRow("va0", "\(lab.subnet).2")
    }

    @Test("Enter opens the full page, Esc goes back and never quits")
    func page() {
      dashboard.press("4")
      dashboard.showsRow("host", "br-a", "bridge")
      dashboard.selects("br-a")
      dashboard.press("\r")
      dashboard.shows("╭ link host/br-a", "ADDRESSES", "COUNTERS", "PORTS")
      dashboard.press("\u{1B}[F")
      dashboard.shows("va1")
      dashboard.press("\u{1B}")
      dashboard.shows("╭ Links")
      // Time goes on, so Escape was taken for what it is.
      dashboard.press("p")
      dashboard.shows("paused")
      dashboard.press("\u{1B}")
      dashboard.shows("paused 3s", "╭ Links")
    }

    @Test("The help lists the keys of the view, and a key closes it")
    func help() {
      dashboard.press("?")
      dashboard.shows("Keys in Wiring", "move up")
      dashboard.press("\u{1B}[F")
      dashboard.shows("Keys in Wiring", "redraw the screen")
      dashboard.press("\u{1B}")
      dashboard.hides("Keys in Wiring")
    }

    @Test("The palette finds a command by a few letters, does it, and says why one can't be done")
    func palette() {
      dashboard.press(":")
      dashboard.shows("Commands", "type a few letters")
      dashboard.press("shlinks")
      dashboard.shows("show links")
      dashboard.press("\r")
      dashboard.shows("╭ Links")
      dashboard.press(":back where")
      dashboard.shows("back where it was followed", "no way back")
      dashboard.press("\u{1B}")
      dashboard.hides("Commands ─")
    }

    @Test("A paused screen keeps its picture and shows its age; then it catches up")
    func pause() throws {
      dashboard.press("p")
      dashboard.shows("paused")
      try lab.host.addBridge("br-late")
      dashboard.shows("paused 3s")
      #expect(!dashboard.terminal.text.contains("br-late"))
      dashboard.press("p")
      dashboard.showsRow("br-late", "bridge")
      dashboard.shows("live")
    }

    @Test("Units go round through bytes and bits, powers of 1000 and 1024")
    func units() {
      for (title, unit) in [
        ("bytes, powers of 1024", "tx B/s"), ("bits, powers of 1000", "tx bit/s"), ("bits, powers of 1024", "tx bit/s"),
        ("bytes, powers of 1000", "tx B/s"),
      ] {
        dashboard.press("b")
        dashboard.shows(title, unit)
      }
    }

    @Test("Loopbacks come and go")
    func noise() {
      #expect(!dashboard.terminal.text.contains("loopback"))
      dashboard.press(".")
      dashboard.showsRow("lo", "loopback", "127.0.0.1/8")
      dashboard.press(".")
      dashboard.hides("127.0.0.1/8")
    }

    @Test("At 120 columns the details stand beside the list and take the keyboard")
    func details() {
      dashboard.terminal.resize(to: Size(columns: 120, rows: 40))
      dashboard.press("j")
      dashboard.selects("br-a")
      dashboard.shows("╭ Wiring ", "╭ link host/br-a ", "\(lab.subnet).1/24", "COUNTERS", "PORTS")
      dashboard.press("j")
      dashboard.shows("CABLE", "proved")
      dashboard.press("+")
      dashboard.hides("CABLE")
      dashboard.press("-")
      dashboard.shows("CABLE")
    }

    @Test("A link that comes or goes is on the screen by itself")
    func live() throws {
      try lab.host.addBridge("br-new")
      dashboard.showsRow("br-new", "bridge")
      try lab.host.ip("link", "set", "va0", "down")
      dashboard.showsRow("va0", "╳", "down")
      try lab.host.ip("link", "del", "br-new")
      dashboard.hides("br-new")
    }

    @Test("The selection stays with its object while rows come above it")
    func selectionFollows() throws {
      try dashboard.click(on: "br-b")
      dashboard.selects("br-b")
      try lab.lab.connect(lab.host, "va2", lab.one, "eth1")
      try lab.host.ip("link", "set", "va2", "master", "br-a")
      dashboard.showsRow("va2", "═")
      dashboard.selects("br-b")
    }

    @Test("The mouse is given back to the terminal and taken again")
    func mouse() {
      dashboard.press("m")
      dashboard.shows("the mouse selects text in the terminal")
      #expect(!dashboard.terminal.reportsMouse)
      dashboard.press("m")
      dashboard.shows("the mouse is gantry's")
      #expect(dashboard.terminal.reportsMouse)
    }
  }
#endif
