/// Decides when a frame may be drawn: what happens is seen at once, and a storm makes at most ten frames a second.
///
/// Every seventh of a second earns a frame, and up to three are kept: after a quiet moment something that comes and
/// changes once more is drawn without delay although the second's frame has just been drawn.
struct FramePacer {
  /// Nanoseconds that earn a frame; with the three that are kept there are ten in the busiest second.
  private static let cost: UInt64 = 143_000_000
  private static let kept: UInt64 = 3

  /// When the account would have been empty, had it never been full.
  private var emptyAt: UInt64 = 0

  /// Nanoseconds until a frame may be drawn; 0 where one may be drawn now. What is not urgent leaves a frame to what is.
  func wait(at now: UInt64, isUrgent: Bool = true) -> UInt64 {
    let earliest = max(emptyAt, balanceCap(at: now)) + (isUrgent ? Self.cost : 2 * Self.cost)
    return earliest > now ? earliest - now : 0
  }

  /// Notes that a frame was drawn.
  mutating func draw(at now: UInt64) { emptyAt = max(emptyAt, balanceCap(at: now)) + Self.cost }

  private func balanceCap(at now: UInt64) -> UInt64 { now > Self.kept * Self.cost ? now - Self.kept * Self.cost : 0 }
}
