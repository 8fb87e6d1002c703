/// A graph of one row.
public struct Sparkline: Hashable, Sendable {
  /// What the graph is made of.
  public enum Drawing: Hashable, Sendable {
    /// One sample a column, in eight levels.
    case blocks
    /// Two samples a column, in four levels; on ASCII terminals the same as `blocks`.
    case braille
  }

  /// The samples, oldest first. Unknown ones are `nil` and leave a gap.
  public var samples: [Double?]
  /// The value that fills the row; `nil` takes the largest sample shown.
  public var ceiling: Double?

  /// A graph of samples.
  public init(_ samples: [Double?], ceiling: Double? = nil) {
    self.samples = samples
    self.ceiling = ceiling
  }

  /// The latest samples in `columns` columns, the newest at the right edge. Nothing at all is drawn as a flat line.
  public func text(columns: Int, glyphs: Glyphs, drawing: Drawing = .blocks) -> String {
    guard columns > 0 else { return "" }
    switch (drawing, glyphs.repertoire) {
    case (.braille, .unicode): return braille(columns)
    default: return blocks(columns, glyphs)
    }
  }

  private func blocks(_ columns: Int, _ glyphs: Glyphs) -> String {
    let levels = glyphs.levels
    return heights(columns, steps: levels.count).reduce(into: "") { text, height in
      guard let height else { return text += " " }
      text += height == 0 ? glyphs.horizontal : levels[height - 1]
    }
  }

  private func braille(_ columns: Int) -> String {
    let heights = heights(columns * 2, steps: 4)
    return stride(from: 0, to: heights.count, by: 2).reduce(into: "") { text, index in
      let dots = Braille.left[heights[index] ?? 0] | Braille.right[heights[index + 1] ?? 0]
      text += Braille.sign(dots)
    }
  }

  private func heights(_ count: Int, steps: Int) -> [Int?] {
    samples.heights(latest: count, steps: steps, ceiling: ceiling)
  }
}
