import Screen
import Topology

/// A graph of what was received or sent, with its scale.
struct TrafficGraph: Hashable, Sendable {
  var label: String
  /// Bytes a second, one a second, newest last.
  var samples: [Double?]
  var style: Style
  var units: Units
  var rows: Int
  var drawing: Sparkline.Drawing

  /// Wider than this a graph is no easier to read, but dearer to send.
  private static let widest = 60

  /// The label and the scale beside the graph.
  func lines(width: Int, labelWidth: Int, glyphs: Glyphs) -> [Line] {
    let columns = Self.columns(width: width, labelWidth: labelWidth)
    guard columns > 0 else { return [] }
    let shown = samples.suffix(Graph.capacity(columns: columns, glyphs: glyphs, drawing: drawing))
    let top = units.ceiling(above: shown.compactMap { $0 }.max() ?? 0)
    let graph = Graph(Array(shown), ceiling: top).text(columns: columns, rows: rows, glyphs: glyphs, drawing: drawing)
    return graph.enumerated().map { row, text in
      let scale = row == 0 ? units.format(bytesPerSecond: top) : row == rows - 1 ? "0 \(units.rateUnit)" : ""
      let name = row == 0 ? label : ""
      let gap = String(repeating: " ", count: max(1, labelWidth - name.columns - scale.columns))
      return Line(name + gap + scale + " ", .muted) + Line(text, style)
    }
  }

  /// What the left edge and the right edge are.
  static func axis(width: Int, labelWidth: Int, glyphs: Glyphs, drawing: Sparkline.Drawing) -> Line {
    let columns = columns(width: width, labelWidth: labelWidth)
    let seconds = min(RateHistory.capacity, Graph.capacity(columns: columns, glyphs: glyphs, drawing: drawing))
    let (left, right) = ("\(seconds) s ago", "now")
    let gap = String(repeating: " ", count: max(1, columns - left.columns - right.columns))
    return Line(String(repeating: " ", count: labelWidth + 1) + left + gap + right, .muted)
  }

  private static func columns(width: Int, labelWidth: Int) -> Int { max(0, min(widest, width - labelWidth - 1)) }
}

extension Units {
  /// The least round amount, in bytes, that is not below another: 1, 2 or 5 times a power of ten, with a prefix as it is
  /// written.
  func ceiling(above bytes: Double) -> Double {
    let factor = measure == .bytes ? 1.0 : 8.0
    let base = scale == .decimal ? 1000.0 : 1024.0
    let value = bytes * factor
    var prefix = 1.0
    while value > prefix * 500, prefix < 1e18 { prefix *= base }
    let steps: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500]
    return (steps.first { $0 * prefix >= value } ?? 1000) * prefix / factor
  }
}
