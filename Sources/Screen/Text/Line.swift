/// A piece of text in one style.
public struct Span: Hashable, Sendable {
  /// What is written.
  public var text: String
  /// How.
  public var style: Style

  /// A piece of text; by default ordinary.
  public init(_ text: String, _ style: Style = .text) {
    self.text = text
    self.style = style
  }
}

/// One line of text in as many styles as needed.
///
///     let line = Line("eth0 ", .title) + "is " + Line("down", .bad)
public struct Line: Hashable, Sendable {
  /// The pieces, from left to right.
  public var spans: [Span]

  /// A line made of pieces.
  public init(_ spans: [Span] = []) {
    self.spans = spans
  }

  /// A line in one style.
  public init(_ text: String, _ style: Style = .text) {
    spans = text.isEmpty ? [] : [Span(text, style)]
  }

  /// How many columns it takes.
  public var columns: Int { spans.reduce(0) { $0 + $1.text.columns } }

  /// What is written, without the styles.
  public var text: String { spans.reduce(into: "") { $0 += $1.text } }

  /// Whether nothing is written.
  public var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }

  /// One line after the other.
  public static func + (first: Line, second: Line) -> Line { Line(first.spans + second.spans) }

  /// Adds `more` at the end.
  public static func += (line: inout Line, more: Line) { line.spans += more.spans }

  /// Adds `text` at the end, by default in ordinary style.
  public mutating func append(_ text: String, _ style: Style = .text) {
    if !text.isEmpty { spans.append(Span(text, style)) }
  }

  /// The line with each style replaced by what `transform` makes of it.
  public func restyled(_ transform: (Style) -> Style) -> Line {
    Line(spans.map { Span($0.text, transform($0.style)) })
  }
}

extension Line: ExpressibleByStringInterpolation {
  /// A line of ordinary text.
  public init(stringLiteral text: String) { self.init(text) }
}

extension Sequence where Element == Line {
  /// The lines in one, with `separator` between them.
  public func joined(separator: Line) -> Line {
    var joined = Line()
    for (index, line) in enumerated() {
      if index > 0 { joined += separator }
      joined += line
    }
    return joined
  }
}
