import TestSupport
import Testing

/// Podman's compatible API, told by the built program and read by Podman's own client.
@Suite("Changing Podman's networks", .serialized, .requires(.podman))
struct PodmanChangeTests {
  private let lab: EngineChangesLab

  init() throws { lab = try EngineChangesLab("podc", .podman) }

  private func networks(of name: String) throws -> [String] {
    try lab.engine.inspect(name)["NetworkSettings"]["Networks"].object.keys.sorted()
  }

  @Test("A network is made, joined with an address, left and removed, and each of these is taken back")
  func networks() throws {
    let before = try lab.leftovers()
    try lab.change("network", "create", "made", "--engine", "podman", "--subnet", "10.94.0.0/24", "--mtu", "1400")
    let network = try lab.engine.inspectNetwork("made")
    #expect(network["subnets"][0]["subnet"].string == "10.94.0.0/24" && network["options"]["mtu"].string == "1400")
    try lab.engine.run("member")
    try lab.change("attach", "container:member", "--network", "made", "--ip", "10.94.0.77")
    #expect(try lab.engine.exec("member", "ip", "address").contains("10.94.0.77/24"))
    #expect(try lab.refusal("network", "rm", "made").contains("active endpoints: member"))
    try lab.change("detach", "container:member", "made")
    #expect(try networks(of: "member") == ["podman"])
    try lab.change("undo", "--settle", "0")
    #expect(try networks(of: "member") == ["made", "podman"])
    #expect(try lab.engine.exec("member", "ip", "address").contains("10.94.0.77/24"))
    try lab.change("undo", "--settle", "0")
    #expect(try networks(of: "member") == ["podman"])
    try lab.change("network", "rm", "made")
    try lab.change("undo", "--settle", "0")
    #expect(try lab.engine.inspectNetwork("made")["subnets"] == network["subnets"])
    try lab.change("undo", "--settle", "0")
    try lab.engine.remove("member")
    #expect(try lab.leftovers() == before)
  }

  @Test("Addresses that the user chose come back, of running and stopped containers", arguments: [true, false])
  func chosenAddresses(runs: Bool) throws {
    try lab.engine.cli("network", "create", "--subnet", "10.95.0.0/24", "--ipv6", "--subnet", "fd95::/64", "chosen")
    defer {
      _ = try? lab.engine.cli("rm", "--force", "--time", "0", "fixed")
      _ = try? lab.engine.cli("network", "rm", "chosen")
    }
    try lab.create(
      "fixed", network: "chosen", runs: runs,
      options: [
        "--ip", "10.95.0.80", "--ip6", "fd95::80", "--mac-address", "02:00:00:00:00:99", "--network-alias", "db",
      ])
    try lab.change("detach", "container:fixed", "chosen")
    #expect(try networks(of: "fixed") == [])
    #expect(try !lab.change("undo").contains("not as before"))
    if !runs { try lab.engine.cli("start", "fixed") }
    let inside = try lab.engine.exec("fixed", "ip", "address")
    #expect(inside.contains("10.95.0.80/24") && inside.contains("fd95::80/64"), "\(inside)")
    #expect(inside.contains("02:00:00:00:00:99"), "\(inside)")
    #expect(try lab.engine.inspect("fixed")["NetworkSettings"]["Networks"]["chosen"]["Aliases"].array[0].string == "db")
    #expect(try lab.refusal("network", "rm", "chosen").contains("fixed"))
  }

  @Test("What Podman refuses is refused beforehand, in its own words")
  func refusals() throws {
    try lab.engine.run("lone", network: "none")
    let refusal = try lab.refusal("attach", "container:lone", "--mode", "bridge")
    #expect(refusal.contains("invalid network mode") && refusal.contains("--recreate"))
  }

  @Test("A container is made again in another mode, and comes back as it was", arguments: ["bridge", "host"])
  func recreation(mode: String) throws {
    try lab.engine.run("lone", network: "none")
    let before = try (lab.configuration(of: "lone"), lab.leftovers())
    #expect(try lab.wiring(of: "lone", owners: []) == "none")
    try lab.change("attach", "container:lone", "--mode", mode, "--recreate", "--settle", "0")
    #expect(try lab.wiring(of: "lone", owners: []) == mode)
    let during = try lab.leftovers()
    #expect(during == before.1)
    try lab.change("undo", "--settle", "0")
    #expect(try lab.wiring(of: "lone", owners: []) == "none")
    #expect(try lab.configuration(of: "lone") == before.0)
    #expect(try lab.leftovers() == before.1)
  }
}

/// What Podman's compatible API does not take as it tells it, and what is not a container's own to change.
@Suite("Making Podman's containers again", .serialized, .requires(.podman))
struct PodmanRecreationTests {
  private let lab: EngineChangesLab

  init() throws { lab = try EngineChangesLab("podr", .podman) }

  @Test("Limits of processor time, devices and health checks are asked for in words that it takes, and come back")
  func options() throws {
    try lab.engine.run(
      "full",
      options: [
        "--cpus", "0.5", "--device", "/dev/null:/dev/xnull", "--device-cgroup-rule", "c 1:3 rwm", "--memory", "64m",
        "--health-cmd", "true", "--annotation", "note=kept",
      ])
    let limits = ["NanoCpus", "CpuPeriod", "CpuQuota", "Memory"]
    func facts() throws -> [String] {
      let container = try lab.engine.inspect("full")
      let devices = container["HostConfig"]["Devices"].array.map { "\($0["PathOnHost"]) \($0["PathInContainer"])" }
      return limits.map { "\(container["HostConfig"][$0])" } + devices + [
        "\(container["Config"]["Healthcheck"]["Test"])"
      ]
    }
    let before = try facts()
    let plan = try lab.change("attach", "container:full", "--mode", "host", "--recreate", "--dry-run")
    for words in ["forgets the command", "annotations: note", "umask 0000 instead of 0022"] {
      #expect(plan.contains(words), "\(plan)")
    }
    try lab.change("attach", "container:full", "--mode", "host", "--recreate", "--settle", "0")
    #expect(try facts() == before)
    try lab.change("undo", "--settle", "0")
    #expect(try facts() == before)
    #expect(try lab.wiring(of: "full", owners: []) == "bridge")
  }

  @Test("A member of a pod is left to the pod, and so is what holds the pod's namespaces")
  func pods() throws {
    try lab.engine.cli(
      "pod", "create", "--name", "crew", "--infra-image", "busybox", "--infra-command", "sleep infinity")
    try lab.engine.client(["run", "--detach", "--pod", "crew", "--name", "member", "busybox", "sleep", "infinity"])()
    let infra = try lab.engine.cli("ps", "--all", "--filter", "pod=crew", "--format", "{{.Names}}").split(
      separator: "\n")
    #expect(infra.count == 2)
    for name in infra {
      let refusal = try lab.refusal("attach", "container:\(name)", "--mode", "host", "--recreate", "--dry-run")
      #expect(refusal.contains("belongs to the pod crew"), "\(refusal)")
    }
    try lab.engine.cli("pod", "rm", "--force", "crew")
  }
}
