import Addresses
import Diagnosis
import Testing
import Topology

@Suite("What is left of links")
struct LeftoverTests {
  private let healthy = SmallHost.snapshot()

  private var withoutBridge: Snapshot {
    healthy.editing(SmallHost.host) { host in
      host.links.removeAll { $0.id == SmallHost.bridge }
      host.routes.remove(at: 2)
    }
    .editing(SmallHost.portOne) { ($0.master, $0.port) = (nil, nil) }
    .editing(SmallHost.portTwo) { ($0.master, $0.port) = (nil, nil) }
    .editingNetwork { ($0.bridge, $0.bridgeName, $0.home) = (nil, "br0", SmallHost.host) }
    .editing("one") { $0.endpoints[0].hostLink = LinkReference(id: SmallHost.portOne, name: "v1") }
    .editing("two") { $0.endpoints[0].hostLink = LinkReference(id: SmallHost.portTwo, name: "v2") }
  }

  @Test("A network's bridge that is gone is one finding, with all that hangs in the air and how to make it again")
  func bridge() throws {
    let found = Doctor.findings(in: withoutBridge)
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding.rule == "bridge-gone")
    #expect(finding.severity == .error)
    #expect(finding.title == "net0: its bridge br0 is gone, and 2 cables hang in the air")
    #expect(
      finding.remedy == "Make it again: ip link add br0 type bridge && ip addr add 10.5.0.1/24 dev br0 && "
        + "ip link set br0 up && ip link set v1 master br0 && ip link set v2 master br0")
    for name in ["one", "two"] { #expect(finding.concerns(.container(SmallHost.key(name)), in: withoutBridge)) }
  }

  @Test("Nobody misses the bridge of another driver, of an engine elsewhere, or one that Podman has not made yet")
  func innocentNetworks() {
    #expect(findings(of: "bridge-gone", in: withoutBridge.editingNetwork { $0.home = nil }) == [])
    #expect(findings(of: "bridge-gone", in: withoutBridge.editingNetwork { $0.bridgeName = nil }) == [])
    let podman = withoutBridge.editingNetwork { ($0.engine, $0.containers) = ("podman", []) }
    #expect(findings(of: "bridge-gone", in: podman) == [])
    let empty = withoutBridge.editingNetwork { $0.containers = [] }
    #expect(findings(of: "bridge-gone", in: empty).map(\.severity) == [.warning])
  }

  private func orphans(_ count: Int32, address: String? = nil) -> Snapshot {
    (0..<count).reduce(healthy) { snapshot, number in
      let (near, far) = (50 + 2 * number, 51 + 2 * number)
      func end(_ index: Int32, _ other: Int32, isNear: Bool) -> Link {
        Link(
          id: LinkID(namespace: SmallHost.host, index: index), name: (isNear ? "veo" : "vep") + "\(number)",
          kind: .veth,
          isUp: isNear, mac: SmallHost.mac(UInt64(index)),
          addresses: isNear ? [] : address.map { [LinkAddress(SmallHost.prefix($0))] } ?? [],
          master: isNear ? SmallHost.bridge.index : nil, port: isNear ? BridgePort(state: .disabled) : nil,
          peer: Peer(namespace: SmallHost.host, index: other, name: nil, proof: .proved))
      }
      return snapshot.adding(end(near, far, isNear: true)).adding(end(far, near, isNear: false))
    }
  }

  @Test("Thirty orphans are one finding that deletes them, and nobody is told to set them up")
  func orphans() throws {
    let found = Doctor.findings(in: orphans(30))
    #expect(found.map(\.rule) == ["orphaned-veth"])
    #expect(found.first?.severity == .info)
    #expect(Doctor.findings(in: orphans(1)).first?.remedy == "Delete it: ip link del veo0")
  }

  @Test("One that has an address, a route or a link on it is somebody's, and so is one that is just being made")
  func innocentPairs() {
    #expect(findings(of: "orphaned-veth", in: orphans(1, address: "192.0.2.77/32")) == [])
    let routed = orphans(1).editing(SmallHost.host) { $0.routes.append(SmallHost.route("10.7.0.0/24", dev: 51)) }
    #expect(findings(of: "orphaned-veth", in: routed) == [])
    #expect(findings(of: "orphaned-veth", in: orphans(1), since: healthy) == [])
    #expect(findings(of: "orphaned-veth", in: orphans(1), since: orphans(1)).count == 1)
  }

  private func neighbour(_ mac: UInt64, _ state: Neighbour.State, _ address: String = "10.5.0.2") -> Snapshot {
    healthy.editing(SmallHost.host) {
      $0.neighbours = [Neighbour(address: SmallHost.address(address), mac: SmallHost.mac(mac), link: 3, state: state)]
    }
  }

  @Test("A fixed neighbour entry with another's address is told; a right one, a learnt one, and a stranger's are not")
  func neighbours() throws {
    let finding = try #require(findings(of: "wrong-neighbour", in: neighbour(9, .permanent)).first)
    #expect(finding.severity == .error)
    #expect(finding.remedy.hasSuffix(": ip neigh del 10.5.0.2 dev br0"))
    #expect(findings(of: "wrong-neighbour", in: neighbour(1, .permanent)) == [])
    #expect(findings(of: "wrong-neighbour", in: neighbour(9, .stale)) == [])
    #expect(findings(of: "wrong-neighbour", in: neighbour(9, .permanent, "10.5.0.99")) == [])
  }

  private func onStreet(_ state: Neighbour.State, asking address: String) -> Snapshot {
    let cam = NamespaceID(device: 4, inode: 31)
    return healthy.adding(
      Namespace(
        id: cam, roles: [.named], names: ["cam"],
        links: [
          Link(
            id: LinkID(namespace: cam, index: 2), name: "eth0", kind: .macvlan(mode: "bridge"),
            mac: SmallHost.mac(0x71),
            addresses: [LinkAddress(SmallHost.prefix("192.0.2.130/24"))],
            parent: .init(link: LinkReference(id: SmallHost.uplink, name: "eth0"), index: 2, nsid: 0))
        ], routes: [SmallHost.route("192.0.2.0/24", dev: 2)],
        neighbours: [Neighbour(address: SmallHost.address(address), mac: nil, link: 2, state: state)]))
  }

  @Test("A macvlan and its own host are explained where it was tried")
  func macvlan() throws {
    let finding = try #require(findings(of: "macvlan-and-host", in: onStreet(.failed, asking: "192.0.2.2")).first)
    #expect(finding.severity == .info)
    #expect(finding.title.contains("192.0.2.2"))
    #expect(findings(of: "macvlan-and-host", in: onStreet(.reachable, asking: "192.0.2.2")) == [])
    #expect(findings(of: "macvlan-and-host", in: onStreet(.failed, asking: "192.0.2.50")) == [])
  }

  private static let sandbox = NamespaceID(device: 4, inode: 77)

  private func leaving(
    _ path: String = "/var/run/docker/netns/0a1b2c3d4e5f", _ more: Holder..., containers: [ContainerKey] = []
  ) -> Snapshot {
    healthy.adding(
      Namespace(
        id: Self.sandbox, roles: [.named], names: ["0a1b2c3d4e5f"], holders: [Holder(.mount, path: path)] + more,
        containers: containers))
  }

  @Test("A sandbox in Docker's directory that nobody lives in is a remark, with how to remove it")
  func sandbox() throws {
    let finding = try #require(findings(of: "leftover-sandbox", in: leaving()).first)
    #expect(finding.severity == .info)
    #expect(
      finding.remedy
        == "Remove it: umount /var/run/docker/netns/0a1b2c3d4e5f && rm /var/run/docker/netns/0a1b2c3d4e5f")
    #expect(findings(of: "leftover-sandbox", in: leaving(), since: healthy) == [], "it may be in the making")
    #expect(findings(of: "leftover-sandbox", in: leaving(), since: leaving()).count == 1)
  }

  @Test("Swarm's namespaces, those of others, and sandboxes that somebody lives in or has are not told")
  func innocentSandboxes() {
    let rule = "leftover-sandbox"
    for path in [
      "/var/run/docker/netns/1-abcdefghij", "/var/run/docker/netns/ingress_sbox", "/run/netns/0a1b2c3d4e5f",
      "/var/run/docker/netns/default",
    ] { #expect(findings(of: rule, in: leaving(path)) == []) }
    #expect(findings(of: rule, in: leaving("/run/docker/netns/0a1b2c3d4e5f", Holder(.process, pid: 7))) == [])
    #expect(findings(of: rule, in: leaving("/run/docker/netns/0a1b2c3d4e5f", Holder(.descriptor, pid: 7))) == [])
    #expect(findings(of: rule, in: leaving(containers: [SmallHost.key("one")])) == [])
  }

  @Test("A container without the address that its engine says it has is told, with how to give it back")
  func address() throws {
    let rule = "address-differs"
    let bare = healthy.editing(SmallHost.eth0One) { $0.addresses = [] }.editing(SmallHost.one) { $0.routes = [] }
    let none = try #require(findings(of: rule, in: bare).first)
    #expect(none.severity == .error)
    #expect(none.title == "one has no ipv4 address on eth0")
    #expect(
      none.remedy == "Give it that address back: nsenter -t 101 -n ip addr add 10.5.0.2/24 dev eth0 && "
        + "nsenter -t 101 -n ip route add default via 10.5.0.1 dev eth0")
    #expect(Doctor.findings(in: bare).filter { $0.severity == .error }.count == 1)
    let other = healthy.editing(SmallHost.eth0One) { $0.addresses = [LinkAddress(SmallHost.prefix("10.5.0.9/24"))] }
    let changed = try #require(findings(of: rule, in: other).first)
    #expect(changed.severity == .warning)
    #expect(changed.remedy.contains("ip addr del 10.5.0.9/24 dev eth0"))
    #expect(changed.remedy.contains("ip addr replace 10.5.0.2/24 dev eth0"))
    #expect(Doctor.findings(in: other).count == 1)
  }

  @Test("A second address, a link that is down, another subnet, another's address and IPv6 that is off are not told")
  func innocentAddresses() {
    let rule = "address-differs"
    #expect(findings(of: rule, in: healthy) == [])
    func eth0(_ edit: (inout Link) -> Void) -> Snapshot { healthy.editing(SmallHost.eth0One, edit) }
    #expect(findings(of: rule, in: eth0 { $0.addresses.append(LinkAddress(SmallHost.prefix("10.5.0.9/24"))) }) == [])
    #expect(findings(of: rule, in: eth0 { ($0.isUp, $0.addresses) = (false, []) }) == [])
    #expect(findings(of: rule, in: eth0 { $0.addresses = [LinkAddress(SmallHost.prefix("10.6.0.2/24"))] }) == [])
    #expect(findings(of: rule, in: eth0 { $0.addresses = [LinkAddress(SmallHost.prefix("10.5.0.3/24"))] }) == [])
    let six = healthy.editingContainer("one") {
      $0.endpoints[0].configured?.addresses.append(SmallHost.prefix("fd00:5::2/64"))
    }
    #expect(findings(of: rule, in: six).map(\.severity) == [.error])
    let off = six.editing(SmallHost.eth0One) { $0.settings = LinkSettings(ipv6: .init(isOff: true)) }
    #expect(findings(of: rule, in: off) == [])
  }
}
