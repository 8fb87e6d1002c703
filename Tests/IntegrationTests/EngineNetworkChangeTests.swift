import TestSupport
import Testing

/// Networks of a real engine, made, joined, left and removed by the built program.
@Suite("Changing Docker's networks", .serialized, .requires(.engine))
struct EngineNetworkChangeTests {
  private static let lab = Result { try EngineChangesLab("nets") }
  private let lab: EngineChangesLab

  init() throws { lab = try Self.lab.get() }

  @Test("A network has everything that was asked for, and undoing leaves nothing")
  func creating() throws {
    let before = try lab.leftovers()
    try lab.change(
      "network", "create", "made", "--engine", "docker", "--subnet", "10.91.0.0/24", "--gateway", "10.91.0.254",
      "--ipv6",
      "--internal", "--mtu", "1400", "--bridge", "br-made", "--isolate-ports")
    let network = try lab.engine.inspectNetwork("made")
    #expect(network["IPAM"]["Config"][0]["Subnet"].string == "10.91.0.0/24")
    #expect(network["IPAM"]["Config"][0]["Gateway"].string == "10.91.0.254")
    #expect(network["IPAM"]["Config"][1]["Subnet"].string?.hasPrefix("fd") == true)
    #expect(network["EnableIPv6"].bool == true && network["Internal"].bool == true)
    #expect(network["Options"]["com.docker.network.bridge.enable_icc"].string == "false")
    #expect(network["Options"]["com.docker.network.driver.mtu"].string == "1400")
    #expect(try lab.engine.namespace.ip("address", "show", "br-made").contains("10.91.0.254/24"))
    let refusal = try lab.refusal("network", "create", "second", "--engine", "docker", "--subnet", "10.91.0.128/25")
    #expect(refusal.contains("overlaps 10.91.0.0/24 (the network made)"))
    try lab.change("undo")
    #expect(try lab.leftovers() == before)
  }

  @Test("A container leaves a network and gets its address, aliases and hardware address back")
  func detaching() throws {
    try lab.change("network", "create", "appnet", "--engine", "docker", "--subnet", "10.92.0.0/24")
    defer {
      _ = try? lab.engine.cli("rm", "--force", "member", "bystander")
      _ = try? lab.engine.cli("network", "rm", "appnet")
    }
    try lab.create("member", network: "appnet", runs: true, options: ["--ip", "10.92.0.50", "--network-alias", "db"])
    try lab.change("attach", "member", "--network", "bridge")
    let before = try lab.configuration(of: "member")
    try lab.change("detach", "member", "appnet")
    #expect(try lab.engine.exec("member", "ip", "address").contains("10.92.0.50") == false)
    // Somebody takes the lowest free address meanwhile.
    try lab.create("bystander", network: "appnet", runs: true)
    try lab.change("undo")
    #expect(try lab.configuration(of: "member") == before && before.contains("10.92.0.50"))
    // A new link's queue drops all until the kernel's link watch comes round, which waits for others' RTNL.
    try eventually("bystander reaches db by its name", within: .seconds(30)) {
      (try? lab.engine.exec("bystander", "ping", "-c", "1", "-W", "1", "db"))?.contains("10.92.0.50") == true
    }
    let refused = try lab.refusal("attach", "bystander", "--network", "bridge", "--ip", "172.17.0.99")
    #expect(refused.contains("supported on user defined networks only"))
  }

  @Test("Ten that run a container at once all have theirs, each with an address of its own")
  func concurrency() throws {
    try lab.change("network", "create", "crowd", "--engine", "docker", "--subnet", "10.93.0.0/24")
    let names = (0..<10).map { "crowd\($0)" }
    defer {
      _ = try? lab.engine.client(["rm", "--force"] + names).run()
      _ = try? lab.engine.cli("network", "rm", "crowd")
    }
    let all = try names.map { name in
      try lab.gantry.command(
        ["run", "--engine", "docker", "--image", "busybox", "--name", name, "--network", "crowd", "--", "sleep", "900"]
      ).start()
    }
    for process in all {
      process.closeInput()
      #expect(process.collect(within: .seconds(120)))
      #expect(process.output.status == 0, "\(process.output)")
    }
    let addresses = try names.map {
      try lab.engine.inspect($0)["NetworkSettings"]["Networks"]["crowd"]["IPAddress"].string ?? ""
    }
    #expect(Set(addresses).count == 10 && addresses.allSatisfy { $0.hasPrefix("10.93.0.") }, "\(addresses)")
    for _ in names { try lab.change("undo") }
    #expect(try lab.engine.cli("ps", "--all", "--format", "{{.Names}}").contains("crowd") == false)
  }

  @Test("A network in use stays; one that is removed comes back as it was")
  func removing() throws {
    try lab.change("network", "create", "gone", "--engine", "docker", "--mtu", "1400", "--internal")
    try lab.create("user", network: "gone", runs: true)
    defer {
      _ = try? lab.engine.cli("rm", "--force", "user")
      _ = try? lab.engine.cli("network", "rm", "gone")
    }
    #expect(try lab.refusal("network", "rm", "gone").contains("network gone has active endpoints: user"))
    try lab.change("detach", "user", "gone")
    let before = try lab.engine.inspectNetwork("gone")
    try lab.change("network", "rm", "gone")
    #expect(try lab.engine.cli("network", "ls").contains("gone") == false)
    try lab.change("undo")
    let after = try lab.engine.inspectNetwork("gone")
    for member in ["Name", "Driver", "IPAM", "Options", "Labels", "Internal", "EnableIPv6"] {
      #expect(after[member] == before[member], "\(member)")
    }
    // The change before that one knows the network's new id.
    try lab.change("undo")
    #expect(try lab.engine.inspect("user")["NetworkSettings"]["Networks"].object.keys.sorted() == ["gone"])
  }

  @Test("An engine that is not there is told, and nothing is done")
  func absent() throws {
    var gantry = lab.gantry
    gantry.environment["DOCKER_HOST"] = "unix:///run/\(lab.engine.name)/none.sock"
    let output = try gantry.run("network", "create", "n", "--engine", "docker", "--yes")
    #expect(output.status == 1 && output.standardError.contains("docker is not there: no socket at"), "\(output)")
  }
}
