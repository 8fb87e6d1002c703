/// Decides when a frame may be drawn: what happens is seen at once, what follows from it is gathered for a moment where
/// frames are scarce, and a storm makes at most ten frames a second.
///
/// Every seventh of a second earns a frame, and up to three are kept: after a quiet moment something that comes and
/// changes once more is drawn without delay although the second's frame has just been drawn.
struct FramePacer {
  /// What a frame is drawn for, the least urgent first.
  enum Occasion: Comparable {
    /// Newer figures; they leave two frames to what happens.
    case figures
    /// Something happened on the host.
    case change
    /// Somebody pressed a key, or what they asked for gets on.
    case input
  }

  /// Nanoseconds that earn a frame; with the three that are kept there are ten in the busiest second.
  private static let cost: UInt64 = 143_000_000
  private static let kept: UInt64 = 3
  /// Nanoseconds after a change was drawn in which what follows from it is gathered.
  private static let gathering: UInt64 = 100_000_000

  /// When the account would have been empty, had it never been full.
  private var emptyAt: UInt64 = 0
  /// Until then what follows from the last change is gathered.
  private var gathersUntil: UInt64 = 0
  /// The next frame is one of what was gathered: after it nothing more is.
  private var isGathering = false

  /// Nanoseconds until a frame may be drawn; 0 where one may be drawn now. What follows from a change is gathered only
  /// where the last frame would have to be spent on it.
  mutating func wait(at now: UInt64, for occasion: Occasion) -> UInt64 {
    let empty = max(emptyAt, balanceCap(at: now))
    let (earned, spare, full) = (empty + Self.cost, empty + 2 * Self.cost, empty + Self.kept * Self.cost)
    if gathersUntil > now { isGathering = true }
    let earliest =
      switch occasion {
      case .figures: max(full, gathersUntil)
      case .change: min(max(earned, gathersUntil), spare)
      case .input: earned
      }
    return earliest > now ? earliest - now : 0
  }

  /// Notes that a frame was drawn.
  mutating func draw(at now: UInt64, for occasion: Occasion) {
    emptyAt = max(emptyAt, balanceCap(at: now)) + Self.cost
    if occasion == .change, !isGathering { gathersUntil = now + Self.gathering }
    isGathering = false
  }

  private func balanceCap(at now: UInt64) -> UInt64 { now > Self.kept * Self.cost ? now - Self.kept * Self.cost : 0 }
}
