import Addresses
import Planning
import Testing
import Topology

@Suite("Plans for other modes")
struct ModeTests {
  private static let box = ContainerKey(engine: "native", id: "box")
  private static let web = ContainerKey(engine: "docker", id: "w")

  private func host(_ destination: Destination) throws -> PlannedHost {
    var host = PlannedHost()
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/29")]))))
    host.carryOut(
      try host.plan(.run(NewContainer(name: "box", destination: destination, command: ["sleep", "9"]))))
    return host
  }

  private func attach(_ subject: Subject, _ destination: Destination) -> Intent {
    .attach(Attachment(subject, to: destination))
  }

  private func words(_ plan: Plan) -> [String] {
    plan.steps.map { $0.summary.replacing(/veth[0-9a-f]{7}/, with: "PORT") }
  }

  @Test("A container of gantry's own is shown where it is, with its connections")
  func shown() throws {
    let snapshot = try host(.network(PlannedHost.lab)).snapshot
    let container = try #require(snapshot.container(Self.box))
    #expect(container.mode == .bridge && container.state == .running && container.namespace == PlannedHost.box)
    #expect(
      container.endpoints.map(\.network) == ["lab"] && container.endpoints[0].addresses == [prefix("10.9.0.2/29")])
    #expect(snapshot.network(PlannedHost.lab)?.containers == [Self.box])
    #expect(snapshot.namespace(PlannedHost.box)?.roles == [.container, .named])
    #expect(try host(.none).snapshot.container(Self.box)?.mode == Container.Mode.none)
    var ended = try host(.none)
    ended.registry.containers[0].process = nil
    #expect(
      ended.snapshot.container(Self.box)?.state == .exited && ended.snapshot.container(Self.box)?.namespace == nil)
  }

  @Test("To none every link that gantry made is taken away, and the process goes on")
  func none() throws {
    let host = try host(.network(PlannedHost.lab))
    let plan = try host.plan(attach(.container(Self.box), .none))
    #expect(plan.title == "attach box to none")
    #expect(
      words(plan).contains("remove the cable from PORT to eth0 in box")
        && !words(plan).contains { $0.hasPrefix("kill") })
    #expect(try self.host(.none).refusal(attach(.container(Self.box), .none))?.contains("lo only already") == true)
    let web = host.refusal(attach(.container(Self.web), .none))
    #expect(web?.contains("eth0 of web was not made by gantry") == true)
  }

  @Test("To host and container:X a container of gantry's own is started again there, and it says so")
  func restart() throws {
    let host = try host(.network(PlannedHost.lab))
    let plan = try host.plan(attach(.container(Self.box), .container(Self.web)))
    #expect(plan.isDestructive && plan.remarks.first?.contains("started again") == true)
    let words = words(plan)
    let stop = try #require(words.firstIndex(of: "kill sleep 9 in box"))
    let gone = try #require(words.firstIndex(of: "remove the namespace box"))
    let start = try #require(words.firstIndex(of: "start sleep 9 in web"))
    #expect(stop < gone && gone < start && words.last == "add the container box to gantry's registry")
    #expect(try self.words(host.plan(attach(.container(Self.box), .host))).contains("start sleep 9 in host"))
    #expect(host.refusal(attach(.container(Self.box), .container(Self.box)))?.contains("its own namespace") == true)
  }

  @Test("From host and container:X it gets a namespace of its own again")
  func back() throws {
    let host = try host(.host)
    #expect(host.snapshot.container(Self.box) != nil)
    let plan = try host.plan(attach(.container(Self.box), .network(PlannedHost.lab)))
    #expect(words(plan).contains("make the namespace box") && words(plan).contains("start sleep 9 in box"))
    #expect(host.refusal(attach(.container(Self.box), .host))?.contains("there already") == true)
  }

  @Test("A process of somebody else's cannot be moved, and it says why")
  func foreign() throws {
    let host = try host(.none)
    for destination in [Destination.host, .container(Self.box)] {
      let refusal = host.refusal(attach(.container(Self.web), destination))
      #expect(refusal?.contains("was started in: web would have to be started again, which only docker can do") == true)
      #expect(host.refusal(attach(.namespace(PlannedHost.one), destination))?.contains("was started in") == true)
    }
  }

  @Test("A container is removed with all its connections, unless others live in its namespace")
  func removal() throws {
    var host = try host(.network(PlannedHost.lab))
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "other"))))
    let other = NetworkKey(engine: "native", id: "other")
    host.carryOut(try host.plan(attach(.container(Self.box), .network(other))))
    let words = try words(host.plan(.removeContainer(Self.box)))
    #expect(
      words.first == "remove the container box from gantry's registry" && words.last == "remove the namespace box")
    #expect(words.count { $0.hasPrefix("remove the cable") } == 2)
    host.carryOut(try host.plan(.run(NewContainer(name: "guest", destination: .container(Self.box)))))
    #expect(host.refusal(.removeContainer(Self.box))?.contains("guest share the namespace of box") == true)
    #expect(host.refusal(attach(.container(Self.box), .host))?.contains("guest share the namespace") == true)
  }

  @Test("A link that carries an SSH session or the default route, or a bridge above it, has to be named")
  func guarded() throws {
    var host = PlannedHost()
    host.hostLinks.append(
      Link(
        id: LinkID(namespace: PlannedHost.host, index: 9), name: "br0", kind: .bridge(.init()),
        mac: MACAddress("02:00:00:00:00:09"), addresses: [LinkAddress(prefix("10.9.0.1/24"))]))
    let intent = Intent.createNetwork(NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/24")], bridge: "br0"))
    #expect(try host.plan(intent).guarded.isEmpty)
    host.facts.remoteLogins = [prefix("10.9.0.1").address]
    #expect(
      try host.plan(intent).guarded.map { "\($0.link): \($0.reason)" } == ["br0: an SSH session goes through 10.9.0.1"])
    host.facts.remoteLogins = []
    host.hostLinks[1].master = 9
    #expect(try host.plan(intent).guarded.map(\.link) == ["br0"])
    #expect(try host.plan(intent).guarded.first?.reason.contains("the default route leads through eth0") == true)
    host.hostLinks[1].master = nil
    host.hostRoutes[0].nextHops = [.init(gateway: prefix("10.9.0.254").address, link: 9)]
    #expect(try host.plan(intent).guarded.map(\.link) == ["br0"])
    #expect(try host.plan(.createNetwork(NewNetwork(name: "x"))).guarded.isEmpty)
  }
}
