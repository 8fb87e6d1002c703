extension Snapshot {
  /// True where nothing but times differs from an earlier picture: the same is there, looks the same, and has counted no
  /// more.
  /// - Parameter heedsLosses: what was dropped or bad counts too.
  public func isAsStill(as earlier: Snapshot, heedsLosses: Bool) -> Bool {
    counters.isAsStill(as: earlier.counters, heedsLosses) && namespaces == earlier.namespaces
      && containers == earlier.containers && networks == earlier.networks && staleNames == earlier.staleNames
      && sources.elementsEqual(earlier.sources) { $0.isAsStill(as: $1) }
  }
}

extension CounterTable {
  /// True where the same places have counted no more. Where places are not shared this is not found out.
  fileprivate func isAsStill(as earlier: CounterTable, _ heedsLosses: Bool) -> Bool {
    sharesPlaces(with: earlier)
      && indices.allSatisfy { place in
        let (now, before) = (self[place], earlier[place])
        return now.hasMoved(asMuchAs: before) && (!heedsLosses || now.hasLost(asMuchAs: before))
      }
  }
}

extension Counters {
  fileprivate func hasMoved(asMuchAs earlier: Counters) -> Bool {
    rxBytes == earlier.rxBytes && txBytes == earlier.txBytes && rxPackets == earlier.rxPackets
      && txPackets == earlier.txPackets
  }

  fileprivate func hasLost(asMuchAs earlier: Counters) -> Bool {
    rxDropped == earlier.rxDropped && txDropped == earlier.txDropped && rxErrors == earlier.rxErrors
      && txErrors == earlier.txErrors
  }
}

extension Source {
  fileprivate func isAsStill(as earlier: Source) -> Bool {
    var aged = self
    aged.readAt = earlier.readAt
    return aged == earlier
  }
}
