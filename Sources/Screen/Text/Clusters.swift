/// Splits text into what a terminal can show cell by cell.
///
/// Whatever a name may hold, nothing but printable characters comes out:
/// - control characters and invisible formatting (direction overrides among it) are written out, `\x1b`, `\u{202e}`;
/// - of emoji joined by ZWJ or given a skin tone the first one stays, and flags become their two letters, as terminals
///   disagree about the width of the whole;
/// - a base keeps at most four combining marks, which is what a curses cell holds.
struct Clusters: Sequence, IteratorProtocol {
  private static let marksPerCell = 4

  private var scalars: String.UnicodeScalarView.Iterator
  private var lookahead: Unicode.Scalar?
  private var escape: Substring.UTF8View = Substring().utf8

  init(_ text: String) {
    scalars = text.unicodeScalars.makeIterator()
    lookahead = scalars.next()
  }

  mutating func next() -> Cluster? {
    if let byte = escape.popFirst() { return Cluster(ascii: byte) }
    while let scalar = take() {
      if scalar.isJoiner { continue }
      let width = CharacterWidth(of: scalar)
      if scalar.mustBeEscaped(width) {
        escape = Substring(scalar.escaped).utf8
        return escape.popFirst().map(Cluster.init(ascii:))
      }
      if let letter = scalar.flagLetter { return Cluster(ascii: letter) }
      return cluster(startingWith: scalar, width)
    }
    return nil
  }

  private mutating func take() -> Unicode.Scalar? {
    defer { if lookahead != nil { lookahead = scalars.next() } }
    return lookahead
  }

  private mutating func cluster(startingWith base: Unicode.Scalar, _ width: CharacterWidth) -> Cluster {
    switch width {
    case .unprintable: return .replacement
    case .zero: return withMarks(" " + String(base), width: 1)
    case .one:
      guard hasNoMarks else { return withMarks(String(base), width: 1) }
      return Cluster(text: String(base), width: 1)
    case .two: return withMarks(String(base), width: 2)
    }
  }

  private var hasNoMarks: Bool { lookahead?.isSurelyBase ?? true }

  /// Adds the marks that follow, and passes over what is joined to an emoji.
  private mutating func withMarks(_ base: String, width: Int) -> Cluster {
    var text = base
    var marks = 0
    var isJoined = false
    while let scalar = lookahead, !scalar.isSurelyBase || isJoined {
      let scalarWidth = CharacterWidth(of: scalar)
      let isEmojiPart = width == 2 && (isJoined || scalar.isSkinTone) && scalarWidth == .two
      if scalar.isJoiner {
        isJoined = scalar.value == 0x200D
      } else if isEmojiPart {
        isJoined = false
      } else if scalarWidth == .zero, !scalar.mustBeEscaped(scalarWidth) {
        if marks < Self.marksPerCell { text.unicodeScalars.append(scalar) }
        marks += 1
      } else {
        break
      }
      _ = take()
    }
    return Cluster(text: text, width: width)
  }
}

extension Unicode.Scalar {
  /// ZWNJ, ZWJ and the variation selectors: they choose a form, and take no place.
  fileprivate var isJoiner: Bool {
    value == 0x200C || value == 0x200D || (0xFE00...0xFE0F).contains(value)
  }

  fileprivate var isSkinTone: Bool { (0x1F3FB...0x1F3FF).contains(value) }

  /// The letter of a regional indicator, two of which make a flag.
  fileprivate var flagLetter: UInt8? {
    (0x1F1E6...0x1F1FF).contains(value) ? UInt8(value - 0x1F1E6) + UInt8(ascii: "A") : nil
  }

  /// Whether it is known without a look at the tables to combine with nothing before it: Latin letters, and the blocks
  /// from Letterlike Symbols to Miscellaneous Symbols and Arrows.
  fileprivate var isSurelyBase: Bool { value < 0x300 || (0x2100..<0x2C00).contains(value) }

  /// Whether it acts on the terminal or on the text around it instead of showing itself. `width` is its own.
  fileprivate func mustBeEscaped(_ width: CharacterWidth) -> Bool {
    switch width {
    case .one: return value == 0xAD
    case .two: return false
    case .zero, .unprintable:
      switch properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: return true
      default: return false
      }
    }
  }

  fileprivate var escaped: String {
    switch value {
    case 0x09: return #"\t"#
    case 0x0A: return #"\n"#
    case 0x0D: return #"\r"#
    default:
      let digits = String(value, radix: 16)
      guard value < 0x100 else { return "\\u{\(digits)}" }
      return #"\x"# + (digits.count < 2 ? "0" : "") + digits
    }
  }
}
