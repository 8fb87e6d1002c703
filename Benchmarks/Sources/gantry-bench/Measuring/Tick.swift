import Foundation
import LinuxSystem
@_spi(Measuring) import Observation
import Topology

/// What a second costs in which nothing happens.
struct TickFigures {
  /// Reading all counters, mirroring them and making a picture with them.
  var counters: Sample
  /// Processor time of the observer in a second, its reconciliation and the making of pictures included.
  var observer: Double
  /// One RTM_GETSTATS dump of the host, by the floor.
  var statistics: Sample
  /// One RTM_GETLINK dump of the host, by the floor.
  var links: Sample
  /// A dump of links in each namespace, by the floor.
  var entering: Sample

  /// What gantry takes beyond the kernel's dump, in nanoseconds.
  var added: Double { counters.median - statistics.median }
  var ratio: Double { counters.ratio(to: statistics) }
}

extension Rig {
  /// Lets an observer work for a while, and the floor do what it could do at the least.
  func tick() throws -> TickFigures {
    let samples = try alternate(
      rounds: effort.rounds,
      [{ try counterTicks() }, { try counterDumps() }, { try floor("links") }, { try floor("enter") }])
    return TickFigures(
      counters: samples[0], observer: try observerTime(), statistics: samples[1], links: samples[2],
      entering: samples[3])
  }

  /// A tick is short beside what comes before the first one.
  private var tickCount: Int { 8 * effort.repetitions }

  private func counterTicks() throws -> [Double] {
    var tick = try CounterTick()
    // The first one opens the connection that stays, and is the first that is different from what was read.
    _ = try tick.picture()
    return try (0..<tickCount).map { _ in try time { _ = try tick.picture() } }
  }

  /// The floor's, the first one left out as well.
  private func counterDumps() throws -> [Double] {
    Array(try floor("stats", repetitions: tickCount + 1).dropFirst())
  }

  /// Nanoseconds of processor time in a second.
  private func observerTime() throws -> Double {
    let watching = try Watching()
    try watching.wait(seconds: 30) { $0.namespaces.count == lab.count + 1 }
    // The deep scan and what it leads to is over by then.
    watching.watch(seconds: 2)
    let start = (ProcessFigures.processorTime(getpid()), SystemClock.monotonic())
    watching.watch(seconds: effort.seconds)
    let end = (ProcessFigures.processorTime(getpid()), SystemClock.monotonic())
    return Double(end.0 - start.0) / (Double(end.1 - start.1) / 1e9)
  }
}
