extension Token {
  /// The longest sequence that is waited for.
  private static let longest = 4096

  /// ESC [ parameters intermediates final (ECMA-48, 5.4).
  static func controlSequence(_ input: ArraySlice<UInt8>) -> Token {
    let body = input.dropFirst(2)
    if body.first == UInt8(ascii: "M") { return oldMouse(input) }
    // The Linux console sends ESC [ [ A to E for F1 to F5.
    if body.first == UInt8(ascii: "[") { return consoleFunctionKey(input) }
    guard let end = body.firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
      return input.count < longest ? .incomplete : .unknown(length: input.count)
    }
    let length = end - input.startIndex + 1
    // A byte that can't be part of a sequence ends it, and stands for itself.
    guard (0x40...0x7E).contains(input[end]) else { return .unknown(length: length - 1) }
    return ControlSequence(body[body.startIndex..<end], final: input[end]).token(length: length)
  }

  /// ESC O final: the keypad and F1 to F4 (VT220), sometimes with a modifier before the final.
  static func singleShift(_ input: ArraySlice<UInt8>) -> Token {
    let body = input.dropFirst(2)
    let digits = body.prefix { (0x30...0x3B).contains($0) }
    guard let final = body.dropFirst(digits.count).first else {
      return digits.count < 8 ? .incomplete : .unknown(length: input.count)
    }
    let length = 3 + digits.count
    guard (0x40...0x7E).contains(final) else { return .unknown(length: length - 1) }
    let modifier = ControlSequence(digits, final: final).parameters.last ?? 1
    guard let key = Key(finalOfReport: final) ?? Key(finalOfKeypad: final) else { return .unknown(length: length) }
    return .key(KeyChord(key, Modifiers(parameter: modifier)), length: length)
  }

  /// ESC ] and the like, up to BEL or ESC \: answers of the terminal that were not asked for.
  static func controlString(_ input: ArraySlice<UInt8>) -> Token {
    let body = input.dropFirst(2)
    guard let end = body.firstIndex(where: { $0 == 0x07 || $0 == 0x1B || $0 == 0x9C }) else {
      return input.count < longest ? .incomplete : .unknown(length: input.count)
    }
    let length = end - input.startIndex + 1
    guard input[end] == 0x1B else { return .unknown(length: length) }
    guard let last = input[end...].dropFirst().first else { return .incomplete }
    return .unknown(length: last == UInt8(ascii: "\\") ? length + 1 : length - 1)
  }

  /// ESC [ M and three bytes, each 32 more than what it says.
  private static func oldMouse(_ input: ArraySlice<UInt8>) -> Token {
    let report = input.dropFirst(3).prefix(3).map { Int($0) - 32 }
    guard report.count == 3 else { return .incomplete }
    let event = MouseEvent(code: report[0], column: report[1], row: report[2], isRelease: false)
    return event.map { .mouse($0, length: 6) } ?? .unknown(length: 6)
  }

  private static func consoleFunctionKey(_ input: ArraySlice<UInt8>) -> Token {
    guard let letter = input.dropFirst(3).first else { return .incomplete }
    let number = Int(letter) - 0x40
    return (1...5).contains(number) ? .key(KeyChord(.function(number)), length: 4) : .unknown(length: 4)
  }
}
