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
