import CLinux
import Dashboard
import Glibc
import Observation
import Screen
import Topology

extension Rig {
  /// Processor time of taking over a new picture of the lab and drawing it on 120×40, in nanoseconds; of the two views
  /// with a row for each namespace, or for each link, the dearer one. The terminal is not in it.
  func frame() throws -> Sample {
    let pictures = try (0..<2).map { _ in try Observer.readOnce(deep: false) }
    let samples = (["1", "4"] as [KeyChord]).map { frames(pictures, view: $0) }
    return samples.max { $0.median < $1.median } ?? Sample()
  }

  private func frames(_ pictures: [Snapshot], view: KeyChord) -> Sample {
    var state = State(size: Size(columns: 120, rows: 40))
    _ = state.update(.observed(pictures[0], changes: pictures[0].changes(since: .empty(like: pictures[0]))), at: now)
    for key in [view, ".", "+", "+"] as [KeyChord] { _ = state.update(.input(.key(key), on: nil), at: now) }
    return Sample(
      (0..<(10 * effort.rounds)).map { turn in
        let start = threadTime
        _ = state.update(.observed(pictures[turn % 2], changes: []), at: now)
        let drawing = state.draw()
        let nanoseconds = threadTime - start
        return drawing.frame.size.rows == 40 ? Double(nanoseconds) : .infinity
      })
  }

  private var now: Instant { Instant(nanoseconds: nanoseconds(of: CLOCK_MONOTONIC)) }
  private var threadTime: UInt64 { nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) }

  private func nanoseconds(of clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

extension Snapshot {
  fileprivate static func empty(like other: Snapshot) -> Snapshot {
    Snapshot(host: other.host, time: other.time, instant: other.instant)
  }
}
