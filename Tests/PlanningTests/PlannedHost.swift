import Addresses
import Planning
import Testing
import Topology

/// A made-up host for plans: `eth0` to the outside, Docker's bridge with one container, two namespaces.
struct PlannedHost {
  static let host = NamespaceID(device: 4, inode: 1)
  static let web = NamespaceID(device: 4, inode: 2)
  static let one = NamespaceID(device: 4, inode: 3)
  static let old = NamespaceID(device: 4, inode: 4)
  /// That of a container which a plan has run.
  static let box = NamespaceID(device: 4, inode: 5)
  static let docker = NetworkKey(engine: "docker", id: "d0")
  static let lab = NetworkKey(engine: "native", id: "lab")

  var hostLinks: [Link] = [
    .init(id: LinkID(namespace: host, index: 1), name: "lo", kind: .loopback),
    .init(
      id: LinkID(namespace: host, index: 2), name: "eth0", kind: .physical, mtu: 1450,
      mac: MACAddress("52:54:00:00:00:01"), addresses: [LinkAddress(prefix("192.0.2.2/24"))]),
    .init(
      id: LinkID(namespace: host, index: 3), name: "docker0", kind: .bridge(.init()),
      mac: MACAddress("02:42:00:00:00:01"), addresses: [LinkAddress(prefix("172.17.0.1/16"))]),
    .init(
      id: LinkID(namespace: host, index: 5), name: "veth5", kind: .veth, mac: MACAddress("02:42:00:00:00:05"),
      master: 3,
      peer: Peer(namespace: web, index: 4, name: "eth0", proof: .proved)),
  ]
  var hostRoutes: [Route] = [
    Route(destination: .all(.ipv4), nextHops: [.init(gateway: prefix("192.0.2.1").address, link: 2)]),
    Route(destination: prefix("192.0.2.0/24"), nextHops: [.init(gateway: nil, link: 2)]),
    Route(destination: prefix("172.17.0.0/16"), nextHops: [.init(gateway: nil, link: 3)]),
  ]
  var oneLinks: [Link] = [.init(id: LinkID(namespace: one, index: 1), name: "lo", kind: .loopback)]
  var oneRoutes: [Route] = []
  var boxLinks: [Link] = []
  var networks: [Network] = [
    Network(
      key: docker, id: "d0", name: "bridge", engine: "docker", driver: "bridge",
      bridge: LinkReference(id: LinkID(namespace: host, index: 3), name: "docker0"),
      subnets: [.init(prefix: prefix("172.17.0.0/16"), gateway: prefix("172.17.0.1").address)])
  ]
  var registry = Registry()
  var sources: [Source] = []
  var facts = HostFacts()
  var seed: UInt64 = 1

  var snapshot: Snapshot {
    Snapshot(
      host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 0),
      namespaces: [
        Namespace(id: Self.host, cookie: 1, roles: [.host], links: hostLinks, routes: hostRoutes),
        Namespace(
          id: Self.web, cookie: 2, roles: [.container], holders: [Holder(.process, pid: 7)],
          containers: [ContainerKey(engine: "docker", id: "w")],
          links: [
            Link(
              id: LinkID(namespace: Self.web, index: 4), name: "eth0", kind: .veth,
              mac: MACAddress("02:42:00:00:00:04"),
              addresses: [LinkAddress(prefix("172.17.0.2/16"))],
              peer: Peer(namespace: Self.host, index: 5, name: "veth5", proof: .proved))
          ],
          routes: [
            Route(destination: .all(.ipv4), nextHops: [.init(gateway: prefix("172.17.0.1").address, link: 4)]),
            Route(destination: prefix("172.17.0.0/16"), nextHops: [.init(gateway: nil, link: 4)]),
          ]),
        Namespace(
          id: Self.one, cookie: 3, roles: [.named], names: ["one"],
          holders: [Holder(.mount, path: "/run/netns/one")], links: oneLinks, routes: oneRoutes),
        Namespace(id: Self.old, roles: [.hidden]),
      ] + boxes,
      containers: [
        Container(
          key: ContainerKey(engine: "docker", id: "w"), id: "w", name: "web", engine: "docker", pid: 7,
          namespace: Self.web, mode: .bridge)
      ],
      networks: networks, sources: sources
    ).naming(registry)
  }

  /// Namespaces of containers that run in one of their own.
  private var boxes: [Namespace] {
    registry.containers.filter(\.hasOwnNamespace).map { container in
      Namespace(
        id: Self.box, cookie: 5, roles: [.named], names: [container.name],
        holders: [Holder(.mount, path: "/run/netns/\(container.name)")]
          + (container.process.map { [Holder(.process, pid: $0.pid)] } ?? []), links: boxLinks)
    }
  }

  func plan(_ intent: Intent) throws -> Plan { try Planner(snapshot, registry, facts, seed: seed).plan(for: intent) }

  /// The reason for which it is refused.
  func refusal(_ intent: Intent) -> String? {
    do {
      let plan = try plan(intent)
      Issue.record("it was planned: \(plan.steps.map(\.summary))")
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The host after a plan, as far as plans look at it: links, addresses, masters, and what was written down.
  mutating func carryOut(_ plan: Plan) {
    var steps = plan.steps
    for position in steps.indices {
      for link in steps[position].createdLinks where link.index == nil {
        let index = Int32(hostLinks.count * 100 + position * 2 + (link.namespace.cookie == 1 ? 0 : 1))
        steps = steps.map { step in
          step.mappingLinks { other in
            guard other.mac == link.mac else { return other }
            var copy = other
            copy.index = index
            return copy
          }
        }
      }
      apply(steps[position])
    }
  }

  private mutating func apply(_ step: Action) {
    switch step {
    case .createBridge(let link, let mtu): hostLinks.append(Self.link(link, .bridge(.init()), mtu))
    case .createVeth(let near, let far, let mtu):
      var (nearLink, farLink) = (Self.link(near, .veth, mtu), Self.link(far, .veth, mtu))
      nearLink.peer = Peer(namespace: farLink.id.namespace, index: farLink.index, name: far.name, proof: .proved)
      farLink.peer = Peer(namespace: Self.host, index: nearLink.index, name: near.name, proof: .proved)
      hostLinks.append(nearLink)
      if far.namespace.sandbox == nil { oneLinks.append(farLink) } else { boxLinks.append(farLink) }
    case .plug(let link, let bridge): edit(link) { $0.master = bridge.index }
    case .addAddress(let prefix, let link): edit(link) { $0.addresses.append(LinkAddress(prefix)) }
    case .setUp(let link): edit(link) { $0.isUp = true }
    case .record(let network):
      registry.networks.append(network)
    case .recordEndpoint(let endpoint):
      registry.endpoints.append(endpoint.mappingNamespaces { $0.sandbox == nil ? $0 : $0.with(cookie: 5) })
    case .sandbox(.makeNamespace):
      boxLinks = [.init(id: LinkID(namespace: Self.box, index: 1), name: "lo", kind: .loopback)]
    case .sandbox(.record(let container)):
      var running = container.mappingNamespaces { $0.sandbox == nil ? $0 : $0.with(cookie: 5) }
      running.process = ProcessIdentity(pid: 99, startTime: 1)
      registry.containers.append(running)
    default: break
    }
  }

  private mutating func edit(_ target: LinkTarget, _ change: (inout Link) -> Void) {
    for position in hostLinks.indices where hostLinks[position].mac == target.mac { change(&hostLinks[position]) }
    for position in oneLinks.indices where oneLinks[position].mac == target.mac { change(&oneLinks[position]) }
    for position in boxLinks.indices where boxLinks[position].mac == target.mac { change(&boxLinks[position]) }
  }

  private static func link(_ target: LinkTarget, _ kind: LinkKind, _ mtu: UInt32) -> Link {
    Link(
      id: LinkID(
        namespace: target.namespace.cookie == 1 ? host : target.namespace.sandbox == nil ? one : box,
        index: target.index ?? 0), name: target.name,
      kind: kind, isUp: false, mtu: mtu, mac: target.mac)
  }
}

func prefix(_ text: String) -> IPPrefix { IPPrefix(text) ?? .all(.ipv4) }
