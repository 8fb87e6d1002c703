/// How many colours a terminal shows.
public enum ColorDepth: Int, Hashable, Sendable, Comparable {
  /// No colour: emphasis only.
  case none = 0
  /// The eight basic colours and their bright forms.
  case sixteen = 16
  /// The 6×6×6 cube and the greys as well.
  case extended = 256

  /// Fewer colours come first.
  public static func < (less: ColorDepth, more: ColorDepth) -> Bool { less.rawValue < more.rawValue }
}

/// A colour as a terminal is told.
public enum TerminalColor: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// A place in the terminal's palette; 0–15 are the basic colours (ISO 6429), the rest xterm's 256.
  case palette(UInt8)
}

/// What a terminal is told for a `Style`.
public struct Appearance: Hashable, Sendable {
  /// The colour of the writing.
  public var foreground: TerminalColor
  /// The colour behind it.
  public var background: TerminalColor
  /// Emphasis.
  public var attributes: Style.Attributes

  /// An appearance; by default the terminal's own.
  public init(
    foreground: TerminalColor = .standard, background: TerminalColor = .standard, attributes: Style.Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

/// The choice of colours for every meaning, at one colour depth, legible on light and dark backgrounds alike.
///
/// Text on the terminal's own background keeps to the default colour or to hues of middle lightness; a ground with a
/// colour of its own also brings its foreground, so that no pair depends on the terminal's background.
public struct Theme: Hashable, Sendable {
  /// The colours it may use.
  public var depth: ColorDepth

  /// The theme for a depth.
  public init(depth: ColorDepth) {
    self.depth = depth
  }

  /// What the terminal is told for `style`.
  public func appearance(of style: Style) -> Appearance {
    var appearance = depth == .extended ? extended(style) : basic(style)
    appearance.attributes.formUnion(style.attributes)
    return appearance
  }

  private func extended(_ style: Style) -> Appearance {
    switch style.ground {
    case .plain: return Appearance(foreground: style.ink.extendedColor, attributes: style.ink.emphasis(at: depth))
    case .selection: return Appearance(foreground: .palette(231), background: .palette(25))
    case .idleSelection: return Appearance(foreground: .palette(231), background: .palette(240))
    case .bar: return Appearance(foreground: .palette(252), background: .palette(237))
    case .field: return Appearance(attributes: .underline)
    case .match: return Appearance(foreground: .palette(16), background: .palette(221))
    }
  }

  /// Sixteen colours or none. A user's palette may turn any of the sixteen into anything, so grounds are made by
  /// exchanging the terminal's own two colours, which are legible by definition.
  private func basic(_ style: Style) -> Appearance {
    switch style.ground {
    case .plain:
      let color = depth == .none ? .standard : style.ink.basicColor
      return Appearance(foreground: color, attributes: style.ink.emphasis(at: depth))
    case .selection: return Appearance(attributes: .reverse)
    case .idleSelection: return Appearance(attributes: [.underline, .bold])
    case .bar: return Appearance(attributes: style.ink.emphasis(at: .none))
    case .field: return Appearance(attributes: .underline)
    case .match: return Appearance(attributes: [.reverse, .bold])
    }
  }
}
