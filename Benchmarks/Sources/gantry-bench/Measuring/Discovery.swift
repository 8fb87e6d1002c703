import Observation
import Topology

/// What finding and reading everything costs.
struct DiscoveryFigures {
  /// Both on one thread.
  var oneThread: Comparison
  /// Both on two threads.
  var twoWorkers: Comparison
  /// The floor on one thread, where it asks for neighbours too, as gantry does.
  var floorWithNeighbours: Sample
}

extension Rig {
  /// Reads the whole lab again and again.
  func discovery() throws -> DiscoveryFigures {
    let samples = try alternate(
      rounds: effort.rounds,
      [
        { try discoveries(threads: 1) }, { try floor("discover") },
        { try discoveries(threads: 2) }, { try floor("discover", "--threads", "2") },
        { try floor("discover", "--neighbours") },
      ])
    return DiscoveryFigures(
      oneThread: Comparison(gantry: samples[0], floor: samples[1]),
      twoWorkers: Comparison(gantry: samples[2], floor: samples[3]), floorWithNeighbours: samples[4])
  }

  private func discoveries(threads: Int) throws -> [Double] {
    try (0..<effort.repetitions).map { _ in
      var snapshot: Snapshot?
      let nanoseconds = try time { snapshot = try Observer.readOnce(deep: false, tables: false, threads: threads) }
      guard let snapshot, snapshot.namespaces.count == lab.count + 1 else { throw BenchError("not all was found") }
      return nanoseconds
    }
  }
}
