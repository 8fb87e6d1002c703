import LinuxSystem
import Netlink

/// How long a deleted namespace's host end stays, in nanoseconds.
struct DeletionFigures {
  var alone: Sample
  var watched: Sample

  /// How much longer it stays while a dashboard runs.
  var lag: Double { watched.median - alone.median }
}

extension Rig {
  /// Deletes namespaces, with and without a dashboard in turn.
  func deletion() throws -> DeletionFigures {
    let samples = try alternate(
      rounds: 2,
      [
        { try deletions(beside: nil) },
        { try deletions(beside: try dashboard()) },
      ])
    return DeletionFigures(alone: samples[0], watched: samples[1])
  }

  private func deletions(beside program: TerminalProgram?) throws -> [Double] {
    try (0..<effort.answers).map { turn in
      try lab.add("gt-gone", hostLink: "gone")
      // At another moment of the dashboard's second each time; both take the same time.
      let pause = 0.2 + 0.037 * Double(turn % 10)
      if let program { program.watch(seconds: pause) } else { pass(seconds: pause) }
      return try deletion(of: "gt-gone", hostLink: "gone")
    }
  }

  private func deletion(of name: String, hostLink: String) throws -> Double {
    var monitor = try RtnetlinkMonitor([.link])
    let start = SystemClock.monotonic()
    try lab.remove(name)
    while SystemClock.monotonic() < start + 20_000_000_000 {
      var isGone = false
      _ = try monitor.receive { (message, _) throws(NetlinkError) in
        // Leaving the bridge is told in the same words, in another family.
        guard case .linkRemoved(let link)? = try RtnetlinkEvent(message), link.family == 0 else { return }
        isGone = isGone || link.name == hostLink
      }
      if isGone { return Double(SystemClock.monotonic() - start) }
      pass(seconds: 0.0005)
    }
    throw BenchError("\(hostLink) stays")
  }
}
