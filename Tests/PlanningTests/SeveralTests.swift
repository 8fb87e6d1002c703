import Addresses
import Planning
import Testing
import Topology

@Suite("Several changes as one")
struct SeveralTests {
  private func hostWithLab() throws -> PlannedHost {
    var host = PlannedHost()
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/24")]))))
    return host
  }

  private func attach(_ namespace: NamespaceID, address: String? = nil) -> Intent {
    .attach(
      Attachment(.namespace(namespace), to: .network(PlannedHost.lab, address: address.map { prefix($0).address })))
  }

  private func plan(_ intents: [Intent], on host: PlannedHost) throws -> Plan {
    try Planner(host.snapshot, host.registry, seed: 1).plan(forAll: intents, title: "attach both")
  }

  @Test("Each gets an address and hardware addresses of its own, and it is one plan")
  func addresses() throws {
    let plan = try plan([attach(PlannedHost.web), attach(PlannedHost.one)], on: hostWithLab())
    let addresses = plan.steps.compactMap {
      if case .addAddress(let prefix, _) = $0 { prefix.description } else { nil }
    }
    #expect(addresses == ["10.9.0.2/24", "10.9.0.3/24"])
    let macs = plan.steps.flatMap(\.createdLinks).map(\.mac)
    #expect(macs.count == 4 && Set(macs).count == 4)
    #expect(plan.title == "attach both")
    #expect(plan.requirements.count == Set(plan.requirements).count)
  }

  @Test("An address that an earlier one of them gets is taken")
  func taken() throws {
    let host = try hostWithLab()
    #expect(throws: Refusal.self) {
      try plan([attach(PlannedHost.web), attach(PlannedHost.one, address: "10.9.0.2/24")], on: host)
    }
  }

  @Test("One alone is planned as by itself")
  func single() throws {
    let host = try hostWithLab()
    #expect(try plan([attach(PlannedHost.one)], on: host) == host.plan(attach(PlannedHost.one)))
  }
}
