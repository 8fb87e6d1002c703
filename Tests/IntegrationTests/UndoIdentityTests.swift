import TestSupport
import Testing

/// Undo tells what gantry made from other objects of the same name.
@Suite("Undoing by identity", .requires(.root), .serialized)
struct UndoIdentityTests {
  private let host: NativeHost

  init() throws {
    host = try NativeHost()
    try host.host.run("ip", "netns", "add", "one")
  }

  /// Expects that an undo refuses, beforehand too, and that nothing differs then.
  /// - Returns: the reason.
  @discardableResult
  private func refuses(_ arguments: String..., at location: SourceLocation = #_sourceLocation) throws -> String {
    let before = try host.picture()
    let environment = IsolatedHost.environment
    let dry = try host.host.command(GantryUnderTest.path, ["undo", "--dry-run"] + arguments).with(
      environment: environment
    ).run()
    let undo = try host.host.command(GantryUnderTest.path, ["undo", "--yes"] + arguments).with(environment: environment)
      .run()
    #expect(dry.status == 1 && undo.status == 1, "\(dry) \(undo)", sourceLocation: location)
    #expect(dry.standardError == undo.standardError, sourceLocation: location)
    try host.expect(before, at: location)
    return undo.standardError
  }

  @Test("A network that was made, removed and made again is not that of the first making")
  func networkMadeAgain() throws {
    try host.gantry("network", "create", "p1")
    try host.gantry("network", "rm", "p1", "--yes")
    try host.gantry("network", "create", "p1")
    try host.gantry("run", "--name", "k1", "--network", "p1", "--", "sleep", "999")
    try #expect(refuses("1").contains("p1"))
    #expect(try host.reaches("203.0.113.2", from: "k1"))
  }

  @Test("A container that was made, removed and made again is not that of the first making")
  func containerMadeAgain() throws {
    try host.gantry("network", "create", "p1")
    for _ in 0..<2 {
      try host.gantry("run", "--name", "k1", "--network", "p1", "--", "sleep", "999")
      try host.gantry("rm", "k1", "--yes")
    }
    try host.gantry("run", "--name", "k1", "--network", "p1", "--", "sleep", "999")
    try #expect(refuses("2").contains("k1"))
    try #expect(refuses("4").contains("k1"))
    #expect(try host.container("k1")["state"].string == "running")
  }

  @Test("A cable that was made, removed and made again is not that of the first making")
  func cableMadeAgain() throws {
    try host.gantry("network", "create", "p1")
    for _ in 0..<2 {
      try host.gantry("attach", "one", "--network", "p1")
      try host.gantry("detach", "one", "p1", "--yes")
    }
    try host.gantry("attach", "one", "--network", "p1")
    try refuses("2")
    #expect(try host.reaches("203.0.113.2", from: "one"))
  }

  @Test("Making, removing, undoing and undoing ends with nothing")
  func successors() throws {
    let before = try host.picture()
    for changes in [[["network", "create", "p1"], ["network", "rm", "p1", "--yes"]]] {
      for change in changes + changes.map({ _ in ["undo", "--yes"] }) {
        #expect(try answer(change).status == 0, "\(change)")
      }
      try host.expect(before)
    }
    try host.gantry("network", "create", "p1")
    let network = try host.picture()
    for change in [
      ["run", "--name", "k1", "--network", "p1", "--", "sleep", "999"], ["rm", "k1", "--yes"], ["undo", "--yes"],
      ["rm", "k1", "--yes"], ["undo", "--yes"], ["undo", "--yes"], ["attach", "one", "--network", "p1"],
      ["detach", "one", "p1", "--yes"], ["undo", "--yes"], ["undo", "--yes"],
    ] {
      let answer = try answer(change)
      #expect(answer.status == 0, "\(change): \(answer.standardError)")
      if change == ["undo", "--yes"], try host.json("list", "containers")["containers"].array.isEmpty, try !isAttached()
      {
        try host.expect(network)
      }
    }
    try host.expect(network)
    try host.gantry("undo", "--yes")
    try host.expect(before)
  }

  private func isAttached() throws -> Bool { try host.host.run("ip", "-n", "one", "link").contains("eth0") }

  private func answer(_ arguments: [String]) throws -> Output {
    try host.host.command(GantryUnderTest.path, arguments).with(environment: IsolatedHost.environment).run()
  }

  @Test(
    "A change on which later ones build is refused, with their numbers",
    arguments: [
      ["run", "--name", "k1", "--network", "p1", "--", "sleep", "999"], ["attach", "one", "--network", "p1"],
    ])
  func later(change: [String]) throws {
    try host.gantry("network", "create", "p1")
    let answer = try answer(change)
    #expect(answer.status == 0, "\(answer.standardError)")
    let refusal = try refuses("1")
    #expect(refusal.contains("2"), "\(refusal)")
    try host.gantry("undo", "--yes")
    try host.gantry("undo", "--yes")
  }

  @Test(
    "What somebody has made in the place of gantry's own stays",
    arguments: [
      "ip link del br-p1; ip link add br-p1 type bridge; ip address add 10.1.2.3/24 dev br-p1; ip link set br-p1 up",
      "ip link del br-p1; ip link add up1 type veth peer name br-p1",
    ])
  func replacedBridge(script: String) throws {
    try host.gantry("network", "create", "p1")
    try host.host.run("sh", "-c", script)
    let refusal = try refuses()
    #expect(refusal.contains("br-p1"), "\(refusal)")
    try host.gantry("network", "create", "after")
    try host.gantry("undo", "--yes")
  }

  @Test("A network whose bridge somebody has replaced can be removed; the other bridge stays")
  func removalOfReplaced() throws {
    try host.gantry("network", "create", "p1")
    try host.host.run(
      "sh", "-c", "ip link del br-p1; ip link add br-p1 type bridge; ip address add 10.1.2.3/24 dev br-p1")
    let removal = try answer(["network", "rm", "p1", "--yes"])
    #expect(removal.status == 0, "\(removal.standardError)")
    #expect(removal.standardOutput.contains("br-p1 is another link by now, which gantry did not make: it stays"))
    #expect(try host.host.run("ip", "address", "show", "br-p1").contains("10.1.2.3/24"))
    #expect(try host.json("list", "networks")["networks"].array.allSatisfy { $0["engine"].string != "native" })
    #expect(try host.host.run("sh", "-c", "nft list tables").contains("gantry") == false)
  }

  @Test("A detached link comes back with the addresses that it had, and with those only")
  func presentAddresses() throws {
    try host.gantry("network", "create", "p1", "--subnet", "10.9.0.0/24")
    try host.gantry("attach", "one", "--network", "p1")
    for change in [
      "address del 10.9.0.2/24 dev eth0", "address add 10.9.0.77/24 dev eth0", "address add 192.0.2.7/32 dev eth0",
      "route add 198.51.100.0/24 via 10.9.0.1",
    ] {
      try host.host.run("sh", "-c", "ip -n one \(change)")
    }
    let plan = try answer(["detach", "one", "p1", "--yes"])
    #expect(plan.standardOutput.contains("the route 198.51.100.0/24 by eth0 goes"), "\(plan)")
    try host.gantry("undo", "--yes")
    let addresses = try host.host.run("ip", "-n", "one", "-brief", "-4", "address", "show", "eth0")
    #expect(addresses.contains("10.9.0.77/24") && addresses.contains("192.0.2.7/32"), "\(addresses)")
    #expect(!addresses.contains("10.9.0.2/24"))
    // It went with the address that it was reached by.
    #expect(try !host.host.run("ip", "-n", "one", "route").contains("default"))
    for _ in 0..<2 { try host.gantry("undo", "--yes") }
  }

  @Test("A namespace that somebody has made in the place of a container's stays")
  func replacedNamespace() throws {
    try host.gantry("network", "create", "p1")
    try host.gantry("run", "--name", "k1", "--network", "p1", "--", "sleep", "999")
    try host.host.run("sh", "-c", "ip netns pids k1 | xargs kill -KILL; ip netns del k1; ip netns add k1")
    try host.host.run("ip", "-n", "k1", "link", "add", "mine", "type", "bridge")
    _ = try host.answer("undo", "--yes")
    _ = try host.answer("undo", "--recover", "--yes")
    _ = try host.answer("rm", "k1", "--yes")
    #expect(try host.host.run("ip", "-n", "k1", "link").contains("mine"))
    try host.gantry("network", "create", "after")
  }

  @Test("A bridge whose hardware address the kernel changes with its ports is still the network's")
  func changingBridge() throws {
    try host.host.batch(["link add br0 type bridge", "link set br0 up"])
    let before = try host.picture().filter { !$0.hasPrefix("link 3: br0") }
    try host.gantry("network", "create", "p1", "--bridge", "br0", "--subnet", "10.9.0.0/24")
    for name in ["k1", "k2"] { try host.gantry("run", "--name", name, "--network", "p1", "--", "sleep", "999") }
    #expect(try host.reaches("10.9.0.1", from: "k2"))
    for _ in 0..<3 { try host.gantry("undo", "--yes") }
    // A bridge that had ports has neither carrier nor address without them.
    let after = try host.picture().filter { !$0.hasPrefix("link 3: br0") }
    #expect(after == before, "\(after.difference(from: before))")
  }

  @Test("An address that another one has by now is not given away twice", arguments: ["10.9.0.2", "fd09::2"])
  func takenAddress(address: String) throws {
    try host.gantry("network", "create", "p1", "--subnet", "10.9.0.0/24", "--subnet", "fd09::/64")
    try host.gantry("run", "--name", "k1", "--network", "p1", "--", "sleep", "999")
    try host.gantry("detach", "k1", "p1", "--yes")
    try host.gantry("attach", "one", "--network", "p1", "--ip", address)
    // Of the other family it got the lowest free address, which is taken too.
    try #expect(refuses("3").contains(" is taken by now (one/eth0)"))
  }

  @Test("A chain that somebody has made in the place of gantry's own is found beforehand")
  func foreignChain() throws {
    try host.gantry("network", "create", "p1")
    try host.gantry("network", "rm", "p1", "--yes")
    try host.host.run(
      "nft",
      "add table inet gantry; add chain inet gantry forward-p1 { type filter hook forward priority 0; };"
        + "add rule inet gantry forward-p1 ip saddr 192.0.2.9 drop")
    try #expect(refuses().contains("chain forward-p1 in the table inet gantry that gantry did not make"))
  }
}
