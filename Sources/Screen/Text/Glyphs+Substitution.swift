extension Glyphs {
  /// `cluster` in ASCII and in as many columns: signs the screen is drawn with by their ASCII edition, letters without
  /// their marks, anything else as question marks.
  static func asciiSubstitute(for cluster: Cluster) -> [UInt8] {
    var scalars = cluster.text.unicodeScalars.makeIterator()
    guard let base = scalars.next() else { return [UInt8(ascii: " ")] }
    if base.isASCII { return [UInt8(base.value)] }
    let substitute = cluster.width == 1 ? substitute(for: base) : nil
    return substitute.map { [$0] } ?? Array(repeating: UInt8(ascii: "?"), count: cluster.width)
  }

  private static func substitute(for sign: Unicode.Scalar) -> UInt8? {
    switch sign {
    case "─", "╌", "–", "—", "‐", "‑", "−", "▾": UInt8(ascii: "-")
    case "┄", "┈": UInt8(ascii: ".")
    case "│", "·", "├", "┤": UInt8(ascii: "|")
    case "═", "⇄", "▬": UInt8(ascii: "=")
    case "╭", "╮", "╰", "╯", "┌", "┐", "┘", "┼", "┬", "┴", "▸": UInt8(ascii: "+")
    case "└", "‘", "’": UInt8(ascii: "`")
    case "╳", "×": UInt8(ascii: "x")
    case "…": UInt8(ascii: "~")
    case "●", "✱", "•": UInt8(ascii: "*")
    case "○": UInt8(ascii: "o")
    case "▲", "⚠": UInt8(ascii: "!")
    case "✓", "↓": UInt8(ascii: "v")
    case "↑", "▴": UInt8(ascii: "^")
    case "→": UInt8(ascii: ">")
    case "←": UInt8(ascii: "<")
    case "\u{A0}": UInt8(ascii: " ")
    case "▁"..."█": levelSubstitute(for: sign)
    default: nil
    }
  }

  private static func levelSubstitute(for block: Unicode.Scalar) -> UInt8? {
    ascii.levels[Int(block.value - 0x2581)].utf8.first
  }
}
