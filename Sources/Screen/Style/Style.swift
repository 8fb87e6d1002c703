/// How a cell looks, by meaning: the colours follow from a `Theme`.
public struct Style: Hashable, Sendable {
  /// Emphasis that every terminal can show in some way, colour or not.
  public struct Attributes: OptionSet, Hashable, Sendable {
    /// The bits.
    public var rawValue: UInt8

    /// A set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Heavier than the rest.
    public static let bold = Attributes(rawValue: 1)
    /// Fainter than the rest.
    public static let dim = Attributes(rawValue: 2)
    /// Foreground and background exchanged.
    public static let reverse = Attributes(rawValue: 4)
    /// A line below.
    public static let underline = Attributes(rawValue: 8)
  }

  /// The meaning of what is written.
  public var ink: Ink
  /// What lies behind it.
  public var ground: Ground
  /// Emphasis.
  public var attributes: Attributes

  /// A style; by default ordinary text on the terminal's own background.
  public init(_ ink: Ink = .text, on ground: Ground = .plain, _ attributes: Attributes = []) {
    self.ink = ink
    self.ground = ground
    self.attributes = attributes
  }

  /// The same, heavier.
  public var bold: Style { adding(.bold) }
  /// The same, fainter.
  public var dim: Style { adding(.dim) }
  /// The same with foreground and background exchanged.
  public var reversed: Style { adding(.reverse) }
  /// The same, underlined.
  public var underlined: Style { adding(.underline) }

  /// The same on another ground.
  public func on(_ ground: Ground) -> Style { Style(ink, on: ground, attributes) }

  /// The same with more emphasis.
  public func adding(_ more: Attributes) -> Style { Style(ink, on: ground, attributes.union(more)) }
}

extension Style {
  /// Ordinary text.
  public static let text = Style()
  /// See `Ink.muted`.
  public static let muted = Style(.muted)
  /// See `Ink.title`.
  public static let title = Style(.title)
  /// See `Ink.accent`.
  public static let accent = Style(.accent)
  /// See `Ink.heading`.
  public static let heading = Style(.heading)
  /// See `Ink.good`.
  public static let good = Style(.good)
  /// See `Ink.warning`.
  public static let warning = Style(.warning)
  /// See `Ink.bad`.
  public static let bad = Style(.bad)
  /// See `Ink.border`.
  public static let border = Style(.border)
  /// See `Ink.disabled`.
  public static let disabled = Style(.disabled)
  /// See `Ink.received`.
  public static let received = Style(.received)
  /// See `Ink.sent`.
  public static let sent = Style(.sent)
}

extension Style: CustomStringConvertible {
  /// A stable short form for golden files: `bad`, `text/selection+bold`.
  public var description: String {
    var text = "\(ink)"
    if ground != .plain { text += "/\(ground)" }
    for (attribute, name) in Self.names where attributes.contains(attribute) { text += "+\(name)" }
    return text
  }

  private static let names: [(Attributes, String)] = [
    (.bold, "bold"), (.dim, "dim"), (.reverse, "reverse"), (.underline, "underline"),
  ]
}
