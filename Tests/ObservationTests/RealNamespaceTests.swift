import Addresses
import Glibc
import TestSupport
import Testing
import Topology

@testable import Observation

@Suite("Real namespaces", .requires(.root))
struct RealNamespaceTests {
  private func link(_ snapshot: Snapshot, _ namespace: LabNamespace, _ name: String) throws -> Link {
    try #require(snapshot.named(namespace)?.link(named: name))
  }

  @Test("A veth between two named namespaces that never touches the host is proved")
  func betweenNamespaces() throws {
    let lab = try Lab("obs")
    let (one, other) = (try lab.namespace("a"), try lab.namespace("b"))
    try one.addVeth("shift0", "shift1")
    try lab.connect(one, "va", other, "vb")
    let snapshot = try Observer.readOnce(deep: false)
    let near = try link(snapshot, one, "va")
    let far = try link(snapshot, other, "vb")
    #expect(near.index != far.index)
    #expect(near.peer?.proof == .proved)
    #expect(near.peer?.link == far.id)
    #expect(far.peer?.proof == .proved)
    #expect(far.peer?.link == near.id)
    #expect(try link(snapshot, one, "shift0").peer?.name == "shift1")
    #expect(try link(snapshot, one, "shift0").peer?.proof == .proved)
    #expect(snapshot.named(one)?.roles == [.named])
    #expect(snapshot.named(one)?.cookie != nil)
  }

  @Test("Both ends of a pair may have the same index")
  func sameIndex() throws {
    let lab = try Lab("obs")
    let (one, other) = (try lab.namespace("a"), try lab.namespace("b"))
    try lab.connect(one, "va", other, "vb")
    let snapshot = try Observer.readOnce(deep: false)
    let near = try link(snapshot, one, "va")
    #expect(near.index == (try link(snapshot, other, "vb")).index)
    #expect(near.peer?.proof == .proved)
  }

  @Test("A chain of bridges is seen from end to end")
  func chain() throws {
    let lab = try Lab("obs")
    let all = try (0..<4).map { try lab.namespace("c\($0)") }
    for (left, right) in zip(all, all.dropFirst()) { try lab.connect(left, "right", right, "left") }
    for middle in all[1...2] { try middle.addBridge("br0", ports: ["left", "right"]) }
    let snapshot = try Observer.readOnce(deep: false)
    for (left, right) in zip(all, all.dropFirst()) {
      #expect(try link(snapshot, left, "right").peer?.link == (try link(snapshot, right, "left")).id)
      #expect(try link(snapshot, right, "left").peer?.proof == .proved)
    }
    let bridge = try link(snapshot, all[1], "br0")
    #expect(snapshot.ports(of: bridge.id).map(\.name).sorted() == ["left", "right"])
    #expect(try link(snapshot, all[1], "left").port?.state == .forwarding)
    #expect(snapshot.network(NetworkKey(bridge: bridge.id))?.engine == nil)
    #expect(snapshot.network(NetworkKey(bridge: bridge.id))?.name == "br0")
  }

  @Test("A peer is found however its namespace is held", arguments: NamespaceHolder.Way.allCases)
  func heldInOneWay(_ way: NamespaceHolder.Way) throws {
    let lab = try Lab("obs")
    let (seen, held) = (try lab.namespace("seen"), try lab.namespace("held"))
    try seen.addVeth("shift0", "shift1")
    try lab.connect(seen, "va", held, "vb")
    let inode = try held.inode()
    let holder = try NamespaceHolder(of: held, by: way)
    try held.unname()
    let quick = try link(try Observer.readOnce(deep: false), seen, "va")
    #expect(quick.peer?.proof == (way == .process ? .proved : .hidden))

    let snapshot = try Observer.readOnce(deep: true)
    let near = try link(snapshot, seen, "va")
    #expect(near.peer?.proof == .proved)
    #expect(near.peer?.name == "vb")
    #expect(near.peer?.namespace?.inode == inode)
    let namespace = try #require(near.peer?.namespace.flatMap(snapshot.namespace))
    #expect(namespace.holders.contains { $0.kind == way.kind && $0.pid == holder.pid })
    #expect(namespace.roles == [way.role])
    #expect(namespace.access == .read)
    holder.release()
    try eventually("the peer is gone with its holder") {
      try Observer.readOnce(deep: false).named(seen)?.link(named: "va") == nil
    }
  }

  @Test("A namespace inside another is found, and the cable into it")
  func nested() throws {
    let lab = try Lab("obs")
    let outer = try lab.namespace("outer")
    let inner = try Command("unshare", "--net", "sh", "-c", "echo held; read _").inNamespace(outer.path).start()
    try inner.waitForLine(containing: "held")
    try outer.addVeth("down0", "up0")
    try outer.ip("link", "set", "up0", "netns", "\(inner.pid)")
    let snapshot = try Observer.readOnce(deep: false)
    let near = try link(snapshot, outer, "down0")
    #expect(near.peer?.proof == .proved)
    #expect(near.peer?.namespace.flatMap(snapshot.namespace)?.pids == [inner.pid])
  }

  @Test("A namespace with the inode of a deleted one is another one")
  func reusedInode() throws {
    let lab = try Lab("obs")
    var made = 0
    // The kernel gives the lowest free number, and the first one's is free a moment after the name is gone. A test beside
    // this one may be quicker to take it: then it begins anew.
    let (earlier, id, second) = try eventually("the inode is used again", within: .seconds(60)) {
      made += 1
      let first = try lab.namespace("first\(made)")
      let earlier = try Observer.readOnce(deep: false)
      let id = try #require(earlier.named(first)?.id)
      try first.unname()
      for attempt in 1...8 {
        let namespace = try lab.namespace("again\(made)-\(attempt)")
        if try namespace.inode() == id.inode { return (earlier, id, namespace) }
      }
      return nil as (Snapshot, NamespaceID, LabNamespace)?
    }
    let snapshot = try Observer.readOnce(deep: false)
    #expect(snapshot.named(second)?.id == id)
    #expect(earlier.namespace(id)?.cookie != snapshot.namespace(id)?.cookie)
    #expect(snapshot.changes(since: earlier).contains(Change(.appeared, .namespace(id))))
  }

  @Test(
    "A macvlan's parent in another namespace is found",
    .kernelHas("macvlan links", .stacked("macvlan", "mode", "bridge")))
  func macvlan() throws { try expectParent(kind: .macvlan(mode: "bridge"), "macvlan", "mode", "bridge") }

  @Test("A VLAN's parent in another namespace is found", .kernelHas("VLAN links", .stacked("vlan", "id", "7")))
  func vlan() throws { try expectParent(kind: .vlan(id: 7), "vlan", "id", "7") }

  @Test(
    "An ipvlan's parent in another namespace is found", .kernelHas("ipvlan links", .stacked("ipvlan", "mode", "l2")))
  func ipvlan() throws { try expectParent(kind: .ipvlan(mode: "l2"), "ipvlan", "mode", "l2") }

  @Test(
    "A VXLAN's parent in another namespace is found",
    .kernelHas("VXLAN links", .script("ip link add upper type vxlan id 1 dstport 4789")))
  func vxlan() throws {
    let lab = try Lab("obs")
    let (below, above) = (try lab.namespace("below"), try lab.namespace("above"))
    try below.addVeth("base", "other")
    try below.ip(
      "link", "add", "upper", "type", "vxlan", "id", "42", "dev", "base", "dstport", "4789", "remote", "192.0.2.9")
    try below.ip("link", "set", "upper", "netns", above.name)
    let snapshot = try Observer.readOnce(deep: false)
    #expect(try link(snapshot, above, "upper").parent?.link == (try link(snapshot, below, "base")).reference)
    #expect(
      try link(snapshot, above, "upper").kind
        == .vxlan(.init(id: 42, remote: IPAddress(ipv4: 0xc000_0209), port: 4789)))
  }

  private func expectParent(kind: LinkKind, _ type: String...) throws {
    let lab = try Lab("obs")
    let (below, above) = (try lab.namespace("below"), try lab.namespace("above"))
    try below.addVeth("base", "other")
    try Command("ip", ["-n", below.name, "link", "add", "upper", "link", "base", "type"] + type)()
    try below.ip("link", "set", "upper", "netns", above.name)
    let snapshot = try Observer.readOnce(deep: false)
    #expect(try link(snapshot, above, "upper").parent?.link == (try link(snapshot, below, "base")).reference)
    #expect(try link(snapshot, above, "upper").kind == kind)
  }

  @Test("A name of ip netns that leads nowhere is told, and is no failure")
  func staleName() throws {
    let name = "gt-obs-stale-\(getpid())"
    try Command("touch", "/run/netns/\(name)")()
    defer { unlink("/run/netns/\(name)") }
    let snapshot = try Observer.readOnce(deep: false)
    #expect(snapshot.staleNames.contains("/run/netns/\(name)"))
    #expect(snapshot.sources.first?.state == .ok)
  }

  @Test("A name of ip netns that leads nowhere comes and goes without a change of the mounts")
  func staleNameComesAndGoes() throws {
    var scanner = try NamespaceScanner()
    _ = try scanner.scan()
    let path = "/run/netns/gt-obs-leftover-\(getpid())"
    try Command("touch", path)()
    defer { unlink(path) }
    #expect(try scanner.scan(mountsChanged: false)?.staleNames.contains(path) == true)
    unlink(path)
    #expect(try scanner.scan(mountsChanged: false)?.staleNames.contains(path) == false)
  }

  @Test("A thousand namespaces are found and every pair of theirs is proved", .timeLimit(.minutes(5)))
  func thousand() throws {
    let lab = try Lab("obs")
    let hub = try lab.namespace("hub")
    let all = try lab.namespaces(1000, around: hub)
    let snapshot = try Observer.readOnce(deep: false)
    let ports = try #require(snapshot.named(hub)?.links.filter { $0.kind == .veth })
    #expect(ports.count == 1000)
    #expect(ports.allSatisfy { $0.peer?.proof == .proved && $0.peer?.name == "eth0" })
    #expect(Set(ports.compactMap { $0.peer?.namespace }).count == 1000)
    let last = try #require(snapshot.named(all[999]))
    #expect(last.link(named: "eth0")?.peer?.name == "v999")
  }
}

extension Snapshot {
  /// The namespace that the lab made under this name.
  func named(_ namespace: LabNamespace) -> Namespace? { namespaces.first { $0.names.contains(namespace.name) } }

  /// What a link of the lab's counted.
  func counters(of link: String, in namespace: LabNamespace) -> Counters? {
    named(namespace)?.link(named: link).flatMap(counters)
  }
}

/// Something that a kernel may have been built without.
struct KernelProbe {
  private let script: String

  /// A script that works in a namespace of its own.
  static func script(_ script: String) -> KernelProbe { KernelProbe(script: script) }

  /// A kind of link that stands on another.
  static func stacked(_ type: String...) -> KernelProbe {
    script(
      "ip link add base type veth peer name other && ip link add upper link base type " + type.joined(separator: " "))
  }

  func isMet() -> Bool { (try? Command("unshare", "--net", "sh", "-c", script).run())?.status == 0 }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test where the kernel lacks something. Unlike a program, that cannot be installed for `make test`.
  static func kernelHas(_ what: String, _ probe: KernelProbe) -> Self {
    .enabled("this kernel has no \(what)") { probe.isMet() }
  }
}

extension NamespaceHolder.Way {
  fileprivate var kind: Holder.Kind {
    switch self {
    case .process: .process
    case .thread: .thread
    case .descriptor: .descriptor
    case .socket: .socket
    case .mountElsewhere: .mount
    }
  }

  fileprivate var role: Namespace.Role {
    switch self {
    case .process: .process
    case .mountElsewhere: .named
    case .thread, .descriptor, .socket: .hidden
    }
  }
}
