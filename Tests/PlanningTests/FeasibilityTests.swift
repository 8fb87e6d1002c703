import Planning
import Testing
import Topology

@Suite("What can be done to a container of an engine")
struct FeasibilityTests {
  /// In one word.
  private static func word(_ feasibility: Feasibility) -> String {
    switch feasibility {
    case .native: "native"
    case .live: "live"
    case .recreation: "again"
    case .refused: "refused"
    }
  }

  private func row(_ name: String, on host: EngineHost) -> [String] {
    let destinations: [Destination] = [
      .bridge, .network(host.network("appnet")), .host, .none, .container(host.key("app")),
    ]
    return destinations.map { Self.word(host.snapshot.feasibility(of: $0, for: .container(host.key(name)))) }
  }

  /// As the recorded answers of Docker 20.10 are: field practice of each pair.
  @Test(
    "Docker: from each mode to each mode",
    arguments: [
      ("web", ["refused", "live", "again", "live", "again"]), ("app", ["live", "refused", "again", "live", "refused"]),
      ("open", ["again", "again", "refused", "again", "again"]),
      ("lone", ["live", "live", "again", "refused", "again"]),
      ("guest", ["again", "again", "again", "again", "again"]),
      ("second", ["again", "again", "again", "again", "refused"]),
    ])
  func docker(name: String, expected: [String]) {
    #expect(row(name, on: EngineHost()) == expected)
  }

  @Test(
    "Podman connects what is in a bridge network only",
    arguments: [
      ("web", ["refused", "live", "again", "live", "again"]),
      ("lone", ["again", "again", "again", "refused", "again"]),
      ("open", ["again", "again", "refused", "again", "again"]),
    ])
  func podman(name: String, expected: [String]) {
    #expect(row(name, on: EngineHost("podman")) == expected)
  }

  @Test("A container that the engine does not list is another engine's: it is not told to do anything with it")
  func foreign() {
    var host = EngineHost()
    host.edit("web") {
      $0.image = nil
      $0.configuredMode = nil
    }
    #expect(row("web", on: host).allSatisfy { $0 == "refused" })
    let reason = host.refusal(.attach(Attachment(.container(host.key("web")), to: .host, mayRecreate: true)))
    #expect(reason != nil && reason?.contains("--recreate") == false, "\(reason ?? "")")
  }

  @Test("Docker's networks of the modes mean the modes")
  func modeNetworks() {
    let host = EngineHost()
    func word(_ name: String, _ network: String) -> String {
      Self.word(host.snapshot.feasibility(of: .network(host.network(network)), for: .container(host.key(name))))
    }
    #expect([word("web", "none"), word("web", "host"), word("lone", "none")] == ["live", "again", "refused"])
  }

  @Test("The reason for making it again is what Docker answers")
  func words() {
    let host = EngineHost()
    func reason(_ name: String, _ destination: Destination) -> String {
      switch host.snapshot.feasibility(of: destination, for: .container(host.key(name))) {
      case .recreation(let reason), .refused(let reason): reason.description
      case .live, .native: ""
      }
    }
    #expect(reason("guest", .bridge).contains("sharing network namespace with another container or host"))
    #expect(reason("web", .host).contains("cannot be disconnected from host network or connected to host network"))
    #expect(reason("open", .host) == "open is in host mode already")
    #expect(reason("web", .container(host.key("guest"))) == "guest itself shares the namespace of web")
    #expect(reason("web", .container(host.key("web"))) == "web cannot share its own namespace")
    #expect(reason("guest", .container(host.key("web"))) == "guest shares the namespace of web already")
  }

  @Test("What the engine would not have changed is refused beforehand, with the reason")
  func refused() {
    var host = EngineHost()
    host.edit("web") { $0.labels = [.init(name: "com.docker.swarm.service.name", value: "s")] }
    host.edit("guest") { $0.state = .paused }
    host.edit("app") { $0.state = .exited }
    func reason(_ name: String, _ destination: Destination) -> String {
      if case .refused(let reason) = host.snapshot.feasibility(of: destination, for: .container(host.key(name))) {
        reason.description
      } else {
        ""
      }
    }
    #expect(reason("web", .none).contains("Swarm service s"))
    #expect(reason("guest", .host).contains("guest is paused: docker unpause guest first"))
    #expect(reason("lone", .container(host.key("app"))).contains("non running container: app"))
    for (state, words) in [
      (Source.State.remote, "another host's"), (.failed, "does not answer"), (.denied, "may not be asked"),
    ] {
      host.state = state
      #expect(reason("open", .none).contains(words))
    }
  }

  @Test("A network of gantry's, and a namespace, are gantry's own to connect")
  func native() {
    let host = PlannedHost()
    let snapshot = host.snapshot
    let one = Subject.namespace(PlannedHost.one)
    #expect(snapshot.feasibility(of: .network(PlannedHost.docker), for: one) == .native)
    if case .refused(let reason) = snapshot.feasibility(of: .host, for: one) {
      #expect(reason.description.contains("cannot be changed from outside"))
    } else {
      Issue.record("the mode of a process was changed")
    }
  }
}
