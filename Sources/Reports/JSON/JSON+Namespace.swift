import Addresses
import Topology

extension JSON {
  init(_ namespace: Namespace, _ counters: CounterTable) {
    self = [
      "id": .text(namespace.id),
      "inode": .unsigned(namespace.id.inode),
      "cookie": .text(namespace.cookie),
      "roles": .array(namespace.roles.map { .string($0.rawValue) }),
      "names": .texts(namespace.names),
      "nsid": .optional(namespace.nsid),
      "pids": .array(namespace.pids.map { .integer(Int64($0)) }),
      "containers": .texts(namespace.containers),
      "holders": .array(namespace.holders.sorted { $0.order < $1.order }.map(JSON.init)),
      "gateways": .array(namespace.gateways.map(JSON.init)),
      "routes": .array(namespace.routes.map { JSON($0, in: namespace) }),
      "rules": namespace.rules.map { .array($0.map { .string("\($0.family.rawValue) \($0.words)") }) } ?? .null,
      "nextHops": namespace.nextHops.map { .array($0.map(JSON.init)) } ?? .null,
      "proxies": .array(
        namespace.proxies.map { proxy in
          JSON(proxy, linkName: proxy.link.flatMap { namespace.link(index: $0)?.name })
        }),
      "bridgeFiltering": namespace.bridgeFiltering.map(JSON.init) ?? .null,
      "conntrack": namespace.conntrack.map(JSON.init) ?? .null,
      "forwarding": namespace.settings.map(JSON.init) ?? .null,
      "links": .array(namespace.links.map { JSON($0, in: namespace, counters[$0.id]) }),
    ]
  }

  private init(_ route: Route, in namespace: Namespace) {
    self = [
      "destination": .text(route.destination), "kind": .string(route.kind.rawValue),
      "table": .integer(Int64(route.table)), "metric": .integer(Int64(route.metric)), "source": .text(route.source),
      "protocol": .string(route.origin), "nextHopId": route.nextHopID.map { .integer(Int64($0)) } ?? .null,
      "nextHops": .array(
        route.nextHops.map { JSON($0, linkName: $0.link.flatMap { namespace.link(index: $0)?.name }) }),
    ]
  }

  private init(_ hop: Route.NextHop, linkName: String?) {
    self = [
      "gateway": .text(hop.gateway), "link": .optional(linkName), "weight": .integer(Int64(hop.weight)),
      "onlink": .bool(hop.isOnLink), "dead": .bool(hop.isDead), "linkDown": .bool(hop.isLinkDown),
    ]
  }

  private init(_ holder: Holder) {
    self = ["kind": .string(holder.kind.rawValue), "pid": .optional(holder.pid), "path": .optional(holder.path)]
  }

  private init(_ settings: Namespace.Settings) {
    self = [
      "ipv4": .bool(settings.forwardsIPv4), "ipv6": settings.forwardsIPv6.map(JSON.bool) ?? .null,
      "proxyARP": .bool(settings.proxiesARP), "proxyNDP": .bool(settings.proxiesNDP),
    ]
  }

  private init(_ object: NextHopObject) {
    var way: Route.NextHop?
    var members: [NextHopObject.Member] = []
    let kind =
      switch object.kind {
      case .way: "way"
      case .blackhole: "blackhole"
      case .group: "group"
      }
    if case .way(let hop) = object.kind { way = hop }
    if case .group(let all) = object.kind { members = all }
    self = [
      "id": .integer(Int64(object.id)), "kind": .string(kind), "gateway": .text(way?.gateway),
      "link": .optional(way?.link), "dead": .bool(way?.isDead ?? false), "linkDown": .bool(way?.isLinkDown ?? false),
      "members": .array(members.map(JSON.init)),
      "resilient": .bool(object.isResilient), "fdb": .bool(object.isForForwarding),
    ]
  }

  private init(_ member: NextHopObject.Member) {
    self = ["id": .integer(Int64(member.id)), "weight": .integer(Int64(member.weight))]
  }

  private init(_ proxy: ProxyNeighbour, linkName: String?) {
    self = ["address": .text(proxy.address), "link": .optional(linkName)]
  }

  private init(_ filtering: BridgeFiltering) {
    self = [
      "iptables": .bool(filtering.ipv4), "ip6tables": .bool(filtering.ipv6), "arptables": .bool(filtering.arp),
    ]
  }

  private init(_ table: Conntrack) {
    self = [
      "count": .integer(Int64(table.count)), "max": .integer(Int64(table.limit)), "dropped": .optional(table.drops),
    ]
  }

  private init(_ settings: LinkSettings) {
    self = [
      "forwarding": .bool(settings.forwards), "rpFilter": .integer(Int64(settings.reversePathFilter)),
      "proxyARP": .bool(settings.proxiesARP), "arpIgnore": .integer(Int64(settings.ignoredARP)),
      "ipv6": settings.ipv6.map(JSON.init) ?? .null,
    ]
  }

  private init(_ settings: LinkSettings.IPv6) {
    self = [
      "disabled": .bool(settings.isOff), "forwarding": .bool(settings.forwards),
      "acceptRA": .integer(Int64(settings.acceptedAdvertisements)), "proxyNDP": .bool(settings.proxiesNDP),
    ]
  }

  private init(_ port: BridgePort) {
    self = [
      "state": .string(port.state.rawValue), "isolated": .bool(port.isIsolated), "hairpin": .bool(port.hasHairpin),
      "flood": .bool(port.flooding.unicast), "mcastFlood": .bool(port.flooding.multicast),
      "bcastFlood": .bool(port.flooding.broadcast), "learning": .bool(port.learns),
      "neighSuppress": .bool(port.suppressesNeighbours), "locked": .bool(port.isLocked),
    ]
  }

  private init(_ user: LinkUser) {
    self = [
      "user": user.user.map { .integer(Int64($0)) } ?? .null, "group": user.group.map { .integer(Int64($0)) } ?? .null,
    ]
  }

  private init(_ gateway: Gateway) {
    self = [
      "family": .string(gateway.family.rawValue),
      "address": .text(gateway.address),
      "link": .optional(gateway.link),
      "metric": .integer(Int64(gateway.metric)),
    ]
  }

  private init(_ link: Link, in namespace: Namespace, _ counters: Counters?) {
    self = [
      "index": .integer(Int64(link.index)),
      "name": .string(link.name),
      "kind": .string(link.kind.name),
      "state": .string(link.operationalState.rawValue),
      "up": .bool(link.isUp),
      "carrier": .bool(link.hasCarrier),
      "mtu": .integer(Int64(link.mtu)),
      "mac": .text(link.mac),
      "alias": .optional(link.alias),
      "addresses": .texts(link.addresses.map(\.prefix)),
      "master": link.master.map { JSON(namespace.id, index: $0, name: namespace.link(index: $0)?.name) } ?? .null,
      "parent": link.parent.map { JSON($0.link?.id.namespace, index: $0.index, name: $0.link?.name) } ?? .null,
      "peer": link.peer.map(JSON.init) ?? .null,
      "detail": .optional(link.kind.detail),
      "noARP": .bool(!link.resolvesNeighbours),
      "owner": link.user.map(JSON.init) ?? .null,
      "port": link.port.map(JSON.init) ?? .null,
      "settings": link.settings.map(JSON.init) ?? .null,
      "counters": counters.map(JSON.init) ?? .null,
    ]
  }

  private init(_ peer: Peer) {
    self = [
      "namespace": .text(peer.namespace),
      "index": .integer(Int64(peer.index)),
      "name": .optional(peer.name),
      "proof": .string(peer.proof.rawValue),
    ]
  }

  private init(_ counters: Counters) {
    self = [
      "rxBytes": .unsigned(counters.rxBytes),
      "txBytes": .unsigned(counters.txBytes),
      "rxPackets": .unsigned(counters.rxPackets),
      "txPackets": .unsigned(counters.txPackets),
      "rxDropped": .optional(counters.rxDropped),
      "txDropped": .optional(counters.txDropped),
      "rxErrors": .optional(counters.rxErrors),
      "txErrors": .optional(counters.txErrors),
    ]
  }

  /// A link as others refer to it.
  init(_ reference: LinkReference?) {
    self = reference.map { JSON($0.id.namespace, index: $0.id.index, name: $0.name) } ?? .null
  }

  private init(_ namespace: NamespaceID?, index: Int32, name: String?) {
    self = ["namespace": .text(namespace), "index": .integer(Int64(index)), "name": .optional(name)]
  }
}

extension Holder {
  fileprivate var order: (String, Int32, Int32, Int32, String) {
    (kind.rawValue, pid ?? 0, thread ?? 0, descriptor ?? 0, path ?? "")
  }
}
