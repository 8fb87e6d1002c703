import Addresses
import Topology

/// What has gone through an object since its counters began.
struct Totals: Hashable, Sendable {
  var rxBytes, txBytes: UInt64
  /// Packets lost both ways; nil where it is not known of every link.
  var drops, errors: UInt64?

  init(_ counters: Counters) {
    (rxBytes, txBytes) = (counters.rxBytes, counters.txBytes)
    drops = counters.rxDropped.flatMap { rx in counters.txDropped.map { rx &+ $0 } }
    errors = counters.rxErrors.flatMap { rx in counters.txErrors.map { rx &+ $0 } }
  }

  static func + (left: Totals, right: Totals) -> Totals {
    var sum = left
    sum.rxBytes &+= right.rxBytes
    sum.txBytes &+= right.txBytes
    sum.drops = left.drops.flatMap { drops in right.drops.map { drops &+ $0 } }
    sum.errors = left.errors.flatMap { errors in right.errors.map { errors &+ $0 } }
    return sum
  }
}

extension Picture {
  /// The links of a container's own, without loopback; none for one that lives in another's namespace.
  func links(of container: Container) -> [Link] {
    guard container.ownsNamespace else { return [] }
    return container.namespace.flatMap(snapshot.namespace)?.links.filter { $0.kind != .loopback } ?? []
  }

  /// The namespace a container lives in, its own or another container's; nil where that is the host's, or not known.
  func home(of container: Container) -> Namespace? {
    container.mode == .host ? nil : container.namespace.flatMap(snapshot.namespace)
  }

  /// The far ends of the cables that lead to where a container lives, its own or those it shares.
  func plugs(of container: Container) -> [Link] {
    home(of: container)?.links.filter { $0.kind == .veth }.compactMap(peer(of:)) ?? []
  }

  /// The near ends of a container's cables.
  func cables(of container: Container) -> [Link] { links(of: container).filter { $0.kind == .veth } }

  /// The far ends of a container's cables, as far as they were read.
  func hostEnds(of container: Container) -> [Link] { cables(of: container).compactMap(peer(of:)) }

  /// Default gateways as the kernel has them.
  func gateways(of container: Container) -> [Gateway] {
    guard container.mode != .host else { return [] }
    return container.namespace.flatMap(snapshot.namespace)?.gateways ?? []
  }

  /// What a container receives and sends; nil where that is not its own.
  func rate(of container: Container) -> Rate? { rates.rate(of: container, in: snapshot) }

  /// What a link has received and sent; nil where that was not read.
  func totals(of link: Link) -> Totals? { counters(of: link).map(Totals.init) }

  /// What a container has received and sent; nil where that is not its own or not known of every link.
  func totals(of container: Container) -> Totals? {
    let outer = links(of: container).filter { $0.master == nil && $0.parent?.link?.id.namespace != $0.id.namespace }
    let known = outer.compactMap { totals(of: $0) }
    guard let first = known.first, known.count == outer.count else { return nil }
    return known.dropFirst().reduce(first, +)
  }
}
