/// The state of a cable, as it is drawn.
public enum CableState: Hashable, Sendable, CaseIterable {
  /// Carrier at both ends.
  case up
  /// An end is down.
  case down
  /// One end only has carrier, or only one end proves the pairing.
  case half
  /// The other end can't be seen.
  case hidden

  /// The ink it is drawn with.
  public var ink: Ink {
    switch self {
    case .up: .cableUp
    case .down: .cableDown
    case .half: .cableHalf
    case .hidden: .cableHidden
    }
  }
}

extension Glyphs {
  /// A cable of `columns` columns, told apart by its form and not by its ink alone: `═══════`, `═══╳═══`, `═══╌───`,
  /// `┄┄┄?┄┄┄`.
  public func cable(_ state: CableState, columns: Int) -> Line {
    guard columns > 0 else { return Line() }
    let left = (columns - 1) / 2
    let (near, middle, far) = parts(of: state)
    let text = String(repeating: near, count: left) + middle + String(repeating: far, count: columns - 1 - left)
    return Line(text, Style(state.ink))
  }

  private func parts(of state: CableState) -> (near: String, middle: String, far: String) {
    let isUnicode = repertoire == .unicode
    switch state {
    case .up: return isUnicode ? ("═", "═", "═") : ("=", "=", "=")
    case .down: return isUnicode ? ("═", "╳", "═") : ("=", "x", "=")
    case .half: return isUnicode ? ("═", "╌", "─") : ("=", "-", "-")
    case .hidden: return isUnicode ? ("┄", "?", "┄") : (".", "?", ".")
    }
  }
}
