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
      "rules": namespace.rules.map { .array($0.map { .string("\($0.family.rawValue) \($0.words)") }) } ?? .null,
      "forwarding": namespace.settings.map(JSON.init) ?? .null,
      "links": .array(namespace.links.map { JSON($0, in: namespace, counters[$0.id]) }),
    ]
  }

  private init(_ holder: Holder) {
    self = ["kind": .string(holder.kind.rawValue), "pid": .optional(holder.pid), "path": .optional(holder.path)]
  }

  private init(_ settings: Namespace.Settings) {
    self = [
      "ipv4": .bool(settings.forwardsIPv4), "ipv6": settings.forwardsIPv6.map(JSON.bool) ?? .null,
      "proxyARP": .bool(settings.proxiesARP),
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
