import TestSupport
import Testing
import Topology

@Suite struct ResolutionTests {
  private let snapshot = TutorialHost.snapshot()

  @Test(
    "A name means the one object that has it",
    arguments: [
      ("web", "container web"), ("lab", "network lab"), ("lab-x", "namespace lab-x"), ("docker0", "link host/docker0"),
      ("eth0", "link host/eth0"), ("web/eth0", "link web/eth0"), ("lab-x/dummy0", "link lab-x/dummy0"),
      ("host/veth9", "link host/veth9"), ("dummy0", "link lab-x/dummy0"), ("bbox04/eth0", "link bbox01/eth0"),
      ("4711", "container bbox01"), ("net:[4026532301]", "namespace bbox03"), ("4:4026532301", "namespace bbox03"),
      ("4026532503", "namespace lab-x"), ("776562", "container web"), ("docker:776562", "container web"),
      ("network:bridge", "network bridge"), ("namespace:web", "namespace web"), ("namespace:4750", "namespace web"),
      ("container:web", "container web"), ("host/#20", "link host/veth9"), ("net:[4026532402]/eth0", "link web/eth0"),
      ("network:6c6162", "network lab"), ("1", "namespace host"), ("4:4026532402/12", "link web/eth0"),
    ])
  func found(text: String, title: String) throws {
    guard case .found(let object) = snapshot.resolve(text) else {
      Issue.record("\(text) is \(snapshot.resolve(text))")
      return
    }
    #expect(snapshot.title(of: object) == title)
  }

  @Test("A name of several objects lists them all")
  func ambiguous() {
    #expect(
      snapshot.resolve("host")
        == .ambiguous([.network(TutorialHost.networkKey("host")), .namespace(TutorialHost.host)]))
    #expect(
      snapshot.resolve("62626f78")
        == .ambiguous(["bbox01", "bbox02", "bbox03", "bbox04"].map { .container(TutorialHost.key($0)) }))
    #expect(snapshot.resolve("link:lo") == .found(.link(TutorialHost.link(TutorialHost.host, 1))))
  }

  @Test("A name of nothing offers what is written much like it")
  func unknown() {
    #expect(snapshot.resolve("wbe") == .unknown(closest: ["web"]))
    #expect(snapshot.resolve("box01") == .unknown(closest: ["bbox01"]))
    #expect(snapshot.resolve("docke0") == .unknown(closest: ["docker0"]))
    #expect(snapshot.resolve("nothing-like-it") == .unknown(closest: []))
    #expect(snapshot.resolve("") == .unknown(closest: []))
    #expect(snapshot.resolve("container:") == .unknown(closest: []))
    #expect(snapshot.resolve("web/eth9") == .unknown(closest: []))
  }

  @Test("The reference to any object resolves to it, also where names are given twice")
  func references() {
    var snapshots = [snapshot]
    let twin = NamespaceID(device: 4, inode: 99)
    snapshots.append(
      Snapshot(
        host: "h", time: snapshot.time, instant: snapshot.instant,
        namespaces: snapshot.namespaces + [
          Namespace(
            id: twin, names: ["lab-x"], links: [Link(id: TutorialHost.link(twin, 2), name: "dummy0")])
        ],
        containers: snapshot.containers + [
          Container(key: ContainerKey(engine: "podman", id: "77"), id: "77", name: "web", engine: "podman")
        ], networks: snapshot.networks))
    for snapshot in snapshots {
      let objects: [ObjectID] =
        snapshot.namespaces.map { .namespace($0.id) } + snapshot.namespaces.flatMap(\.links).map { .link($0.id) }
        + snapshot.containers.map { .container($0.key) } + snapshot.networks.map { .network($0.key) }
      for object in objects {
        #expect(snapshot.resolve(snapshot.reference(to: object)) == .found(object), "\(object)")
      }
    }
  }

  @Test("An object whose names can't be typed is referred to by what the kernel or the engine counts")
  func typableReferences() {
    let place = NamespaceID(device: 4, inode: 99)
    let key = ContainerKey(engine: "docker", id: "e5c")
    let escape = "a\u{1B}[31mb"
    let snapshot = Snapshot(
      host: "h", time: snapshot.time, instant: snapshot.instant,
      namespaces: snapshot.namespaces + [
        Namespace(
          id: place, names: [escape],
          links: [
            Link(id: TutorialHost.link(place, 2), name: escape), Link(id: TutorialHost.link(place, 3), name: "#2"),
          ])
      ],
      containers: snapshot.containers + [Container(key: key, id: "e5c", name: escape, engine: "docker")],
      networks: snapshot.networks)
    let references: [(ObjectID, String)] = [
      (.namespace(place), "net:[99]"), (.link(TutorialHost.link(place, 2)), "4:99/2"),
      (.container(key), "docker:e5c"), (.container(TutorialHost.key("web")), "web"),
    ]
    for (object, text) in references {
      #expect(snapshot.reference(to: object) { !$0.contains("\u{1B}") } == text)
      #expect(snapshot.resolve(text) == .found(object))
    }
  }

  @Test("An identity means what it says, whatever somebody called like it")
  func identities() {
    let namespaces = snapshot.namespaces.map { namespace in
      var namespace = namespace
      if namespace.id == TutorialHost.bbox01 { namespace.names = ["\(TutorialHost.web)"] }
      return namespace
    }
    let snapshot = Snapshot(
      host: "h", time: snapshot.time, instant: snapshot.instant, namespaces: namespaces,
      containers: snapshot.containers, networks: snapshot.networks)
    #expect(snapshot.resolve("\(TutorialHost.web)") == .found(.namespace(TutorialHost.web)))
  }

  @Test("A network that is nothing but its bridge is meant by the bridge's name")
  func plainBridge() {
    let bridge = TutorialHost.link(TutorialHost.host, 6)
    let network = Network(
      key: NetworkKey(bridge: bridge), name: "br-lab", driver: "bridge",
      bridge: LinkReference(id: bridge, name: "br-lab"))
    let snapshot = Snapshot(
      host: "h", time: snapshot.time, instant: snapshot.instant, namespaces: snapshot.namespaces, networks: [network])
    #expect(snapshot.resolve("br-lab") == .found(.network(network.key)))
    #expect(snapshot.resolve("link:br-lab") == .found(.link(bridge)))
  }

  @Test("A bridge elsewhere does not take its name from the host's own link or network")
  func bridgeElsewhere() {
    let far = TutorialHost.link(TutorialHost.web, 99)
    let other = { (name: String) in
      Network(
        key: NetworkKey(bridge: far), name: name, driver: "bridge", bridge: LinkReference(id: far, name: name))
    }
    func resolve(_ text: String, _ network: Network) -> Resolution {
      Snapshot(
        host: "h", time: snapshot.time, instant: snapshot.instant, namespaces: snapshot.namespaces,
        containers: snapshot.containers, networks: snapshot.networks + [network]
      ).resolve(text)
    }
    let docker0 = TutorialHost.link(TutorialHost.host, 5)
    #expect(snapshot.resolve("docker0") == .found(.link(docker0)))
    #expect(resolve("docker0", other("docker0")) == .found(.link(docker0)))
    #expect(resolve("network:docker0", other("docker0")) == .found(.network(NetworkKey(bridge: far))))
    #expect(resolve("lab", other("lab")) == snapshot.resolve("lab"))
    #expect(resolve("br-far", other("br-far")) == .found(.network(NetworkKey(bridge: far))))
    #expect(resolve("bridge:\(far.namespace)/99", other("lab")) == .found(.network(NetworkKey(bridge: far))))
  }

  @Test("A namespace is called by its container, its own name, its process, or its inode")
  func namespaceNames() {
    func name(_ namespace: Namespace, _ containers: [Container] = []) -> String {
      Snapshot(
        host: "h", time: snapshot.time, instant: snapshot.instant, namespaces: [namespace], containers: containers
      ).name(of: namespace)
    }
    let key = ContainerKey(engine: "docker", id: "1")
    var namespace = Namespace(id: NamespaceID(device: 4, inode: 7), containers: [key])
    #expect(name(namespace) == "net:[7]")
    namespace.holders = [Holder(.process, pid: 5, command: "sleep")]
    #expect(name(namespace) == "sleep[5]")
    namespace.names = ["4f00ba5e", "zz"]
    #expect(name(namespace) == "4f00ba5e")
    let owner = Container(key: key, id: "1", name: "web", engine: "docker", mode: .bridge)
    #expect(name(namespace, [owner]) == "web")
    var guest = owner
    guest.mode = .host
    #expect(name(namespace, [guest]) == "4f00ba5e")
    namespace.roles = [.host]
    #expect(name(namespace, [owner]) == "host")
  }

  @Test("What is gone is titled by its identity")
  func titlesOfTheGone() {
    #expect(snapshot.title(of: .container(ContainerKey(engine: "docker", id: "x"))) == "container docker:x")
    #expect(snapshot.title(of: .link(TutorialHost.link(TutorialHost.web, 99))) == "link web/#99")
    #expect(snapshot.title(of: .namespace(NamespaceID(device: 4, inode: 9))) == "namespace net:[9]")
  }
}
