/// The table of what is demanded.
extension Figures {
  /// Every line for which there are figures.
  var rows: [Row] { costRows + peerRows + tickRows + dashboardRows + largestRows + responseRows }

  private var main: SizeFigures? { at(mainSize) }
  /// The size that growth is counted from.
  private var small: SizeFigures? { at(mainSize / 10) }
  private var smallest: SizeFigures? { sizes.first }
  /// The largest size, where there is one beyond the main one.
  private var largest: SizeFigures? { sizes.last.flatMap { $0.namespaces > mainSize ? $0 : nil } }

  private var costRows: [Row] {
    guard let main else { return [] }
    let (one, two) = (main.discovery.oneThread, main.discovery.twoWorkers)
    return [
      .compared(
        "full discovery of \(mainSize), one thread", one.gantry, to: one.floor, "floor, 1 thread",
        must: 1.25, aim: 1),
      .compared(
        "full discovery of \(mainSize), two workers", two.gantry, to: one.floor, "floor, 1 thread",
        must: 1, aim: 0.75),
      .compared(
        "`gantry list all --json` as a cold process, \(mainSize)", main.listing.all.gantry,
        to: main.listing.all.floor, "floor as a process", must: 2, aim: 1.5),
    ]
  }

  private var peerRows: [Row] {
    let demanded = [100: 8.0, 500: 20, 1_000: 30]
    return sizes.compactMap { size in
      guard let must = demanded[size.namespaces], let peers = size.peers, let best = peers.best,
        let advantage = peers.advantage
      else { return nil }
      return Row(
        what: "`gantry list all --json` against the best peer at \(size.namespaces)",
        gantry: .time(peers.gantry.median), yardstick: (best.peer.name, .time(best.sample.median)), ratio: nil,
        demand: Row.Demand(value: advantage, must: must, aim: must, unit: Quantity.factor, isAtLeast: true))
    }
  }

  private var tickRows: [Row] {
    guard let main, let small else { return [] }
    let growth = Quantity.factor(main.tick.counters.median / small.tick.counters.median).text
    return [
      .compared(
        "counters tick, \(mainSize) veth, without drawing", main.tick.counters, to: main.tick.statistics,
        "one `RTM_GETSTATS` dump", must: 1.5, aim: 1.25),
      .limited(
        "growth of what gantry adds to the dump, \(small.namespaces) → \(mainSize) (of the tick itself: \(growth))",
        Quantity.factor,
        main.tick.added / small.tick.added, must: 8, aim: 6,
        beside: ("the dump's own", .factor(main.tick.statistics.median / small.tick.statistics.median))),
    ]
  }

  private var dashboardRows: [Row] {
    guard let main, let smallest else { return [] }
    return [
      .limited("idle dashboard at \(mainSize)", Quantity.share, main.dashboard.idleShare, must: 0.004, aim: 0.002),
      .limited(
        "idle dashboard at \(smallest.namespaces)", Quantity.share, smallest.dashboard.idleShare, must: 0.001,
        aim: 0.0005),
      .limited(
        "descriptors, \(mainSize) more than at \(smallest.namespaces)", Quantity.count,
        main.dashboard.descriptors - smallest.dashboard.descriptors, must: 0, aim: 0),
      .limited("one frame, 120×40, \(mainSize) known", Quantity.time, frame.median, must: 5e6, aim: 2e6),
      .limited(
        "first frame after start, \(smallest.namespaces)", Quantity.time, smallest.dashboard.firstFrame.median,
        must: 100e6, aim: 50e6),
      .limited(
        "first frame after start, \(mainSize)", Quantity.time, main.dashboard.firstFrame.median, must: 300e6,
        aim: 150e6),
      .limited(
        "resident memory at \(smallest.namespaces)", Quantity.bytes, smallest.dashboard.memory, must: 30 * 1_048_576,
        aim: 15 * 1_048_576),
      .limited(
        "resident memory at \(mainSize)", Quantity.bytes, main.dashboard.memory, must: 60 * 1_048_576,
        aim: 35 * 1_048_576),
      .limited(
        "to the terminal, 80×24, two counters a row", Quantity.bytesPerSecond, terminalBytes, must: 1_000, aim: 600),
    ]
  }

  private var largestRows: [Row] {
    guard let largest else { return [] }
    return [
      .limited(
        "idle dashboard at \(largest.namespaces)", Quantity.share, largest.dashboard.idleShare, must: 0.03, aim: 0.02),
      .limited(
        "`gantry list namespaces` at \(largest.namespaces)", Quantity.time, largest.listing.namespaces.median,
        must: 1e9, aim: 0.75e9),
    ]
  }

  private var responseRows: [Row] {
    guard let responses, let deletion else { return [] }
    return [
      .limited("a link change decoded, p99", Quantity.time, responses.decoded.quantile(0.99), must: 1e6, aim: 0.2e6),
      .limited(
        "a link change on the screen, p99", Quantity.time, responses.onScreen.quantile(0.99), must: 50e6, aim: 30e6),
      .limited("a new namespace is a row, p99", Quantity.time, responses.newRow.quantile(0.99), must: 100e6, aim: 50e6),
      .limited(
        "2,000 link changes: picture right after", Quantity.time, responses.burst ?? .infinity, must: 1e9, aim: 1e9),
      .limited(
        "a deleted namespace's host link stays longer by", Quantity.time, max(0, deletion.lag), must: 100e6, aim: 1e6,
        beside: ("without gantry", .time(deletion.alone.median))),
    ]
  }
}
