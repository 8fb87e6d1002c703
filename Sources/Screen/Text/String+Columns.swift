/// Which part of a text gives way when there is no room for all of it.
public enum Truncation: Hashable, Sendable {
  /// The end: for prose.
  case end
  /// The middle: for names, whose ends tell them apart.
  case middle
}

/// Where text stands in a space wider than itself.
public enum Alignment: Hashable, Sendable {
  /// At the left edge.
  case left
  /// In the middle.
  case center
  /// At the right edge.
  case right
}

extension String {
  /// How many columns the text takes on a terminal, with what can't be shown escaped.
  public var columns: Int {
    isPlainASCII ? utf8.count : Clusters(self).reduce(0) { $0 + $1.width }
  }

  /// The text as it is shown: control characters and invisible formatting escaped, emoji sequences reduced.
  public var printable: String {
    isPlainASCII ? self : Clusters(self).reduce(into: "") { $0 += $1.text }
  }

  /// The text in at most `columns` columns; if something had to go, `ellipsis` says so.
  public func truncated(to columns: Int, _ truncation: Truncation = .end, ellipsis: String = "…") -> String {
    if isPlainASCII, utf8.count <= columns { return self }
    let clusters = Array(Clusters(self))
    guard clusters.width > columns else { return clusters.text }
    let room = columns - ellipsis.columns
    guard room >= 0 else { return clusters.prefix(columns: columns).text }
    switch truncation {
    case .end: return clusters.prefix(columns: room).text + ellipsis
    case .middle:
      let head = clusters.prefix(columns: (room + 1) / 2)
      let tail = clusters.suffix(columns: room - head.width)
      return head.text + ellipsis + tail.text
    }
  }

  /// The text with spaces around it up to `columns` columns. Longer text stays as it is.
  public func padded(to columns: Int, _ alignment: Alignment = .left) -> String {
    let missing = columns - self.columns
    guard missing > 0 else { return self }
    let before = alignment.offset(of: missing)
    return String(repeating: " ", count: before) + self + String(repeating: " ", count: missing - before)
  }

  /// The text in exactly `columns` columns: truncated or padded.
  public func fitted(
    to columns: Int, _ alignment: Alignment = .left, _ truncation: Truncation = .end, ellipsis: String = "…"
  ) -> String {
    truncated(to: columns, truncation, ellipsis: ellipsis).padded(to: columns, alignment)
  }

  var isPlainASCII: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
}

extension Alignment {
  /// How far from the left edge something stands if `missing` columns are free.
  func offset(of missing: Int) -> Int {
    switch self {
    case .left: 0
    case .center: max(0, missing) / 2
    case .right: max(0, missing)
    }
  }
}

extension Sequence where Element == Cluster {
  var width: Int { reduce(0) { $0 + $1.width } }
  var text: String { reduce(into: "") { $0 += $1.text } }
}

extension Array where Element == Cluster {
  /// As many clusters from the start as `columns` hold.
  func prefix(columns: Int) -> ArraySlice<Cluster> {
    var room = columns
    return prefix { cluster in
      room -= cluster.width
      return room >= 0
    }
  }

  /// As many clusters from the end as `columns` hold.
  func suffix(columns: Int) -> ArraySlice<Cluster> {
    var room = columns
    let start = lastIndex { cluster in
      room -= cluster.width
      return room < 0
    }
    return self[(start.map { $0 + 1 } ?? 0)...]
  }
}
