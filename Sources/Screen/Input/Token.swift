/// What stands at the beginning of a terminal's bytes, and how many of them it takes.
enum Token {
  /// More bytes are needed to tell.
  case incomplete
  case key(KeyChord, length: Int)
  case mouse(MouseEvent, length: Int)
  case pasteStart(length: Int)
  case unknown(length: Int)

  /// Reads `input`, which is not empty. If it `isFinal`, no more bytes will come to complete it.
  init(_ input: ArraySlice<UInt8>, isFinal: Bool) {
    self = input.first == 0x1B ? .escaped(input, isFinal) : .plain(input, isFinal)
  }

  /// A control character or a character in UTF-8.
  private static func plain(_ input: ArraySlice<UInt8>, _ isFinal: Bool) -> Token {
    guard let byte = input.first else { return .incomplete }
    if let chord = KeyChord(controlCharacter: byte) { return .key(chord, length: 1) }
    if byte < 0x80 { return .key(KeyChord(.character(Character(Unicode.Scalar(byte)))), length: 1) }
    return utf8(input, isFinal)
  }

  private static func utf8(_ input: ArraySlice<UInt8>, _ isFinal: Bool) -> Token {
    guard let lead = input.first, let length = utf8Length(lead) else { return .unknown(length: 1) }
    let bytes = input.prefix(length)
    if let bad = bytes.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return .unknown(length: bad - input.startIndex)
    }
    guard bytes.count == length else { return isFinal ? .unknown(length: bytes.count) : .incomplete }
    guard let text = String(validating: bytes, as: UTF8.self), let character = text.first,
      character.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else { return .unknown(length: length) }
    return .key(KeyChord(.character(character)), length: length)
  }

  private static func utf8Length(_ lead: UInt8) -> Int? {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: nil
    }
  }

  /// What begins with ESC.
  private static func escaped(_ input: ArraySlice<UInt8>, _ isFinal: Bool) -> Token {
    let rest = input.dropFirst()
    guard let introducer = rest.first else {
      return isFinal ? .key(KeyChord(.escape), length: 1) : .incomplete
    }
    let token: Token
    switch introducer {
    case UInt8(ascii: "["): token = controlSequence(input)
    case UInt8(ascii: "O"): token = singleShift(input)
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      token = controlString(input)
    case 0x1B:
      // Alt with a key that is itself a sequence, or the Escape key struck before another: the first ESC is a key.
      return .key(KeyChord(.escape), length: 1)
    default: return alt(Token(rest, isFinal: isFinal))
    }
    guard case .incomplete = token, isFinal else { return token }
    // Nothing followed: the introducer is a character struck with Alt. Else it is the rest of a torn report.
    guard rest.count == 1 else { return .unknown(length: input.count) }
    return .key(KeyChord(.character(Character(Unicode.Scalar(introducer))), .alt), length: 2)
  }

  private static func alt(_ token: Token) -> Token {
    switch token {
    case .key(var chord, let length):
      chord.modifiers.insert(.alt)
      return .key(chord, length: length + 1)
    case .unknown(let length): return .unknown(length: length + 1)
    case .incomplete, .mouse, .pasteStart: return .incomplete
    }
  }
}
