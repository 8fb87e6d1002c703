import Foundation
import LinuxSystem
import Observation
import Topology

/// What a second costs in which nothing happens.
struct TickFigures {
  /// Processor time of the observer in a second, its reconciliation and the making of pictures included.
  var observer: Double
  /// One RTM_GETSTATS dump of the host, by the floor.
  var statistics: Sample
  /// One RTM_GETLINK dump of the host, by the floor.
  var links: Sample
  /// A dump of links in each namespace, by the floor.
  var entering: Sample

  var ratio: Double { observer / statistics.median }
}

extension Rig {
  /// Lets an observer work for a while, and the floor do what it could do at the least.
  func tick() throws -> TickFigures {
    let samples = try alternate(
      rounds: effort.rounds, [{ try floor("stats") }, { try floor("links") }, { try floor("enter") }])
    return TickFigures(
      observer: try observerTime(), statistics: samples[0], links: samples[1], entering: samples[2])
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
