/// How many columns a Unicode scalar takes on a terminal.
enum CharacterWidth: UInt32 {
  /// Joins the character before it.
  case zero = 0
  /// Takes one column.
  case one = 1
  /// Takes two columns.
  case two = 2
  /// Is a control character or not assigned.
  case unprintable = 3

  /// The width of `scalar`, by the rules of `wcwidth(3)`.
  init(of scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x300 {
      let isControl = value < 0x20 || (0x7F..<0xA0).contains(value)
      self = isControl ? .unprintable : .one
      return
    }
    // What the screen itself is drawn with: lines, blocks, shapes.
    if (0x2500..<0x25FD).contains(value) {
      self = .one
      return
    }
    let table = Self.transitions
    var low = 0
    var high = table.count
    while low < high {
      let middle = (low + high) / 2
      if table[middle] >> 2 <= value { low = middle + 1 } else { high = middle }
    }
    self = low > 0 ? CharacterWidth(rawValue: table[low - 1] & 3) ?? .unprintable : .unprintable
  }
}
