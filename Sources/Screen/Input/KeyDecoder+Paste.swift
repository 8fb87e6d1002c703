extension KeyDecoder {
  /// A paste that is under way.
  struct Paste: Sendable {
    var bytes: [UInt8] = []
  }

  /// ESC [ 201 ~
  private static let end: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

  /// Moves bytes from `input` to the paste; returns it when its end has come.
  mutating func continuePaste(_ input: inout ArraySlice<UInt8>) -> InputEvent? {
    guard var current = paste else { return nil }
    paste = nil
    while let byte = input.first {
      if byte == Self.end[0] {
        let candidate = input.prefix(Self.end.count)
        if candidate.elementsEqual(Self.end) {
          input = input.dropFirst(Self.end.count)
          return .paste(String(decoding: current.bytes, as: UTF8.self))
        }
        // The rest of the end may still come.
        if candidate.elementsEqual(Self.end.prefix(candidate.count)) { break }
      }
      if current.bytes.count < pasteLimit { current.bytes.append(byte) }
      input = input.dropFirst()
    }
    paste = current
    return nil
  }
}
