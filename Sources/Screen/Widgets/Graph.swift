/// A graph of several rows. What is known stands on an axis; what is not leaves a gap in it.
public struct Graph: Hashable, Sendable {
  /// The samples, oldest first. Unknown ones are `nil`.
  public var samples: [Double?]
  /// The value that fills all rows.
  public var ceiling: Double

  /// A graph of samples.
  public init(_ samples: [Double?], ceiling: Double) {
    self.samples = samples
    self.ceiling = ceiling
  }

  /// How many samples `columns` columns show.
  public static func capacity(columns: Int, glyphs: Glyphs, drawing: Sparkline.Drawing) -> Int {
    drawing == .braille && glyphs.repertoire == .unicode ? columns * 2 : columns
  }

  /// The latest samples in `columns` columns, the newest at the right edge; the upper row first.
  public func text(columns: Int, rows: Int, glyphs: Glyphs, drawing: Sparkline.Drawing) -> [String] {
    guard columns > 0, rows > 0 else { return [] }
    let isBraille = drawing == .braille && glyphs.repertoire == .unicode
    let text = isBraille ? braille(columns, rows) : blocks(columns, rows, glyphs)
    return text.reversed()
  }

  /// From the lowest row up.
  private func blocks(_ columns: Int, _ rows: Int, _ glyphs: Glyphs) -> [String] {
    let levels = glyphs.levels
    let heights = samples.heights(latest: columns, steps: rows * levels.count, ceiling: ceiling)
    return (0..<rows).map { row in
      heights.reduce(into: "") { text, height in
        guard let height else { return text += " " }
        let level = max(0, min(height - row * levels.count, levels.count))
        text += level > 0 ? levels[level - 1] : row == 0 ? glyphs.horizontal : " "
      }
    }
  }

  /// The lowest dots are the axis.
  private func braille(_ columns: Int, _ rows: Int) -> [String] {
    let heights = samples.heights(latest: columns * 2, steps: rows * 4 - 1, ceiling: ceiling)
    return (0..<rows).map { row in
      stride(from: 0, to: heights.count, by: 2).reduce(into: "") { text, index in
        func level(_ height: Int?) -> Int { height.map { max(0, min($0 + 1 - row * 4, 4)) } ?? 0 }
        text += Braille.sign(Braille.left[level(heights[index])] | Braille.right[level(heights[index + 1])])
      }
    }
  }
}
