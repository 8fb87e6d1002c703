public import Screen
public import Topology

/// How text for people is to look.
public struct Presentation: Sendable {
  /// Columns of the terminal; nil where lines may be as long as they like.
  public var width: Int?
  /// SGR colours (ECMA-48) beside the words; never the only sign of anything.
  public var isColored: Bool
  /// Line drawing and marks.
  public var glyphs: Glyphs
  /// How amounts are written.
  public var units: Units

  /// Plain text of any width.
  public init(width: Int? = nil, isColored: Bool = false, glyphs: Glyphs = .unicode, units: Units = Units()) {
    self.width = width
    self.isColored = isColored
    self.glyphs = glyphs
    self.units = units
  }

  func paint(_ text: String, _ ink: Ink) -> String {
    guard isColored, let code = ink.code, !text.isEmpty else { return text }
    return "\u{1b}[\(code)m\(text)\u{1b}[0m"
  }

  func amount(_ bytes: UInt64?) -> Cell { bytes.map { Cell(units.format(bytes: $0)) } ?? unknown }

  var unknown: Cell { Cell(glyphs.unknown, .dim) }

  func cell(_ text: (some CustomStringConvertible)?, _ ink: Ink = .plain) -> Cell {
    text.map { Cell($0.description, ink) } ?? unknown
  }

  func cell(_ texts: [some CustomStringConvertible]) -> Cell {
    texts.isEmpty ? unknown : Cell(texts.map(\.description).joined(separator: ", "))
  }

  /// The first of a list and how many more there are, so that a row stays a row; the object's page has all of them.
  func few(_ texts: [some CustomStringConvertible]) -> Cell {
    guard texts.count > Self.few + 1 else { return cell(texts) }
    return Cell(
      texts[..<Self.few].map(\.description).joined(separator: ", ") + " and \(texts.count - Self.few) more")
  }

  private static let few = 4
}

/// What a colour says.
enum Ink: Sendable {
  case plain, heading, dim, good, warning, bad

  fileprivate var code: String? {
    switch self {
    case .plain: nil
    case .heading: "1"
    case .dim: "2"
    case .good: "32"
    case .warning: "33"
    case .bad: "31"
    }
  }
}
