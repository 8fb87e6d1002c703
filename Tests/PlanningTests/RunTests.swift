import Addresses
import Planning
import Testing
import Topology

@Suite("Plans for containers without an engine")
struct RunTests {
  private func host() throws -> PlannedHost {
    var host = PlannedHost()
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "lab", subnets: [prefix("10.9.0.0/29")]))))
    return host
  }

  private func run(
    _ destination: Destination, name: String = "box", image: String? = nil, command: [String] = []
  ) -> Intent {
    .run(NewContainer(name: name, image: image, destination: destination, command: command))
  }

  private func words(_ plan: Plan) -> [String] {
    plan.steps.map { $0.summary.replacing(/veth[0-9a-f]{7}/, with: "PORT") }
  }

  @Test("In a network it gets a namespace of its own, a cable, files, and then the process starts")
  func bridge() throws {
    let host = try host()
    let expected = [
      "make the namespace box", "make a cable from PORT to eth0 in box", "mark PORT as gantry's",
      "plug PORT into br-lab", "set PORT up",
      "give eth0 in box the address 10.9.0.2/29", "set eth0 in box up", "route everything else in box through 10.9.0.1",
      "tell the neighbours of eth0 in box that it has 10.9.0.2", "add box's connection to lab to gantry's registry",
      "write /etc/hosts and /etc/resolv.conf of box", "start sleep 9 in box",
      "add the container box to gantry's registry",
    ]
    #expect(try words(host.plan(run(.network(PlannedHost.lab), command: ["sleep", "9"]))) == expected)
    #expect(try words(host.plan(run(.bridge, command: ["sleep", "9"]))) == expected, "the only network there is")
    let plan = try host.plan(run(.bridge))
    #expect(!plan.isDestructive && plan.undoing().isDestructive)
    #expect(plan.requirements.allSatisfy { if case .namespace = $0 { false } else { true } })
  }

  @Test("In the other modes there is no cable; host and container:X join a namespace that must be there")
  func others() throws {
    let host = try host()
    #expect(
      try words(host.plan(run(.none))) == [
        "make the namespace box", "write /etc/hosts and /etc/resolv.conf of box",
        "start a process that holds it in box",
        "add the container box to gantry's registry",
      ])
    #expect(try words(host.plan(run(.host)))[1] == "start a process that holds it in host")
    let shared = try host.plan(run(.container(ContainerKey(engine: "docker", id: "w")), command: ["nc", "-l"]))
    let command = "nsenter -t 7 -n setsid --fork unshare --mount --uts nc -l </dev/null >/dev/null 2>&1"
    #expect(shared.steps.compactMap(\.command) == [command])
    #expect(shared.requirements.count == 1)
  }

  @Test(
    "What cannot be is refused, with the reason",
    arguments: [
      ("", nil, "needs a name"), ("a b", nil, "is no name for a container"), ("a/b", nil, "is no name"),
      (String(repeating: "a", count: 64), nil, "64 bytes"), ("web", nil, "there is a container web already (docker)"),
      ("one", nil, "there is a namespace one already"), ("box", "busybox", "has no image"),
    ] as [(String, String?, String)])
  func refusals(name: String, image: String?, reason: String) throws {
    let refusal = try #require(try host().refusal(run(.none, name: name, image: image)))
    #expect(refusal.contains(reason), "\(refusal)")
  }

  @Test("Whom it is to share with must be there and run; a network must be named where there are several, or none")
  func destinations() throws {
    var host = try host()
    let gone = ContainerKey(engine: "docker", id: "gone")
    #expect(host.refusal(run(.container(gone)))?.contains("no container docker:gone") == true)
    #expect(PlannedHost().refusal(run(.bridge))?.contains("gantry network create") == true)
    host.carryOut(try host.plan(.createNetwork(NewNetwork(name: "other"))))
    #expect(host.refusal(run(.bridge))?.contains("lab, other") == true)
  }

  @Test("Only what gantry runs is removed by it, and nobody is stranded")
  func removal() throws {
    let host = try host()
    let refusal = host.refusal(.removeContainer(ContainerKey(engine: "docker", id: "w")))
    #expect(refusal?.contains(#""docker rm web""#) == true)
    #expect(host.refusal(.removeContainer(ContainerKey(engine: "native", id: "no")))?.contains("no container") == true)
  }
}
