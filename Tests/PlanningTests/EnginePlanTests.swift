import Addresses
import Foundation
import Planning
import Testing
import Topology

@Suite("Plans for engines")
struct EnginePlanTests {
  let host = EngineHost()

  @Test("A running or stopped container is connected by its engine, with an address of its choice")
  func connecting() throws {
    let address = prefix("172.18.0.77").address
    let plan = try host.plan(host.attaching("web", .network(host.network("appnet"), address: address)))
    #expect(plan.steps.map(\.summary) == ["connect web to the network appnet as 172.18.0.77"])
    #expect(plan.steps.first?.command == "docker network connect --ip 172.18.0.77 appnet web")
    #expect(!plan.isDestructive)
  }

  @Test("Between bridge and none there are two calls, and detaching remembers what it takes away")
  func none() throws {
    #expect(
      try host.steps(host.attaching("lone", .bridge)) == [
        "disconnect lone from the network none", "connect lone to the network bridge",
      ])
    let plan = try host.plan(host.attaching("app", .none))
    #expect(
      plan.steps.map(\.summary) == [
        "read what app was made by, and write it down", "disconnect app from the network appnet",
        "connect app to the network none",
      ])
    #expect(plan.isDestructive)
    #expect(
      plan.undoing().steps.compactMap(\.command) == [
        "docker network disconnect none app", "docker network connect --alias db appnet app",
      ])
  }

  @Test("Without --recreate the refusal has Docker's words and names it")
  func withoutConsent() {
    let refusal = host.refusal(host.attaching("web", .host)) ?? ""
    #expect(refusal.contains("cannot be disconnected from host network or connected to host network"))
    #expect(refusal.contains("--recreate makes web again"))
  }

  @Test("The old one is removed last, and who shares its namespace goes along")
  func recreating() throws {
    let plan = try host.plan(host.attaching("web", .host, recreates: true))
    let words = plan.steps.map(\.summary).map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
    #expect(
      words == [
        "read what", "read what", "make sure", "make sure", "stop guest", "stop web",
        "make web-gantry-new-\(mark(plan)),",
        "make guest-gantry-new-\(mark(plan)),", "rename web", "rename web-gantry-new-\(mark(plan))", "rename guest",
        "rename guest-gantry-new-\(mark(plan))", "start web", "make sure", "start guest", "make sure",
        "watch web", "watch guest",
        "remove guest-gantry-old-\(mark(plan))", "remove web-gantry-old-\(mark(plan))",
      ])
    #expect(plan.isDestructive)
    #expect(plan.remarks.contains("guest shares a namespace of it, and is made again too"))
    #expect(plan.remarks.contains { $0.contains("what web has written outside of volumes is lost") })
  }

  /// The part of the names that the seed chose.
  private func mark(_ plan: Plan) -> String {
    plan.steps.compactMap { $0.summary.firstMatch(of: /gantry-new-([0-9a-f]{12})/)?.output.1 }.first.map(String.init)
      ?? ""
  }

  @Test("What is lost, kept and owned by others is said")
  func remarks() throws {
    var host = host
    host.edit("app") { container in
      container.anonymousVolumes = ["/data"]
      container.labels = [.init(name: "com.docker.compose.project", value: "shop")]
      container.ports = [.init(transport: "tcp", containerPort: 80, hostAddress: nil, hostPort: 8080)]
    }
    let kept = try host.plan(host.attaching("app", .host, recreates: true, commits: true))
    #expect(kept.remarks.contains { $0.contains("kept in the image gantry/app:") })
    #expect(kept.remarks.contains { $0.contains("(/data) are kept") })
    #expect(kept.remarks.contains { $0.contains("Compose project shop") })
    #expect(kept.remarks.contains("the ports of app are not published any more: 8080 to 80/tcp"))
    #expect(kept.steps.contains { $0.summary.hasPrefix("keep what app has written in the image gantry/app:") })
    host.edit("app") { $0.removesItself = true }
    let going = try host.plan(host.attaching("app", .host, recreates: true))
    #expect(going.remarks.contains { $0.contains("goes as soon as it stops") })
    #expect(going.remarks.contains { $0.contains("(/data) go with it") })
    #expect(going.steps.contains { $0.summary == "stop app, and remove it" })
    #expect(!going.steps.contains { $0.summary.hasPrefix("rename app to") })
    let back = going.undoing().steps.map(\.summary)
    let gone = try #require(back.firstIndex { $0.hasPrefix("remove the container app-gantry-new-") })
    #expect(back.firstIndex { $0.hasPrefix("make app again") }.map { $0 > gone } == true, "both have one name")
  }

  @Test("Undoing a recreation removes what runs last, when the earlier container is back")
  func order() throws {
    let words = try host.plan(host.attaching("app", .host, recreates: true)).undoing().steps.map(\.summary)
    #expect(words.first?.hasPrefix("make app-gantry-old-") == true)
    #expect(words.last?.hasPrefix("remove the container app-gantry-new-") == true)
    let starts = try #require(words.firstIndex(of: "start app"))
    #expect(words.firstIndex { $0.hasPrefix("stop ") }.map { $0 < starts } == true, "both may need one port")
  }

  @Test("A stopped container is made again without being started")
  func stopped() throws {
    var host = host
    host.edit("open") { $0.state = .exited }
    let steps = try host.steps(host.attaching("open", .bridge, recreates: true))
    #expect(!steps.contains { $0.hasPrefix("start") || $0.hasPrefix("stop") })
  }

  @Test(
    "A wish that the engine would refuse is refused before",
    arguments: [
      ("172.19.0.2", "is not in 172.18.0.0/16"), ("172.18.0.1", "taken (the gateway)"), ("172.18.0.9", "taken (app)"),
      ("172.18.255.255", "broadcast"),
    ])
  func addresses(text: String, words: String) {
    let intent = host.attaching("web", .network(host.network("appnet"), address: prefix(text).address))
    #expect(host.refusal(intent)?.contains(words) == true)
  }

  @Test("Docker's default network has no addresses of one's choice, and its interfaces no names")
  func defaultNetwork() {
    let address = prefix("172.17.0.9").address
    #expect(
      host.refusal(host.attaching("lone", .network(host.network("bridge"), address: address)))?
        .contains("user specified IP address is supported on user defined networks only") == true)
    #expect(
      host.refusal(host.attaching("lone", .network(host.network("appnet"), interface: "lan0")))?
        .contains("leave --interface out") == true)
  }

  @Test("Detaching from one network, from all, and from what there is none of")
  func detaching() throws {
    #expect(
      try host.steps(.detach(.container(host.key("app")), from: host.network("appnet"))) == [
        "read what app was made by, and write it down", "disconnect app from the network appnet",
      ])
    #expect(
      try host.steps(.detach(.container(host.key("web")), from: nil)) == [
        "read what web was made by, and write it down", "disconnect web from the network bridge",
      ])
    #expect(
      host.refusal(.detach(.container(host.key("web")), from: host.network("appnet")))?.contains("not attached") == true
    )
    #expect(
      host.refusal(.detach(.container(host.key("open")), from: host.network("appnet")))?.contains("in host mode")
        == true)
    #expect(host.refusal(.detach(.container(host.key("lone")), from: nil))?.contains("attached to nothing") == true)
  }

  @Test("Undoing says the addresses that it asks for: those that the user chose, of a stopped container too")
  func chosenAddresses() throws {
    var host = host
    func undoing() throws -> (command: String?, remarks: [String]) {
      let plan = try host.plan(.detach(.container(host.key("app")), from: host.network("appnet")))
      return (plan.undoing().steps.first?.command, plan.remarks)
    }
    #expect(try undoing().command == "docker network connect --alias db appnet app")
    let words =
      "docker chose 172.18.0.9 and the MAC 02:42:ac:12:00:09 of app in appnet: connected again, it may get others"
    #expect(try undoing().remarks.contains(words))
    host.edit("app") { app in
      app.state = .exited
      app.endpoints[0].configured = .init(chosen: [prefix("172.18.0.9").address, prefix("fd00::9").address])
    }
    #expect(try undoing().command == "docker network connect --ip 172.18.0.9 --ip6 fd00::9 --alias db appnet app")
    #expect(try !undoing().remarks.contains { $0.contains("docker chose") })
    #expect(
      try undoing().remarks.contains { $0.contains("static addresses 172.18.0.9, fd00::9 and alias db in appnet") })
  }

  @Test("Undoing does not say an address that another container has by now")
  func takenAddress() throws {
    var host = host
    let address = prefix("172.18.0.80").address
    host.edit("app") { $0.endpoints[0].configured = .init(addresses: [prefix("172.18.0.80/16")], chosen: [address]) }
    let undoing = try host.plan(.detach(.container(host.key("app")), from: host.network("appnet"))).undoing()
    host.edit("app") { $0.endpoints = [] }
    #expect(Planner(host.snapshot, Registry(), seed: 1).yieldingTakenAddresses(undoing) == undoing)
    host.edit("second") { second in
      second.endpoints = [
        Endpoint(networkID: "net-appnet", network: "appnet", configured: .init(addresses: [prefix("172.18.0.80/16")]))
      ]
    }
    let yielding = Planner(host.snapshot, Registry(), seed: 1).yieldingTakenAddresses(undoing)
    #expect(yielding.steps.map(\.command) == ["docker network connect --alias db appnet app"])
    #expect(yielding.remarks == ["172.18.0.80 in appnet is taken (second): app gets what is free there"])
  }

  @Test("A container runs in any mode, of an image, in the background")
  func running() throws {
    let wanted = NewContainer(
      name: "new", engine: "docker", image: "busybox", destination: .host, command: ["sleep", "9"])
    let plan = try host.plan(.run(wanted))
    #expect(
      plan.steps.map(\.summary).prefix(2) == ["make the container new of the image busybox in host mode", "start new"])
    #expect(plan.steps[0].command?.contains("create --name new --network host --label gantry.plan=") == true)
    #expect(plan.undoing().steps.map(\.summary) == ["stop new", "remove the container new"])
    func refusal(_ change: (inout NewContainer) -> Void) -> String {
      var copy = wanted
      change(&copy)
      return host.refusal(.run(copy)) ?? ""
    }
    #expect(refusal { $0.name = "web" }.contains("there is a container web already"))
    #expect(refusal { $0.name = "a b" }.contains("is no name for a container"))
    #expect(refusal { $0.image = nil }.contains("needs an image"))
    #expect(refusal { $0.isDetached = false }.contains("in the background only"))
    #expect(refusal { $0.engine = "other" }.contains("there is no engine other"))
  }

  @Test("Steps are the same after they were written down and read, and each can be read and is a command")
  func coding() throws {
    let plans = try [
      host.plan(host.attaching("web", .host, recreates: true, commits: true)), host.plan(host.attaching("app", .none)),
      host.plan(.createNetwork(NewNetwork(name: "n", engine: "docker"))),
    ]
    let steps = plans.flatMap { $0.steps + $0.undoing().steps }
    let text = try JSONEncoder().encode(steps.map(StoredAction.init))
    #expect(try JSONDecoder().decode([StoredAction].self, from: text).map { try $0.restored() } == steps)
    for step in steps {
      #expect(!step.summary.isEmpty)
      // What is like another container is written from what its engine says of that one.
      if case .engine(.createContainer) = step { continue }
      #expect(step.command?.contains("docker ") == true)
    }
  }
}
