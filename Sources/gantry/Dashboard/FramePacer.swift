/// Decides when a frame may be drawn: what happens is seen at once, what follows from it is gathered for a moment, for a
/// longer one where frames are scarce, and a storm makes at most ten frames a second.
///
/// Every sixth of a second earns a frame, and up to four are kept: after a quiet moment something that comes and changes
/// a few times more is drawn without delay although the second's frame has just been drawn.
struct FramePacer {
  /// What a frame is drawn for, the least urgent first.
  enum Occasion: Comparable {
    /// Newer figures; they leave three frames to what happens.
    case figures
    /// Something happened on the host.
    case change
    /// Somebody pressed a key, or what they asked for gets on.
    case input
  }

  /// Nanoseconds that earn a frame; with the four that are kept there are ten in the busiest second.
  private static let cost: UInt64 = 167_000_000
  private static let kept: UInt64 = 4
  /// Nanoseconds after a change was drawn in which what follows from it is gathered, and where it would take the last frame.
  private static let (gathering, longGathering): (UInt64, UInt64) = (30_000_000, 100_000_000)

  /// When the account would have been empty, had it never been full.
  private var emptyAt: UInt64 = 0
  /// When a change was drawn last.
  private var lastChange: UInt64 = 0

  /// Nanoseconds until a frame may be drawn; 0 where one may be drawn now.
  func wait(at now: UInt64, for occasion: Occasion) -> UInt64 {
    let empty = max(emptyAt, balanceCap(at: now))
    let (earned, spare, full) = (empty + Self.cost, empty + 2 * Self.cost, empty + Self.kept * Self.cost)
    let earliest =
      switch occasion {
      case .figures: max(full, lastChange + Self.longGathering)
      case .change: min(max(spare, lastChange + Self.gathering), max(earned, lastChange + Self.longGathering))
      case .input: earned
      }
    return earliest > now ? earliest - now : 0
  }

  /// Notes that a frame was drawn.
  mutating func draw(at now: UInt64, for occasion: Occasion) {
    emptyAt = max(emptyAt, balanceCap(at: now)) + Self.cost
    if occasion == .change { lastChange = now }
  }

  private func balanceCap(at now: UInt64) -> UInt64 { now > Self.kept * Self.cost ? now - Self.kept * Self.cost : 0 }
}
