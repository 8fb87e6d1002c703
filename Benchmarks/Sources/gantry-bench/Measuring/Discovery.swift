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

  /// Compares what was found with the lab.
  /// - Throws: what is missing or too much.
  private func requireAll(_ snapshot: Snapshot) throws {
    let wanted = Set((0..<lab.count).map(Lab.name))
    let found = Set(snapshot.namespaces.flatMap(\.names))
    let strangers = snapshot.namespaces.filter { !$0.isHost && wanted.isDisjoint(with: $0.names) }
    let unread = snapshot.namespaces.filter { $0.access != .read }
    let missing = wanted.subtracting(found).sorted()
    guard snapshot.namespaces.count != lab.count + 1 || !missing.isEmpty || !strangers.isEmpty || !unread.isEmpty
    else { return }
    let troubles = [
      missing.isEmpty ? nil : "\(missing.count) missing (\(missing.prefix(3).joined(separator: ", ")))",
      strangers.isEmpty
        ? nil : "\(strangers.count) not of the lab (\(strangers.prefix(3).map(Self.words).joined(separator: ", ")))",
      unread.isEmpty ? nil : "\(unread.count) not read (\(unread.prefix(3).map(Self.words).joined(separator: ", ")))",
    ]
    throw BenchError(
      "the discovery found \(snapshot.namespaces.count) namespaces, where the lab has \(lab.count) and its host: "
        + troubles.compactMap { $0 }.joined(separator: "; "))
  }

  /// A namespace with what holds it.
  private static func words(_ namespace: Namespace) -> String {
    let holders = namespace.holders.prefix(2).map { holder in
      [holder.kind.rawValue, holder.pid.map { "\($0)" }, holder.command, holder.path].compactMap { $0 }
        .joined(separator: " ")
    }
    return "\(namespace.id.kernelName) held by \(holders.joined(separator: ", "))"
  }

  private func discoveries(threads: Int) throws -> [Double] {
    try (0..<effort.repetitions).map { _ in
      var snapshot: Snapshot?
      let nanoseconds = try time { snapshot = try Observer.readOnce(deep: false, tables: .none, threads: threads) }
      if let snapshot { try requireAll(snapshot) }
      return nanoseconds
    }
  }
}
