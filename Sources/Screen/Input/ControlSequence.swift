/// A control sequence taken apart.
struct ControlSequence {
  /// `<`, `?` and the like before the parameters.
  private(set) var marker: UInt8?
  /// The numbers; those left out are 0. Of parts separated by colons the first is kept.
  private(set) var parameters: [Int] = []
  private let hasIntermediates: Bool
  private let final: UInt8

  /// `body` is what stands between the introducer and the final byte.
  init(_ body: ArraySlice<UInt8>, final: UInt8) {
    self.final = final
    var body = body
    if let first = body.first, (0x3C...0x3F).contains(first) {
      marker = first
      body = body.dropFirst()
    }
    hasIntermediates = body.contains { $0 < 0x30 || $0 > 0x3B }
    guard !body.isEmpty, !hasIntermediates else { return }
    parameters = body.split(separator: 0x3B, omittingEmptySubsequences: false).map(Self.number)
  }

  /// What the sequence means.
  func token(length: Int) -> Token {
    guard !hasIntermediates else { return .unknown(length: length) }
    if marker == UInt8(ascii: "<") { return mouse(length) }
    guard marker == nil else { return .unknown(length: length) }
    switch final {
    case UInt8(ascii: "~"): return tilde(length)
    case UInt8(ascii: "u"): return character(parameter(0), modifier: parameter(1), length)
    case UInt8(ascii: "Z"): return .key(.backTab, length: length)
    default:
      guard let key = Key(finalOfReport: final) else { return .unknown(length: length) }
      return .key(KeyChord(key, Modifiers(parameter: parameter(1))), length: length)
    }
  }

  private func parameter(_ index: Int) -> Int {
    index < parameters.count ? parameters[index] : 0
  }

  private func mouse(_ length: Int) -> Token {
    guard parameters.count == 3, final == UInt8(ascii: "M") || final == UInt8(ascii: "m"),
      let event = MouseEvent(
        code: parameters[0], column: parameters[1], row: parameters[2], isRelease: final == UInt8(ascii: "m"))
    else { return .unknown(length: length) }
    return .mouse(event, length: length)
  }

  private func tilde(_ length: Int) -> Token {
    switch parameter(0) {
    case 200: return .pasteStart(length: length)
    // xterm's modifyOtherKeys: CSI 27 ; modifier ; code ~
    case 27 where parameters.count == 3: return character(parameter(2), modifier: parameter(1), length)
    default:
      guard let key = Key(numberOfReport: parameter(0)) else { return .unknown(length: length) }
      return .key(KeyChord(key, Modifiers(parameter: parameter(1))), length: length)
    }
  }

  /// A character told by its code (fixterms, kitty).
  private func character(_ code: Int, modifier: Int, _ length: Int) -> Token {
    let modifiers = Modifiers(parameter: modifier)
    if let byte = UInt8(exactly: code), byte < 0x20 || byte == 0x7F, var chord = KeyChord(controlCharacter: byte) {
      chord.modifiers.formUnion(modifiers)
      return .key(chord, length: length)
    }
    guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init), scalar.value >= 0x20,
      scalar.properties.generalCategory != .control, scalar.properties.generalCategory != .privateUse
    else { return .unknown(length: length) }
    return .key(KeyChord(.character(Character(scalar)), modifiers.subtracting(.shift)), length: length)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.prefix { $0 != UInt8(ascii: ":") }.reduce(0) { min($0 * 10 + Int($1) - 0x30, 1 << 24) }
  }
}
