import Screen
import Topology

extension Picture {
  /// What a link received and sent in each of the last seconds; of a bridge what went through its ports.
  func history(of link: Link, seconds: Int) -> RateHistory.Series {
    let home = snapshot.namespace(link.id.namespace)
    // A bridge without ports moves nothing between them; its own counters tell how long that is known.
    guard link.kind.isBridge, home?.links.contains(where: { $0.master == link.index }) ?? false else {
      return records.history.series(of: link.id, in: snapshot, seconds: seconds)
    }
    return records.history.series(throughPortsOf: link.id, in: snapshot, seconds: seconds)
  }

  /// What a container received and sent; unknown where that is not its own.
  func history(of container: Container, seconds: Int) -> RateHistory.Series {
    guard container.ownsNamespace, let home = container.namespace.flatMap(snapshot.namespace) else {
      return RateHistory.Series(unknown: seconds)
    }
    return records.history.series(of: home, in: snapshot, seconds: seconds)
  }

  /// What a network's members received and sent over its bridge.
  func history(of network: Network, seconds: Int) -> RateHistory.Series {
    network.bridge.flatMap { link($0.id) }.map { history(of: $0, seconds: seconds) }
      ?? RateHistory.Series(unknown: seconds)
  }

  /// What went in and out of a namespace.
  func history(of namespace: Namespace, seconds: Int) -> RateHistory.Series {
    records.history.series(of: namespace, in: snapshot, seconds: seconds)
  }

  /// What went through a cable as its far end sees it: see ``rateAtFarEnd(of:)``.
  func historyAtFarEnd(of link: Link, seconds: Int) -> RateHistory.Series {
    records.history.series(of: link.id, in: snapshot, seconds: seconds).mirrored
  }
}

extension Sparkline {
  /// Below this rate, in bytes a second, a small graph stays low: what the kernel says to itself is no traffic.
  private static let least = 1000.0

  /// A small graph of bytes a second. It has its own scale, which the numbers beside it tell, and which steps as that of
  /// large graphs does.
  init(rates: [Double?]) {
    self.init(rates, ceiling: max(Self.least, Units().ceiling(above: rates.compactMap { $0 }.max() ?? 0)))
  }
}
