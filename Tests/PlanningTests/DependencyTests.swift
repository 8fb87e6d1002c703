import Addresses
import Planning
import Testing
import Topology

@Suite("Changes that build on others")
struct DependencyTests {
  private var host = PlannedHost()

  private mutating func carryOut(_ intent: Intent) throws -> Plan {
    let plan = try host.plan(intent)
    host.carryOut(plan)
    return plan
  }

  @Test("An attachment builds on the making of its network, and not the other way round")
  mutating func attachment() throws {
    let creation = try carryOut(.createNetwork(NewNetwork(name: "lab")))
    let attachment = try carryOut(.attach(Attachment(.namespace(PlannedHost.one), to: .network(PlannedHost.lab))))
    #expect(attachment.builds(on: creation))
  }

  @Test("A removal builds on the making of what it removes")
  mutating func removal() throws {
    let creation = try carryOut(.createNetwork(NewNetwork(name: "lab")))
    #expect(try host.plan(.removeNetwork(PlannedHost.lab)).builds(on: creation))
  }

  @Test("Networks beside one another do not build on each other, though both need the host to forward")
  mutating func siblings() throws {
    host.facts.settings = [HostFacts.forwarding(.ipv4): "0"]
    let first = try carryOut(.createNetwork(NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/24")])))
    host.seed = 2
    let second = try carryOut(.createNetwork(NewNetwork(name: "other", subnets: [prefix("10.8.0.0/24")])))
    #expect(!second.builds(on: first))
  }

  @Test("A network that has the name of an earlier one does not build on that one's making")
  mutating func sameName() throws {
    let before = host
    let first = try carryOut(.createNetwork(NewNetwork(name: "lab")))
    host = before
    host.seed = 2
    #expect(try !host.plan(.createNetwork(NewNetwork(name: "lab"))).builds(on: first))
  }
}

@Suite("The marks of what gantry owns")
struct OwnerMarkTests {
  @Test("A mark is read as it was written")
  func roundTrip() {
    for mark in [OwnerMark("lab", 1), OwnerMark("a.b-c_d", 0xffff_ffff_ffff, [.internal, .isolated, .existing])] {
      #expect(OwnerMark(text: mark.text) == mark)
    }
  }

  @Test(
    "Any other text is no mark",
    arguments: ["", "gantry", "gantry: ", "gantry: lab", "gantry: lab xyz", "gantry:  1", "lab 1", "gantry: lab 0"])
  func others(text: String) { #expect(OwnerMark(text: text) == nil) }
}
