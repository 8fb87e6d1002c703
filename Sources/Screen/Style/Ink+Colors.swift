extension Ink {
  /// The colour out of the basic ones. Blue is not legible on black nor bright colours on white, so neither is used;
  /// and as many terminals make bold ones bright, what is bold has no colour but red.
  var basicColor: TerminalColor {
    switch self {
    case .text, .muted, .title, .heading, .border, .disabled, .cableHidden, .accent, .removed: .standard
    case .received: .palette(6)
    case .good, .cableUp, .added: .palette(2)
    case .warning, .cableHalf: .palette(3)
    case .bad, .cableDown: .palette(1)
    case .sent: .palette(5)
    }
  }

  /// The colour out of xterm's 256: at least 3:1 in contrast to black and to white (WCAG 2.1, 1.4.11).
  var extendedColor: TerminalColor {
    switch self {
    case .text, .title: .standard
    case .muted, .heading, .border, .disabled, .cableHidden, .removed: .palette(244)
    case .accent, .received: .palette(31)
    case .good, .cableUp, .added: .palette(29)
    case .warning, .cableHalf: .palette(136)
    case .bad, .cableDown: .palette(167)
    case .sent: .palette(133)
    }
  }

  /// The emphasis that carries the meaning where there are few colours or none.
  func emphasis(at depth: ColorDepth) -> Style.Attributes {
    switch self {
    case .title, .accent: .bold
    case .added: depth == .sixteen ? [] : .bold
    case .heading: depth == .none ? .underline : .bold
    case .bad, .cableDown: depth == .extended ? [] : .bold
    case .muted, .disabled, .border, .cableHidden: depth == .extended ? [] : .dim
    case .removed: .dim
    default: []
    }
  }
}
