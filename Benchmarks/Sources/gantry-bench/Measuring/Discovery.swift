import CBench
import Observation
import Topology

/// What finding and reading everything costs.
struct DiscoveryFigures {
  /// On one processor, both.
  var oneThread: Comparison
  /// On all processors; the floor with two threads, gantry as it decides.
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
        { try onOneProcessor { try discoveries() } }, { try floor("discover") },
        discoveries, { try floor("discover", "--threads", "2") },
        { try floor("discover", "--neighbours") },
      ])
    return DiscoveryFigures(
      oneThread: Comparison(gantry: samples[0], floor: samples[1]),
      twoWorkers: Comparison(gantry: samples[2], floor: samples[3]), floorWithNeighbours: samples[4])
  }

  private func discoveries() throws -> [Double] {
    try (0..<effort.repetitions).map { _ in
      var snapshot: Snapshot?
      let nanoseconds = try time { snapshot = try Observer.readOnce(deep: false) }
      guard let snapshot, snapshot.namespaces.count == lab.count + 1 else { throw BenchError("not all was found") }
      return nanoseconds
    }
  }

  /// Threads are started anew for each reading, and inherit the processor of who starts them.
  private func onOneProcessor<Value>(_ body: () throws -> Value) rethrows -> Value {
    cb_use_one_processor(1)
    defer { cb_use_one_processor(0) }
    return try body()
  }
}
