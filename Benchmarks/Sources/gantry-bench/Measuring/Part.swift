import ArgumentParser

/// Something that can be measured alone, to see quickly what a change did.
enum Part: String, CaseIterable, ExpressibleByArgument {
  case discovery, listing, tick, dashboard, peers, frame, responses, deletion

  /// Measures it and says what came out.
  func measured(by rig: Rig) throws -> [(what: String, value: Quantity)] {
    switch self {
    case .discovery:
      let figures = try rig.discovery()
      return [
        ("one thread", .time(figures.oneThread.gantry.median)), ("floor", .time(figures.oneThread.floor.median)),
        ("ratio", .factor(figures.oneThread.ratio)),
        ("two workers", .time(figures.twoWorkers.gantry.median)),
        ("ratio to the floor of one", .factor(figures.twoWorkers.gantry.ratio(to: figures.oneThread.floor))),
      ]
    case .listing:
      let figures = try rig.listing()
      return [
        ("gantry list all --json", .time(figures.all.gantry.median)), ("floor", .time(figures.all.floor.median)),
        ("ratio", .factor(figures.all.ratio)), ("gantry list namespaces", .time(figures.namespaces.median)),
      ]
    case .tick:
      let figures = try rig.tick()
      return [
        ("counters", .time(figures.counters.median)), ("a second of observing", .time(figures.observer)),
        ("one RTM_GETSTATS dump", .time(figures.statistics.median)), ("ratio", .factor(figures.ratio)),
      ]
    case .dashboard:
      let figures = try rig.dashboardFigures()
      return [
        ("first rows", .time(figures.firstFrame.median)), ("all known", .time(figures.complete.median)),
        ("idle", .share(figures.idleShare)), ("memory", .bytes(figures.memory)),
      ]
    case .peers:
      let figures = try rig.peers()
      let others = figures.others.compactMap { other in other.sample.map { (other.peer.name, Quantity.time($0.median)) }
      }
      return [("gantry", .time(figures.gantry.median))] + others
    case .frame: return [("frame", .time(try rig.frame().median))]
    case .responses:
      let figures = try rig.responses()
      return [
        ("decoded, p99", .time(figures.decoded.quantile(0.99))),
        ("on the screen, median", .time(figures.onScreen.median)),
        ("on the screen, p99", .time(figures.onScreen.quantile(0.99))),
        ("a new row, median", .time(figures.newRow.median)), ("a new row, p99", .time(figures.newRow.quantile(0.99))),
        ("burst", .time(figures.burst ?? .infinity)),
      ]
    case .deletion: return [("lag", .time(try rig.deletion().lag))]
    }
  }
}
