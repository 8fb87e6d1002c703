import Foundation
import TestSupport
import Testing

/// Changing how a container of gantry's own is connected, and what is not changed just like that.
@Suite("Modes and guards without an engine", .requires(.root, .tool("busybox"), .tool("nft")))
struct NativeModeTests {
  private let host: NativeHost

  init() throws {
    host = try NativeHost()
    try host.gantry("network", "create", "lab", "--subnet", "10.9.0.0/24", "--subnet", "fd00:9::/64")
  }

  private func namespace(of container: String) throws -> String {
    try host.host.run("readlink", "/proc/\(try #require(host.container(container)["pid"].int))/ns/net")
  }

  @Test("From every mode to every other: the kernel shows it, and undoing it all leaves nothing")
  func everyPair() throws {
    let before = try host.picture()
    try host.gantry("run", "--name", "other", "--mode", "none")
    try host.gantry("run", "--name", "web", "--network", "lab")
    let own = try host.host.run("readlink", "/proc/1/ns/net")
    var changes = 2
    func attach(_ arguments: String...) throws {
      try host.host.command(GantryUnderTest.path, ["attach", "web"] + arguments + ["--yes"])
        .with(environment: IsolatedHost.environment)()
      changes += 1
    }
    func expectBridge() throws {
      #expect(try host.container("web")["mode"].string == "bridge")
      #expect(try host.reaches("203.0.113.2", from: "web") && host.reaches("2001:db8::2", from: "web"))
    }
    func expectNone() throws {
      #expect(try host.container("web")["mode"].string == "none")
      #expect(try host.host.run("ip", "-n", "web", "-o", "link").split(separator: "\n").count == 1)
    }
    func expectHost() throws {
      #expect(try namespace(of: "web") == own && host.container("web")["mode"].string == "host")
    }
    func expectShared() throws {
      #expect(try namespace(of: "web") == namespace(of: "other"))
      #expect(try host.container("web")["modeTarget"].string == "native:other")
      #expect(try !host.host.run("ls", "/run/netns").contains("web"))
    }
    try expectBridge()
    try attach("--mode", "none")
    try expectNone()
    try attach("--network", "lab")
    try expectBridge()
    try attach("--mode", "host")
    try expectHost()
    try attach("--mode", "bridge")
    try expectBridge()
    try attach("--mode", "container:other")
    try expectShared()
    try attach("--network", "lab")
    try expectBridge()
    try attach("--mode", "none")
    try attach("--mode", "host")
    try expectHost()
    try attach("--mode", "none")
    try expectNone()
    try attach("--mode", "container:other")
    try expectShared()
    try attach("--mode", "host")
    try expectHost()
    try attach("--mode", "container:other")
    try attach("--mode", "none")
    try expectNone()
    for _ in 0..<changes { try host.gantry("undo", "--yes") }
    try host.expect(before)
  }

  @Test("A second network is a second interface; each goes by itself, and the first keeps the default route")
  func several() throws {
    try host.gantry("network", "create", "other", "--subnet", "10.8.0.0/24")
    try host.gantry("run", "--name", "web", "--network", "lab")
    try host.gantry("attach", "web", "--network", "other", "--ip", "10.8.0.9", "--interface", "lan0")
    #expect(try host.reaches("10.8.0.1", from: "web") && host.reaches("203.0.113.2", from: "web"))
    #expect(try host.host.run("ip", "-n", "web", "route", "show", "default").contains("dev eth0"))
    try host.gantry("detach", "web", "lab", "--yes")
    #expect(try !host.host.run("ip", "-n", "web", "link").contains("eth0"))
    #expect(try host.reaches("10.8.0.9", from: "web"))
    let undone = try host.answer("undo", "3", "--yes")
    #expect(undone.status == 1 && undone.standardError.contains("later changes build on it: "), "\(undone)")
  }

  @Test("A process of somebody else's is not moved, with the reason, and nothing changes")
  func foreign() throws {
    let before = try host.picture()
    for mode in ["host", "none"] {
      let output = try host.answer("attach", "namespace:outside", "--mode", mode, "--yes")
      #expect(
        output.status == 1 && output.standardError.contains(mode == "host" ? "was started in" : "not made by gantry"))
    }
    try host.expect(before)
  }

  @Test("A bridge on which an SSH session or the default route hangs is changed only where its name is given")
  func guards() throws {
    try host.host.batch([
      "netns add client", "link add br0 type bridge", "address add 10.50.0.1/24 dev br0", "link set br0 up",
      "link add v0 type veth peer name eth0 netns client", "link set v0 master br0 up",
    ])
    try host.host.command("ip", ["-n", "client", "link", "set", "eth0", "up"])()
    try host.host.command("ip", ["-n", "client", "address", "add", "10.50.0.2/24", "dev", "eth0"])()
    // A process called sshd, and somebody who is connected to it.
    let server = try host.host.command(
      "bash",
      ["-c", "cp $(command -v busybox) /run/sshd && exec -a nc /run/sshd -l -p 22"]
    ).start()
    try eventually("it listens", within: .seconds(30)) {
      try host.host.run("ss", "-tln").contains(":22 ")
    }
    let client = try host.host.command("ip", ["netns", "exec", "client", "busybox", "nc", "10.50.0.1", "22"]).start()
    try eventually("somebody is connected", within: .seconds(30)) {
      try host.host.run("ss", "-tn").contains(":22 ")
    }
    // The kernel tells of its carrier a little later.
    try eventually("the bridge is up", within: .seconds(30)) {
      try host.host.run("ip", "link", "show", "br0").contains("state UP")
    }
    let before = try host.picture()
    let arguments = ["network", "create", "guarded", "--bridge", "br0", "--subnet", "10.50.0.0/24"]
    let refused = try host.host.command(GantryUnderTest.path, arguments + ["--yes"])
      .with(environment: IsolatedHost.environment).run()
    #expect(refused.status == 2, "\(refused)")
    #expect(refused.standardError.contains("an SSH session goes through 10.50.0.1; --confirm br0 carries it out"))
    try host.expect(before)
    try host.host.command(GantryUnderTest.path, arguments + ["--confirm", "br0"])
      .with(environment: IsolatedHost.environment)()
    #expect(try host.answer("undo", "--yes").status == 2)
    try host.gantry("undo", "--yes", "--confirm", "br0")
    try host.expect(before)
    withExtendedLifetime((server, client)) {}
  }

  @Test(
    "What a network cannot be is refused with status 1 and the reason, and nothing is left behind",
    arguments: [
      (["lab"], "there is a network lab already"), (["a b"], "is no name"), (["abcdefghijklm"], "16 bytes"),
      (["x", "--subnet", "10.9.0.128/25"], "overlaps 10.9.0.0/24"), (["x", "--subnet", "203.0.113.0/25"], "overlaps"),
      (["x", "--subnet", "fd00:9::/80"], "overlaps fd00:9::/64"),
      (["x", "--subnet", "10.1.0.0/31"], "length of 8 to 30"),
      (["x", "--subnet", "10.1.0.0/32"], "length of 8 to 30"), (["x", "--subnet", "10.1.0.1/24"], "host bits"),
      (["x", "--subnet", "10.1.0.0/24", "--gateway", "10.2.0.1"], "is not in"),
      (["x", "--mtu", "9000"], "more than up0"),
      (["x", "--ipv6", "--mtu", "1000"], "1280 to 65535"), (["x", "--bridge", "up0"], "is no bridge"),
    ])
  func refusals(arguments: [String], reason: String) throws {
    let before = try host.picture()
    let output = try host.host.command(GantryUnderTest.path, ["network", "create"] + arguments)
      .with(environment: IsolatedHost.environment).run()
    #expect(output.status == 1 && output.standardError.contains(reason), "\(output)")
    try host.expect(before)
  }

  @Test("A full network, an address that is taken, outside or the gateway's: refused, and nothing is left behind")
  func addresses() throws {
    try host.gantry("network", "create", "small", "--subnet", "10.7.0.0/30")
    try host.gantry("run", "--name", "only", "--network", "small")
    let before = try host.picture()
    for (arguments, reason) in [
      (["--network", "small"], "every address of 10.7.0.0/30"),
      (["--network", "small", "--ip", "10.7.0.2"], "10.7.0.2 is taken"),
      (["--network", "lab", "--ip", "10.9.0.1"], "10.9.0.1 is taken"),
      (["--network", "lab", "--ip", "10.8.0.1"], "is not in 10.9.0.0/24"),
      (["--network", "lab", "--ip", "fd00:9::1"], "is taken"),
    ] {
      let output = try host.host.command(GantryUnderTest.path, ["run", "--name", "x"] + arguments)
        .with(environment: IsolatedHost.environment).run()
      #expect(output.status == 1 && output.standardError.contains(reason), "\(output)")
      try host.expect(before)
    }
  }
}
