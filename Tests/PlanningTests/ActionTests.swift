import Addresses
import Foundation
import Planning
import Testing
import Topology

@Suite("Steps of plans")
struct ActionTests {
  private static func steps() throws -> [Action] {
    var host = PlannedHost()
    let creation = try host.plan(.createNetwork(NewNetwork(name: "lab")))
    host.carryOut(creation)
    let attachment = try host.plan(.attach(Attachment(.namespace(PlannedHost.one), to: .network(PlannedHost.lab))))
    return creation.steps + attachment.steps
  }

  @Test("The inverse of the inverse is the step itself; only an announcement leaves nothing to take back")
  func inverses() throws {
    for step in try Self.steps() {
      guard let inverse = step.inverse else {
        #expect(step.summary.hasPrefix("tell the neighbours"))
        continue
      }
      #expect(inverse.inverse == step && inverse != step)
    }
  }

  @Test("A step is the same after it was written down and read")
  func coding() throws {
    let steps = try Self.steps() + Self.steps().compactMap(\.inverse)
    let text = try JSONEncoder().encode(steps.map(StoredAction.init))
    #expect(try JSONDecoder().decode([StoredAction].self, from: text).map { try $0.restored() } == steps)
  }

  @Test("Commands are of programs that the host has; which ones it lacks is noted")
  func missingPrograms() throws {
    var host = PlannedHost()
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "lab"))))
    let attachment = Intent.attach(Attachment(.namespace(PlannedHost.one), to: .network(PlannedHost.lab)))
    let whole = try host.plan(attachment)
    #expect(whole.commands.contains { $0?.contains("arping") == true } && whole.notes == whole.remarks)
    host.facts.missingPrograms = ["arping", "podman"]
    let plan = try host.plan(attachment)
    #expect(!plan.commands.contains { $0?.contains("arping") == true })
    #expect(plan.commands.compactMap(\.self).count == whole.commands.compactMap(\.self).count - 1)
    #expect(plan.notes == plan.remarks + ["arping is not installed here: the commands that need it are not shown"])
  }

  @Test("Every step can be read, and is a command, unless it is book-keeping")
  func words() throws {
    for step in try Self.steps() + Self.steps().compactMap(\.inverse) {
      #expect(!step.summary.isEmpty)
      switch step {
      case .record, .forget, .recordEndpoint, .forgetEndpoint: #expect(step.command == nil)
      default: #expect(step.command != nil)
      }
    }
  }

  @Test("A hostile name is one word of a command")
  func quoting() throws {
    var host = PlannedHost()
    host.hostLinks[2].name = "d;reboot"
    host.networks[0].bridge?.name = "d;reboot"
    let plan = try host.plan(.attach(Attachment(.namespace(PlannedHost.one), to: .network(PlannedHost.docker))))
    #expect(plan.steps.compactMap(\.command).contains { $0.hasSuffix("master 'd;reboot'") })
  }

  @Test("What is brought back must have room: its subnet and its name")
  func undoing() throws {
    var host = PlannedHost()
    let before = host
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "lab"))))
    let back = try host.plan(.removeNetwork(PlannedHost.lab)).undoing()
    var after = before
    try Planner(after.snapshot, after.registry, seed: 0).check(back)
    after.hostRoutes.append(Route(destination: prefix("172.18.0.0/24"), nextHops: []))
    let refusal = #expect(throws: Refusal.self) {
      try Planner(after.snapshot, after.registry, seed: 0).check(back)
    }
    #expect(refusal?.description.contains("overlaps 172.18.0.0/24 by now") == true)
  }
}
