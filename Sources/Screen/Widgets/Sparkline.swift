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
      let dots = Self.leftDots[heights[index] ?? 0] | Self.rightDots[heights[index + 1] ?? 0]
      let sign = Unicode.Scalar(0x2800 + dots)
      text += dots == 0 ? " " : sign.map(String.init) ?? " "
    }
  }

  /// Dots of a braille sign by height, from the bottom up (Unicode standard, chapter 21.1).
  private static let leftDots: [UInt32] = [0, 0x40, 0x44, 0x46, 0x47]
  private static let rightDots: [UInt32] = [0, 0x80, 0xA0, 0xB0, 0xB8]

  /// The latest `count` samples as heights from 0 to `steps`; only a sample of 0 has the height 0.
  private func heights(_ count: Int, steps: Int) -> [Int?] {
    let latest = samples.suffix(count)
    let known = latest.compactMap { $0 }.filter(\.isFinite)
    let top = max(ceiling ?? known.max() ?? 0, 0)
    let gaps = [Int?](repeating: nil, count: count - latest.count)
    return gaps
      + latest.map { sample in
        guard let sample, sample.isFinite else { return nil }
        guard sample > 0, top > 0 else { return 0 }
        return height(min(sample / top, 1) * Double(steps))
      }
  }

  /// Rounded up, so that little is not shown as nothing. Not by `rounded(.up)`, which needs the C library's `ceil`.
  private func height(_ value: Double) -> Int {
    let whole = Int(value)
    return max(1, Double(whole) < value ? whole + 1 : whole)
  }
}
