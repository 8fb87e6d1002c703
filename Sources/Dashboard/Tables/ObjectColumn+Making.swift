import Screen
import Topology

extension ObjectColumn {
  /// A column of words.
  static func words(
    _ title: String, minimum: Int, ideal: Int, grows: Bool = false, priority: Int, middle: Bool = false,
    _ text: @escaping @Sendable (Element, Picture) -> String?
  ) -> ObjectColumn {
    ObjectColumn(
      column: Table.Column(
        title, minimum: minimum, ideal: ideal, grows: grows, priority: priority,
        truncation: middle ? .middle : .end),
      cell: { element, picture, _ in Line.value(text(element, picture)) },
      key: { SortKey(text($0, $1)) })
  }

  /// A column of words with styles; `short` is what they are where they do not fit.
  static func lines(
    _ title: String, minimum: Int, ideal: Int, priority: Int, middle: Bool = false,
    short: (@Sendable (Element, Picture) -> Line)? = nil, _ line: @escaping @Sendable (Element, Picture) -> Line
  ) -> ObjectColumn {
    ObjectColumn(
      column: Table.Column(
        title, minimum: minimum, ideal: ideal, priority: priority, truncation: middle ? .middle : .end),
      cell: { element, picture, _ in line(element, picture) }, short: short,
      key: { element, picture in
        let text = line(element, picture).text
        return SortKey(text == Units.unknown ? nil : text)
      })
  }

  /// A column that says how something does, or that it is gone.
  static func state(
    minimum: Int, ideal: Int, priority: Int, _ line: @escaping @Sendable (Element, Picture) -> Line,
    key: @escaping @Sendable (Element, Picture) -> SortKey
  ) -> ObjectColumn {
    ObjectColumn(
      column: Table.Column("state", minimum: minimum, ideal: ideal, priority: priority),
      cell: { element, picture, _ in line(element, picture) }, key: key, isState: true)
  }

  /// A column of small graphs: bytes a second, one second a column, both ways together.
  static func graph(
    priority: Int, _ series: @escaping @Sendable (Element, Picture, Int) -> RateHistory.Series
  ) -> ObjectColumn {
    ObjectColumn(
      column: Table.Column("traffic", ideal: 8, priority: priority), cell: { _, _, _ in Line() },
      key: { SortKey(series($0, $1, 1).sum.last ?? nil) }, series: { series($0, $1, $2).sum })
  }

  /// A column of plain numbers.
  static func number(
    _ title: String, width: Int, priority: Int, _ number: @escaping @Sendable (Element, Picture) -> UInt64?
  ) -> ObjectColumn {
    ObjectColumn(
      column: Table.Column(title, ideal: width, priority: priority, alignment: .right),
      cell: { element, picture, _ in Line.value(number(element, picture).map { "\($0)" }) },
      key: { SortKey(number($0, $1).map(Double.init)) })
  }

  /// A column of amounts of data.
  static func amount(
    _ title: String, priority: Int, _ bytes: @escaping @Sendable (Element, Picture) -> UInt64?
  ) -> ObjectColumn {
    ObjectColumn(
      column: Table.Column(title, ideal: 6, priority: priority, alignment: .right), measure: .amount,
      cell: { element, picture, units in Line.value(bytes(element, picture).map { units.format(bytes: $0) }) },
      key: { SortKey(bytes($0, $1).map(Double.init)) })
  }

  /// A column of rates, in bytes a second.
  static func rate(
    _ title: String, priority: Int, _ rate: @escaping @Sendable (Element, Picture) -> Double?
  ) -> ObjectColumn {
    ObjectColumn(
      column: Table.Column(title, ideal: 7, priority: priority, alignment: .right), measure: .rate,
      cell: { element, picture, units in
        Line.value(rate(element, picture).map { units.format(bytesPerSecond: $0) })
      },
      key: { SortKey(rate($0, $1)) })
  }
}

extension Line {
  /// A value, or the sign for an unknown one.
  static func value(_ text: String?, _ style: Style = .text) -> Line {
    text.map { $0.isEmpty ? Line(Units.unknown, .muted) : Line($0, style) } ?? Line(Units.unknown, .muted)
  }
}
