/// What commands take as processes, from start to end.
struct ListingFigures {
  /// `gantry list all --json`, and the floor that makes the same kernel calls.
  var all: Comparison
  /// `gantry list namespaces`.
  var namespaces: Sample
}

extension Rig {
  /// Starts each in turn.
  func listing() throws -> ListingFigures {
    let samples = try alternate(
      rounds: effort.rounds,
      [
        { try processes("gantry", "list", "all", "--json") }, { try processes("floor", "list") },
        { try processes("gantry", "list", "namespaces") },
      ])
    return ListingFigures(all: Comparison(gantry: samples[0], floor: samples[1]), namespaces: samples[2])
  }

  private func processes(_ program: String, _ arguments: String...) throws -> [Double] {
    try (0..<effort.repetitions).map { _ in try time { try run("\(binaries)/\(program)", arguments) } }
  }
}
