import Foundation
import TestSupport
import Testing

/// Containers without an engine, on a host of their own.
@Suite("Native containers", .requires(.root, .tool("busybox"), .tool("nft")))
struct NativeContainerTests {
  private let host: NativeHost

  init() throws { host = try NativeHost() }

  @Test("A container has its own network, host name, /etc/hosts and process ids, and is one of ip netns")
  func bridge() throws {
    try host.gantry("network", "create", "lab", "--subnet", "10.9.0.0/24")
    try host.gantry("run", "--name", "web", "--network", "lab", "--ip", "10.9.0.7", "--", "sleep", "1000")
    #expect(try host.host.run("ip", "netns", "list").contains("web"))
    #expect(try host.host.run("ip", "-n", "web", "address", "show", "eth0").contains("inet 10.9.0.7/24"))
    #expect(try host.host.run("ip", "-n", "web", "link", "show", "lo").contains("UP"))
    let container = try host.container("web")
    #expect(container["engine"].string == "native" && container["state"].string == "running")
    #expect(container["mode"].string == "bridge" && container["configuredMode"].string == "lab")
    #expect(container["endpoints"][0]["network"].string == "lab")
    #expect(container["endpoints"][0]["addresses"][0].string == "10.9.0.7/24")
    let pid = String(try #require(container["pid"].int))
    #expect(try host.host.run("cat", "/proc/\(pid)/comm") == "sleep")
    func inside(_ arguments: String...) throws -> String {
      try host.host.command("nsenter", ["--target", pid, "--mount", "--uts", "--pid"] + arguments)()
    }
    #expect(try inside("hostname") == "web")
    #expect(try inside("cat", "/etc/hosts").contains("10.9.0.7\tweb"))
    #expect(try inside("cat", "/proc/1/comm") == "sleep")
    #expect(try !host.host.run("cat", "/etc/hosts").contains("10.9.0.7"))
    let networks = try host.json("list", "networks")
    #expect(networks["networks"].array.first("name", "lab")["containers"][0].string == "native:web")
    #expect(try SchemaValidator.ofThisRepository().findings(in: host.json("list", "all")).isEmpty)
  }

  @Test("Each mode is what the kernel shows: none has lo only, host the host's stack, container:X that of X")
  func modes() throws {
    try host.gantry("run", "--name", "alone", "--mode", "none")
    try host.gantry("run", "--name", "hosted", "--mode", "host")
    try host.gantry("run", "--name", "guest", "--mode", "container:alone")
    #expect(try host.container("alone")["mode"].string == "none")
    #expect(try host.container("hosted")["mode"].string == "host")
    let guest = try host.container("guest")
    #expect(guest["mode"].string == "container" && guest["modeTarget"].string == "native:alone")
    func namespace(_ name: String) throws -> String {
      try host.host.run("readlink", "/proc/\(try #require(host.container(name)["pid"].int))/ns/net")
    }
    #expect(
      try namespace("guest") == namespace("alone") && namespace("hosted") == host.host.run("readlink", "/proc/1/ns/net")
    )
    #expect(try host.host.run("ip", "-n", "alone", "-o", "link").split(separator: "\n").count == 1)
    let refused = try host.answer("rm", "alone", "--yes")
    #expect(refused.status == 1 && refused.standardError.contains("guest share the namespace of alone"))
  }

  @Test("Removing a container kills all that it started, and undoing starts it anew with the same address")
  func removing() throws {
    try host.gantry("network", "create", "lab", "--subnet", "10.9.0.0/24")
    let before = try host.picture()
    try host.gantry(
      "run", "--name", "web", "--network", "lab", "--", "sh", "-c", "setsid sleep 4711 & setsid sleep 4712 & wait")
    try eventually("its children run") { try host.host.run("ps", "-eo", "args").contains("sleep 4712") }
    try host.gantry("rm", "web", "--yes")
    #expect(try !host.host.run("ps", "-eo", "args").contains("sleep 471"))
    try host.expect(before)
    try host.gantry("undo", "--yes")
    #expect(try host.container("web")["state"].string == "running")
    #expect(try host.reaches("10.9.0.1", from: "web"))
    #expect(try host.host.run("ip", "-n", "web", "address").contains("10.9.0.2/24"))
    try host.gantry("undo", "--yes")
    try host.expect(before)
  }

  @Test(
    "The end of a container is noticed, it stays listed until it is removed, and its status is told where one waits")
  func ending() throws {
    try host.gantry("run", "--name", "web", "--mode", "none")
    let pid = String(try #require(host.container("web")["pid"].int))
    try host.host.run("kill", "-9", pid)
    try eventually("it is seen to have ended", within: .seconds(30)) {
      try host.container("web")["state"].string == "exited"
    }
    #expect(try host.container("web")["pid"].int == nil)
    let status = try host.answer(
      "run", "--name", "short", "--mode", "none", "-it", "--", "sh", "-c", "hostname; exit 7")
    #expect(status.status == 7 && status.standardOutput == "short\n", "\(status)")
    try host.gantry("rm", "web", "--yes")
    try host.gantry("rm", "short", "--yes")
    #expect(try host.json("list", "containers")["containers"].array.isEmpty)
    #expect(try !host.host.run("ls", "/run/netns").contains("web"))
  }

  @Test("A process that has got the id of one that has ended is not taken for it, nor killed in its place")
  func reusedID() throws {
    try host.gantry("run", "--name", "web", "--mode", "none")
    let innocent = try #require(try host.container("web")["pid"].int)
    let file = "/run/gantry/sandboxes/web.json"
    let text = try host.host.run("cat", file)
    let forged = text.replacing(/"startTime" : \d+/, with: #""startTime" : 1"#)
    try host.host.command("tee", [file]).with(input: forged)()
    #expect(try host.container("web")["state"].string == "exited")
    try host.gantry("rm", "web", "--yes")
    #expect(try host.host.run("cat", "/proc/\(innocent)/comm") == "sleep")
  }

  @Test("Ten at once all run, each with a name and an address of its own")
  func concurrency() throws {
    try host.gantry("network", "create", "lab", "--subnet", "10.9.0.0/24")
    let all = try (0..<10).map { _ in try host.host.gantry("run", "--network", "lab").start() }
    for process in all {
      process.closeInput()
      #expect(process.collect(within: .seconds(240)))
      #expect(process.output.status == 0, "\(process.output)")
    }
    let containers = try host.json("list", "containers")["containers"].array
    let addresses = Set(containers.map { $0["endpoints"][0]["addresses"][0].string ?? "" })
    #expect(addresses == Set((2...11).map { "10.9.0.\($0)/24" }))
    #expect(Set(containers.map { $0["name"].string ?? "" }).count == 10)
  }

  @Test("A shell is in the object's network namespace and ends as its program does, or with 125")
  func shell() throws {
    try host.gantry("network", "create", "lab", "--subnet", "10.9.0.0/24")
    try host.gantry("run", "--name", "web", "--network", "lab")
    #expect(try host.answer("shell", "web", "--", "ip", "-o", "-4", "address").standardOutput.contains("10.9.0.2/24"))
    #expect(try host.answer("shell", "network:lab", "--", "ip", "-o", "link").standardOutput.contains("br-lab"))
    #expect(try host.answer("shell", "web/eth0", "--", "sh", "-c", "exit 42").status == 42)
    #expect(try host.answer("shell", "web", "--", "sh", "-c", "kill -9 $$").status == 137)
    #expect(try host.answer("shell", "nosuch").status == 125)
    #expect(try host.answer("shell", "web", "--", "no-such-program").status == 125)
  }

  @Test(
    "What cannot be is refused with the reason, and nothing is left behind",
    arguments: [
      (["--name", "a b", "--mode", "none"], 1, "is no name for a container"),
      (["--name", "a\u{1b}[2J", "--mode", "none"], 1, #"\x1b[2J"#),
      (["--name", "../a", "--mode", "none"], 1, "is no name"),
      (["--name", String(repeating: "a", count: 64), "--mode", "none"], 1, "64 bytes"),
      (["--name", "outside", "--mode", "none"], 1, "there is a namespace outside already"),
      (["--name", "x", "--network", "nosuch"], 1, "no object"),
      (["--name", "x", "--mode", "bridge"], 1, "no native network"),
      (["--name", "x", "--mode", "nonsense"], 2, "nonsense"),
      (["--name", "x", "--mode", "container:y"], 1, "no object"),
      (["--name", "x", "--mode", "none", "--ip", "10.0.0.1"], 2, "--network"),
      (["--name", "x", "--mode", "none", "--", "no-such-program"], 1, "there is no program no-such-program"),
      (["--name", "x", "--mode", "none", "-it"], 2, "needs a command"),
    ])
  func refusals(arguments: [String], status: Int, reason: String) throws {
    let before = try host.picture()
    let output = try host.host.command(GantryUnderTest.path, ["run"] + arguments)
      .with(environment: IsolatedHost.environment).run()
    #expect(output.status == Int32(status) && output.standardError.contains(reason), "\(output)")
    #expect(!output.standardError.contains("\u{1b}"))
    try host.expect(before)
  }

  @Test("Without nft a network is refused, with what to install; a container without a network needs none")
  func missingPacketFilter() throws {
    try host.host.command("sh", ["-c", "mount --bind /dev/null $(command -v nft)"])()
    let before = try host.picture()
    let output = try host.answer("network", "create", "lab")
    #expect(output.status == 1 && output.standardError.contains("install the package nftables"), "\(output)")
    try host.expect(before)
    try host.gantry("run", "--name", "web", "--mode", "none")
    #expect(try host.container("web")["mode"].string == "none")
  }
}
