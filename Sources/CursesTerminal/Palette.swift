import CNCurses
import Screen

/// Translates styles to attributes and colour pairs of ncurses, making pairs as they are needed.
struct Palette {
  /// What ncurses is told for a cell.
  struct Paint {
    var attributes: attr_t
    var pair: Int32
  }

  let theme: Theme
  private var paints: [Style: Paint] = [:]
  private var pairs: [Colors: Int32] = [:]

  private struct Colors: Hashable {
    var foreground: TerminalColor
    var background: TerminalColor
  }

  /// The palette of the terminal that newterm has chosen.
  init(allowsColor: Bool) {
    guard allowsColor, has_colors() else {
      theme = Theme(depth: .none)
      return
    }
    start_color()
    use_default_colors()
    theme = Theme(depth: nc_colors() >= 256 ? .extended : nc_colors() >= 8 ? .sixteen : .none)
  }

  /// What ncurses is told for a style.
  mutating func paint(for style: Style) -> Paint {
    if let known = paints[style] { return known }
    let appearance = theme.appearance(of: style)
    let colors = Colors(foreground: appearance.foreground, background: appearance.background)
    let paint = Paint(attributes: appearance.attributes.curses, pair: pair(of: colors))
    paints[style] = paint
    return paint
  }

  /// The pair of two colours; the terminal's own, which is pair 0, when there are no more.
  private mutating func pair(of colors: Colors) -> Int32 {
    if colors == Colors(foreground: .standard, background: .standard) { return 0 }
    if let known = pairs[colors] { return known }
    let next = Int32(pairs.count + 1)
    guard next < nc_color_pairs(),
      init_extended_pair(next, colors.foreground.curses, colors.background.curses) != ERR
    else { return 0 }
    pairs[colors] = next
    return next
  }
}

extension TerminalColor {
  fileprivate var curses: Int32 {
    switch self {
    case .standard: -1
    case .palette(let index): Int32(index)
    }
  }
}

extension Style.Attributes {
  fileprivate var curses: attr_t {
    var attributes: attr_t = 0
    if contains(.bold) { attributes |= nc_bold }
    if contains(.dim) { attributes |= nc_dim }
    if contains(.reverse) { attributes |= nc_reverse }
    if contains(.underline) { attributes |= nc_underline }
    return attributes
  }
}
