import Foundation
import TestSupport
import Testing

/// Faults, and what looks like them, made on the real kernel and read by the built program.
@Suite("The doctor on a real kernel", .requires(.root, .tool("busybox"), .tool("python3")))
struct DoctorTests {
  @Test("A lab in which nothing is wrong has no findings")
  func healthy() throws {
    let lab = try DoctorLab()
    #expect(try lab.findings() == [])
    let (findings, status) = try lab.doctor("link:br0")
    #expect(findings == [])
    #expect(status == 0)
    #expect(try lab.words("link:br0").standardOutput.hasPrefix("Nothing was found on link host/br0. Looked for: "))
  }

  @Test("A fault is found where it is", arguments: DoctorCase.faults)
  func faults(fault: DoctorCase) throws {
    let lab = try DoctorLab()
    try lab.shell(fault.script)
    let found = try lab.findings().filter { $0["rule"].string == fault.rule }
    #expect(found.count == 1)
    let finding = try #require(found.first)
    let place = try lab.place(of: finding)
    #expect(fault.places.contains(place), "\(place)")
    #expect(!finding["evidence"].array.isEmpty)
    #expect(finding["remedy"].string?.isEmpty == false)
  }

  @Test(
    "A remedy that is a command repairs: traffic flows, and nothing is wrong any more", arguments: DoctorCase.faults)
  func remedies(fault: DoctorCase) throws {
    let lab = try DoctorLab()
    try lab.shell(fault.script)
    let found = try lab.findings().first { $0["rule"].string == fault.rule }
    let remedy = try #require(found?["remedy"].string)
    #expect(remedy.firstMatch(of: /\b(BRIDGE|LENGTH|ADDRESS|IMAGE|NAME)\b|XX/) == nil, "\(remedy)")
    guard let command = DoctorCase.command(in: remedy), !fault.isOnlyLookedAt else { return }
    try lab.host.run("sh", "-ec", command)
    try eventually("\(fault) is repaired by \(command)", within: .seconds(10)) {
      try lab.findings().allSatisfy { $0["severity"].string == "info" && $0["rule"].string != fault.rule }
    }
    for member in [lab.one, lab.two] where fault.rule != "stray-default" {
      try eventually("traffic flows after \(command)", within: .seconds(10)) {
        try member.command("busybox", ["ping", "-c", "1", "-W", "1", "10.5.0.1"]).run().status == 0
      }
    }
  }

  @Test("What only looks like a fault is not told", arguments: DoctorCase.innocents)
  func innocents(innocent: DoctorCase) throws {
    let lab = try DoctorLab()
    try lab.shell(innocent.script)
    #expect(try lab.findings().filter { $0["rule"].string == innocent.rule } == [])
  }

  @Test("On a segment that leads out the doctor asks for a gateway; the list only tells what the kernel remembers")
  func asking() throws {
    let lab = try DoctorLab()
    try lab.shell(
      """
      ip -n $host tuntap add tap0 mode tap; ip -n $host link set tap0 master br0 up
      ip -n $two addr add 10.5.0.9/24 dev eth0; ip -n $one route replace default via 10.5.0.9
      ip netns exec $one busybox ping -c 1 -W 5 10.5.0.9 >/dev/null
      """)
    #expect(try lab.doctor(lab.one.name).findings == [])
    try lab.shell("ip -n $two addr del 10.5.0.9/24 dev eth0\n" + DoctorCase.aging("10.5.0.9"))
    let asked = try lab.doctor(lab.one.name)
    #expect(asked.findings.map { $0["rule"].string } == ["gateway-silent"])
    #expect(asked.findings.map { $0["severity"].string } == ["warning"])
    #expect(try lab.findings().allSatisfy { $0["severity"].string == "info" })
    try lab.shell("ip -n $two addr add 10.5.0.9/24 dev eth0")
    #expect(try lab.doctor(lab.one.name).findings == [])
  }

  @Test("A peer in a namespace that only a message on its way holds is hidden; held by a descriptor it is not")
  func hiddenPeer() throws {
    let lab = try DoctorLab()
    let sender = try Command("python3", "-c", Self.holdByMessage, lab.one.path).start()
    try sender.waitForLine(containing: "held")
    let holder = try NamespaceHolder(of: lab.two, by: .descriptor)
    try lab.one.unname()
    try lab.two.unname()
    let found = try lab.findings().filter { $0["rule"].string == "hidden-peer" }
    #expect(try found.map(lab.place) == ["host/p-one"])
    holder.release()
    sender.closeInput()
    sender.kill()
  }

  @Test("A name that is mounted in another mount namespace is no leftover")
  func mountedElsewhere() throws {
    let lab = try DoctorLab()
    let mount = "touch \"$1-away\"; mount --bind \"$1-one\" \"$1-away\" && echo held && read _"
    let elsewhere = try Command(
      "unshare", "--mount", "--propagation", "private", "sh", "-c", mount, "sh", "/run/netns/\(lab.lab.name)"
    ).start()
    try elsewhere.waitForLine(containing: "held")
    #expect(try lab.findings().filter { $0["rule"].string == "stale-name" } == [])
    elsewhere.closeInput()
    elsewhere.kill()
  }

  @Test("A sandbox whose container is gone is told, and goes away by the remedy")
  func sandbox() throws {
    let lab = try DoctorLab()
    let directory = try TemporaryDirectory()
    try lab.shell(
      """
      mkdir -p \(directory.path)/docker/netns; touch \(directory.path)/docker/netns/0a1b2c3d4e5f
      mount --bind /run/netns/$one \(directory.path)/docker/netns/0a1b2c3d4e5f; ip netns del $one
      """)
    let found = try lab.findings().filter { $0["rule"].string == "leftover-sandbox" }
    #expect(try found.map(lab.place) == ["one"])
    let remedy = try #require(found.first?["remedy"].string?.split(separator: ": ").last)
    try lab.shell(String(remedy))
    #expect(try lab.findings().filter { $0["rule"].string == "leftover-sandbox" } == [])
  }

  @Test("Packets that are dropped while one looks are told, those that go through are not")
  func losses() throws {
    let lab = try DoctorLab()
    let fine = try sending(1000, from: lab.one)
    #expect(try lab.doctor(lab.one.name).findings.filter { $0["rule"].string == "losses" } == [])
    fine.kill()
    try lab.one.ip("link", "set", "eth0", "mtu", "9000")
    let lost = try sending(4000, from: lab.one)
    let (findings, status) = try lab.doctor(lab.one.name)
    #expect(findings.contains { $0["rule"].string == "losses" })
    #expect(status == 3)
    lost.kill()
  }

  @Test("An object limits the report to what concerns it, and a remark is no problem")
  func object() throws {
    let lab = try DoctorLab()
    try lab.shell("ip -n $two link set eth0 mtu 9000; ip -n $host link set p-one nomaster")
    let broken = try lab.doctor(lab.two.name)
    #expect(broken.findings.compactMap { $0["rule"].string } == ["mtu-differs"])
    #expect(broken.status == 3)
    let remark = try lab.doctor(lab.one.name)
    #expect(remark.findings.map { $0["severity"].string } == ["info"])
    #expect(remark.status == 0)
    let words = try lab.words(lab.two.name)
    #expect(words.status == 3)
    #expect(words.standardOutput.hasPrefix("warning: \(lab.two.name)/eth0: its MTU is 9000"))
    #expect(words.standardOutput.contains("\n  to do  Give both ends the same MTU: nsenter --net=/run/netns/"))
    #expect(words.standardOutput.contains("\nFound on namespace \(lab.two.name): 1 warning.\n"))
    #expect(words.standardOutput.contains("\nLooked at: "))
    #expect(words.standardOutput.hasSuffix("other hosts.\n"))
    #expect(try lab.words("no-such-thing").status == 1)
  }

  /// Datagrams of a size to the bridge, a hundred a second, until it is ended.
  private func sending(_ size: Int, from namespace: LabNamespace) throws -> BackgroundProcess {
    let process = try namespace.command("python3", ["-c", Self.send, "\(size)"]).start()
    try process.waitForLine(containing: "sending")
    return process
  }

  private static let send = """
    import select, socket, sys
    out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    out.sendto(b"x", ("10.5.0.1", 9))
    print("sending", flush=True)
    while True:
        out.sendto(b"x" * int(sys.argv[1]), ("10.5.0.1", 9))
        select.select([], [], [], 0.01)
    """

  /// Opens the namespace, puts the descriptor into a message that nobody reads, and closes it.
  private static let holdByMessage = """
    import array, os, socket, sys
    one, other = socket.socketpair()
    namespace = os.open(sys.argv[1], os.O_RDONLY)
    rights = array.array("i", [namespace])
    one.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    os.close(namespace)
    print("held", flush=True)
    sys.stdin.read()
    """
}

/// Faults that an engine's word is part of, and engines on which nothing is wrong.
@Suite("The doctor beside a real engine", .serialized, .requires(.engine))
struct DoctorEngineTests {
  @Test("Networks of every kind, and containers in all modes, have nothing wrong")
  func healthy() throws {
    let engine = try EngineUnderTest.start("docengine")
    let lab = try Lab("docengine-wan")
    let wan = try lab.namespace("router")
    try lab.connect(engine.namespace, "wan0", wan, "eth0")
    try engine.namespace.addAddress("198.51.100.2/24", to: "wan0")
    try wan.addAddress("198.51.100.1/24", to: "eth0")
    try engine.namespace.addRoute("default", via: "198.51.100.1")
    try engine.runTutorial()
    try engine.cli("network", "create", "--internal", "--subnet", "10.61.0.0/24", "inner")
    try engine.cli("network", "create", "--ipv6", "--subnet", "fd00:61::/64", "six")
    try engine.cli("network", "create", "--opt", "com.docker.network.driver.mtu=1400", "small")
    try engine.namespace.addVeth("uplink", "uplink-peer")
    try engine.namespace.addAddress("10.62.0.1/24", to: "uplink-peer")
    try engine.cli(
      "network", "create", "--driver", "macvlan", "--subnet", "10.62.0.0/24", "--gateway", "10.62.0.1", "-o",
      "parent=uplink", "street")
    try engine.cli("network", "create", "--opt", "com.docker.network.bridge.enable_icc=false", "quiet")
    for network in ["inner", "six", "small", "street", "quiet"] { try engine.run("on-\(network)", network: network) }
    try engine.run("beside", network: "quiet")
    try engine.exec("on-street", "ping", "-c", "1", "-W", "5", "10.62.0.1")
    try engine.cli("network", "connect", "inner", "on-small")
    try engine.cli("create", "--name", "never", "busybox", "true")
    let titles = try engine.findings().compactMap { $0["title"].string }
    #expect(titles == [])
    for object in ["beside", "on-street", "network:bridge"] {
      #expect(try GantryUnderTest(beside: engine).run("doctor", object).status == 0)
    }
    engine.stop()
  }

  @Test("A Swarm's networks, with their hidden namespaces, have nothing wrong")
  func swarm() throws {
    let engine = try EngineUnderTest.start("docswarm")
    try engine.startSwarm()
    try engine.cli("network", "create", "--driver", "overlay", "--attachable", "over")
    try engine.run("worker", network: "over")
    #expect(try engine.findings() == [])
    engine.stop()
  }

  @Test("A default route that was lost is told; where there is none to be had it is not")
  func defaultRoute() throws {
    let engine = try EngineUnderTest.start("docroute")
    try engine.runTutorial()
    try Command("ip", "route", "del", "default").inNamespace("/proc/\(engine.pid(of: "bbox01"))/ns/net")()
    let found = try engine.findings()
    #expect(found.map { $0["rule"].string } == ["no-default-route"])
    #expect(found.first?["object"].string == "docker:\(try engine.inspect("bbox01")["Id"].string ?? "?")")
    let doctor = try GantryUnderTest(beside: engine).run("doctor", "bbox01")
    #expect(doctor.status == 3)
    #expect(doctor.standardOutput.contains("ip route add default via 172.17.0.1 dev eth0"))
    #expect(try GantryUnderTest(beside: engine).run("doctor", "bbox03").status == 0)
    engine.stop()
  }

  @Test("An address that a container lost is one finding, and the remedy gives it back with the default route")
  func address() throws {
    let engine = try EngineUnderTest.start("docaddr")
    try engine.run("bbox01")
    let inside = "/proc/\(try engine.pid(of: "bbox01"))/ns/net"
    try Command("ip", "address", "flush", "dev", "eth0").inNamespace(inside)()
    let found = try engine.findings()
    #expect(found.map { $0["rule"].string } == ["address-differs"])
    let command = try #require(found.first?["remedy"].string.flatMap(DoctorCase.command))
    try engine.namespace.run("sh", "-ec", command)
    #expect(try engine.findings() == [])
    #expect(try Command("ip", "route").inNamespace(inside)().contains("default via 172.17.0.1"))
    engine.stop()
  }

  @Test("A veth that was taken out of its network's bridge is an error, with the bridge to plug it into")
  func loosePort() throws {
    let engine = try EngineUnderTest.start("docveth")
    try engine.run("bbox01")
    let picture = try GantryUnderTest(beside: engine).json("list", "all")
    let veth = try #require(picture["containers"].first("name", "bbox01")["endpoints"][0]["hostLink"]["name"].string)
    try engine.namespace.ip("link", "set", veth, "nomaster")
    let found = try engine.findings().filter { $0["rule"].string == "veth-without-bridge" }
    #expect(found.map { $0["severity"].string } == ["error"])
    #expect(found.first?["remedy"].string == "Plug it in: ip link set \(veth) master docker0")
    engine.stop()
  }

  @Test("With two networks, the gateway of the one that is not used is a remark")
  func twoNetworks() throws {
    let engine = try EngineUnderTest.start("doctwo")
    for name in ["first", "second"] { try engine.cli("network", "create", name) }
    try engine.run("two", network: "first")
    try engine.cli("network", "connect", "second", "two")
    #expect(try engine.findings(all: true).map { $0["rule"].string } == ["gateway-differs"])
    #expect(try engine.findings() == [])
    engine.stop()
  }
}

@Suite("The doctor beside Podman", .serialized, .requires(.podman))
struct DoctorPodmanTests {
  @Test("Its four modes and networks of its own have nothing wrong")
  func healthy() throws {
    let engine = try EngineUnderTest.start("docpod", .podman)
    try engine.runTutorial()
    try engine.cli("network", "create", "--subnet", "10.63.0.0/24", "shop")
    try engine.cli("network", "create", "--internal", "--subnet", "10.64.0.0/24", "inner")
    for network in ["shop", "inner"] { try engine.run("on-\(network)", network: network) }
    #expect(try engine.findings() == [])
    let output = try GantryUnderTest(beside: engine).run("doctor", "bbox01")
    #expect(output.status == 0, "\(output.standardOutput)")
    engine.stop()
  }
}

extension EngineUnderTest {
  /// What is found in the engine's namespace and on its containers, errors and warnings only unless `all` is asked for.
  fileprivate func findings(all: Bool = false) throws -> [JSON] {
    let picture = try GantryUnderTest(beside: self).json("list", "all")
    // What other engines on the machine run is known by its cgroup alone, without an image.
    let containers = picture["containers"].array.filter { $0["image"].string != nil }
    let keys = (containers + picture["networks"].array).compactMap { $0["key"].string }
    let own = try namespace.inode()
    let hidden = picture["namespaces"].array.filter { namespace in
      namespace["holders"].array.contains { $0["path"].string?.contains("/\(name)/") ?? false }
    }
    let places = Set((containers.map { $0["namespace"] } + hidden.map { $0["id"] }).compactMap(\.string))
    return picture["findings"].array.filter { finding in
      guard all || finding["severity"].string != "info", let object = finding["object"].string else { return false }
      let namespace = String(object.prefix { $0 != "/" })
      return keys.contains(object) || places.contains(namespace) || namespace.hasSuffix(":\(own)")
    }
    .filter { $0["rule"].string != "stale-name" }
  }
}
