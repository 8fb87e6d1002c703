import Addresses
import Dashboard
import Screen
import TestSupport
import Topology

/// The tutorial host, on which something happens now and then, and whose traffic goes up and down.
enum LivelyHost {
  /// Whoever watched it so many seconds.
  static func stage(until second: Int, columns: Int = 80, rows: Int = 24, glyphs: Glyphs = .unicode) -> Stage {
    var stage = (glyphs == .unicode ? watched : watchedInASCII)[second]
    stage.send(.input(.resize(Size(columns: columns, rows: rows)), on: nil))
    return stage
  }

  /// The dashboard after each second; seen once for all tests.
  private static let watched = watch(.unicode)
  private static let watchedInASCII = watch(.ascii)

  private static func watch(_ glyphs: Glyphs) -> [Stage] {
    var stage = Stage(glyphs: glyphs)
    return (0...40 as ClosedRange<UInt64>).map { second in
      stage.see(snapshot(at: second))
      return stage
    }
  }

  /// The picture so many seconds after the first one.
  static func snapshot(at second: UInt64) -> Snapshot {
    TutorialHost.snapshot(ticks: second).altered { host in
      move(&host, second)
      if second >= 3 {
        host.link(TutorialHost.link(TutorialHost.web, 12)) {
          $0.isUp = true; $0.hasCarrier = true; $0.operationalState = .up
        }
      }
      if second >= 3 {
        host.link(TutorialHost.link(TutorialHost.host, 13)) {
          $0.hasCarrier = true; $0.operationalState = .up
        }
      }
      if second >= 5 { host.link(TutorialHost.link(TutorialHost.host, 5)) { $0.mtu = 9000 } }
      if second >= 7, second < 30 { start("job", number: 9, &host) }
      if second >= 9 { host.namespace(TutorialHost.web) { $0.routes.removeAll(where: \.isDefault) } }
      if second >= 11 {
        host.link(TutorialHost.link(TutorialHost.bbox01, 10)) {
          $0.addresses.append(LinkAddress(prefix("172.17.0.9/16")))
        }
      }
      if second >= 13 { host.networks.append(network) }
      if second >= 15 {
        host.container(TutorialHost.key("old")) {
          $0.state = .running; $0.pid = 9; $0.mode = .unknown
        }
      }
      if second >= 29 { host.namespaces.removeAll { $0.id == TutorialHost.labX } }
    }
  }

  private static func prefix(_ text: String) -> IPPrefix { IPPrefix(text) ?? .all(.ipv4) }

  private static let network = Network(
    key: TutorialHost.networkKey("test"), id: TutorialHost.id("test"), name: "test", engine: "docker", driver: "bridge",
    subnets: [.init(prefix: IPPrefix("10.99.0.0/24") ?? .all(.ipv4))])

  /// Traffic of bbox01 that comes in waves, with a rest in between.
  private static func move(_ host: inout SnapshotParts, _ second: UInt64) {
    let sums = (0...second).reduce(into: (rx: UInt64(0), tx: UInt64(0))) { sums, second in
      let wave = second % 20
      sums.rx += wave < 14 ? wave * wave * 90 : 0
      sums.tx += wave < 14 ? (14 - wave) * 300 : 0
    }
    let (near, far) = (TutorialHost.link(TutorialHost.host, 11), TutorialHost.link(TutorialHost.bbox01, 10))
    host.bytes(of: far, rx: sums.rx, tx: sums.tx)
    host.bytes(of: near, rx: sums.tx, tx: sums.rx)
  }

  /// A container with a cable to docker0.
  private static func start(_ name: String, number: UInt64, _ host: inout SnapshotParts) {
    let id = NamespaceID(device: 4, inode: 4_026_533_000 + number)
    let key = TutorialHost.key(name)
    let (inner, outer) = (LinkID(namespace: id, index: 2), TutorialHost.link(TutorialHost.host, 40 + Int32(number)))
    host.namespaces.append(
      Namespace(
        id: id, cookie: 9000 + number, roles: [.container, .process], nsid: 9,
        holders: [Holder(.process, pid: 5555, command: "sh")], containers: [key],
        links: [
          Link(id: LinkID(namespace: id, index: 1), name: "lo", kind: .loopback),
          Link(
            id: inner, name: "eth0", kind: .veth, mac: MACAddress("02:42:ac:11:00:09"),
            addresses: [LinkAddress(prefix("172.17.0.14/16"))],
            peer: Peer(namespace: TutorialHost.host, index: outer.index, name: "vethjob", nsid: 0, proof: .proved)),
        ]))
    host.namespace(TutorialHost.host) { namespace in
      namespace.links.append(
        Link(
          id: outer, name: "vethjob", kind: .veth, mac: MACAddress("c6:01:02:03:04:99"), master: 5,
          port: BridgePort(state: .forwarding),
          peer: Peer(namespace: id, index: 2, name: "eth0", nsid: 9, proof: .proved)))
    }
    host.containers.append(
      Container(
        key: key, id: TutorialHost.id(name), name: name, engine: "docker", image: "busybox:latest", pid: 5555,
        namespace: id,
        mode: .bridge, configuredMode: "default",
        endpoints: [
          Endpoint(
            networkID: TutorialHost.id("bridge"), network: "bridge", driver: "bridge",
            link: LinkReference(id: inner, name: "eth0"), hostLink: LinkReference(id: outer, name: "vethjob"),
            bridge: LinkReference(id: TutorialHost.link(TutorialHost.host, 5), name: "docker0"),
            addresses: [prefix("172.17.0.14/16")])
        ]))
  }
}
