import Topology

extension Picture {
  /// True where all that is drawn of it is drawn as it was of the picture before, but what changes by time alone.
  /// - Parameter showsMoreThanCables: loopbacks are drawn, and what was dropped or bad.
  func isAsStill(as earlier: Picture, showsMoreThanCables: Bool) -> Bool {
    guard let moving = rates.links(movingOtherwiseThanIn: earlier.rates),
      moving.allSatisfy({ !showsMoreThanCables && link($0)?.kind == .loopback })
    else { return false }
    return observed.isAsStill(as: earlier.observed, heedsLosses: showsMoreThanCables) && gone == earlier.gone
      && findings == earlier.findings && recent.nextEnd == earlier.recent.nextEnd
  }

  /// True where graphs stand still and nothing is old enough to be told its age, however long one looks.
  var hasStillGraphs: Bool {
    records.history.isFlat
      && observed.counters.indices.allSatisfy { place in
        observed.instant.seconds(since: observed.counters[place].readAt) < Self.worthTelling
      }
  }

  /// Seconds after which it is told how old counters are.
  static let worthTelling = 2.0
}
