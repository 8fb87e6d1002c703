import Addresses
import Planning
import Testing
import Topology

/// What is lost by a change: all of it, only that, and the most important first.
@Suite("What a container loses")
struct LossesTests {
  private func remarks(
    _ name: String, _ destination: Destination, facts: ContainerFacts = ContainerFacts(),
    _ change: (inout Container) -> Void = { _ in }
  ) throws -> [String] {
    var host = EngineHost()
    host.edit(name, change)
    host.containers.removeAll { $0.name == "guest" || $0.name == "second" }
    var planner = Planner(host.snapshot, Registry(), seed: 1)
    planner.facts.containers = [EngineHost.id(name): facts]
    return try planner.plan(for: host.attaching(name, destination, recreates: true)).remarks
  }

  private var nothingWritten: ContainerFacts {
    var facts = ContainerFacts()
    (facts.hasWritten, facts.hasLogs) = (false, false)
    return facts
  }

  private func published(_ hostPort: UInt16?, _ address: String = "0.0.0.0") -> Container.PublishedPort {
    .init(transport: "tcp", containerPort: 80, hostAddress: IPAddress(address), hostPort: hostPort)
  }

  @Test("A container that has nothing loses nothing but the time until the new one has started")
  func nothing() throws {
    #expect(
      try remarks("open", .none, facts: nothingWritten) == [
        "open is down until the new one has started: ending alone may take 10 s (stop timeout)"
      ])
    #expect(try remarks("open", .none, facts: nothingWritten) { $0.state = .exited } == [])
  }

  @Test("What cannot be had again comes first: files, logs, ports, then what the network gave")
  func order() throws {
    let remarks = try remarks("app", .host) { container in
      container.ports = [published(8080)]
      container.anonymousVolumes = ["/data"]
      container.endpoints[0].configured?.chosen = [prefix("172.18.0.9").address]
      container.definition.networkSysctls = ["net.ipv4.ip_forward=1"]
      container.definition.stopTimeout = 3
    }
    let words = [
      "has written", "logs", "ports of app are not published any more: 0.0.0.0:8080 to 80/tcp",
      "loses its static address 172.18.0.9 and alias db in appnet", "without names (/data)",
      "no network of its own to set net.ipv4.ip_forward=1 in", "may take 3 s",
    ]
    #expect(remarks.count == words.count, "\(remarks)")
    for (remark, word) in zip(remarks, words) { #expect(remark.contains(word)) }
  }

  @Test("An address of the engine's choice may differ afterwards; a chosen one does not")
  func dynamic() throws {
    let remarks = try remarks("web", .host, facts: nothingWritten)
    #expect(remarks.contains { $0.contains("docker chose 172.18.0.9 and the MAC 02:42:ac:12:00:09 of web in bridge") })
  }

  @Test("In another one's namespace it has none of its own names and addresses of others")
  func sharing() throws {
    let host = EngineHost()
    let remarks = try remarks("open", .container(host.key("web")), facts: nothingWritten) { container in
      container.definition.hostname = "chosen"
      container.definition.dns = ["198.51.100.1", "corp.example"]
      container.definition.extraHosts = ["db:10.9.9.9"]
      container.definition.exposedPorts = ["7000/tcp"]
    }
    let words =
      "host name chosen; DNS settings 198.51.100.1, corp.example; extra hosts db:10.9.9.9; exposed ports 7000/tcp"
    #expect(remarks.contains { $0.contains(words) }, "\(remarks)")
  }

  @Test("The host's own name, which the engine gives containers in host mode, is not one that was chosen")
  func hostsName() throws {
    let host = EngineHost()
    let remarks = try remarks("open", .container(host.key("web")), facts: nothingWritten) {
      $0.definition.hostname = "h"
    }
    #expect(!remarks.contains { $0.contains("host name") }, "\(remarks)")
  }

  @Test("Where a network returns, ports open: on all addresses, on one, or on a number of the engine's choice")
  func opening() throws {
    let remarks = try remarks("open", .bridge, facts: nothingWritten) { container in
      container.definition.publishedPorts = [published(8080), published(81, "127.0.0.1"), published(nil)]
    }
    #expect(remarks.contains { $0.contains("open on all addresses of the host: 0.0.0.0:8080 to 80/tcp") }, "\(remarks)")
    #expect(remarks.contains("ports of open open: 127.0.0.1:81 to 80/tcp"))
    #expect(remarks.contains { $0.contains("chooses other ports on the host for 80/tcp") })
  }

  @Test("Leaving the last network takes published ports and the default route; sharers and linked ones lose it, too")
  func leaving() throws {
    var host = EngineHost()
    host.edit("web") { container in
      container.ports = [published(8080)]
      container.endpoints[0].gateways = [
        Gateway(family: .ipv4, address: prefix("172.17.0.1").address, linkIndex: 2, link: "eth0", metric: 0)
      ]
    }
    host.edit("app") { $0.definition.links = [.init(target: "web", alias: "db")] }
    for intent in [host.attaching("web", .none), .detach(.container(host.key("web")), from: nil)] {
      let remarks = try host.plan(intent).remarks
      #expect(remarks.contains { $0.contains("not published any more: 0.0.0.0:8080") }, "\(remarks)")
      #expect(remarks.contains("the default route of web through 172.17.0.1 disappears"))
      #expect(remarks.contains("guest shares the namespace of web, and loses bridge too"))
      #expect(remarks.contains("app loses the link to web (--link)"))
    }
  }

  @Test("The name of an image that is gone, and what only Podman's own API tells")
  func spelling() throws {
    var facts = nothingWritten
    facts.hasCreateCommand = true
    facts.annotations = ["a.b"]
    facts.logDriver = "journald"
    let remarks = try remarks("open", .none, facts: facts) { container in
      container.definition.isImageNameGone = true
      container.definition.imageID = "sha256:1"
    }
    let words = ["is made of sha256:1", "forgets the command", "annotations: a.b", "instead of journald"]
    for word in words { #expect(remarks.contains { $0.contains(word) }, "\(word): \(remarks)") }
  }

  @Test("Those that share process ids or memory go along after their owners; links hold back")
  func dependents() throws {
    var host = EngineHost()
    host.edit("lone") { $0.definition.pidOwner = EngineHost.id("open") }
    host.edit("app") { $0.definition.ipcOwner = EngineHost.id("lone") }
    let steps = try host.plan(host.attaching("open", .bridge, recreates: true)).steps.map(\.summary)
    let stops = steps.filter { $0.hasPrefix("stop") }
    #expect(stops == ["stop second", "stop app", "stop lone", "stop open"])
    #expect(steps.filter { $0.hasPrefix("start") } == ["start open", "start lone", "start app", "start second"])
    host.edit("web") { $0.definition.links = [.init(target: "app", alias: "db")] }
    #expect(host.refusal(host.attaching("open", .bridge, recreates: true))?.contains("web is linked to app") == true)
    host.edit("web") { $0.definition.links = [] }
    host.edit("lone") { $0.definition.pod = "p" }
    #expect(host.refusal(host.attaching("open", .bridge, recreates: true))?.contains("belongs to the pod p") == true)
  }
}
