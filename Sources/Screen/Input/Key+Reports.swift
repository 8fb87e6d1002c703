extension KeyChord {
  /// The key behind a control character of ASCII; `nil` for other bytes.
  init?(controlCharacter byte: UInt8) {
    switch byte {
    case 0x00: self.init(.character(" "), .control)
    case 0x09: self.init(.tab)
    case 0x0D, 0x0A: self.init(.enter)
    case 0x1B: self.init(.escape)
    case 0x08, 0x7F: self.init(.backspace)
    case 0x01...0x1A: self.init(.character(Character(Unicode.Scalar(byte + 0x60))), .control)
    case 0x1C...0x1F: self.init(.character(Character(Unicode.Scalar(byte + 0x40))), .control)
    default: return nil
    }
  }
}

extension Modifiers {
  /// Modifiers as they are counted in reports: 1 more than their bits; 0 if left out.
  init(parameter: Int) {
    self = Modifiers(rawValue: max(0, parameter - 1) & 7)
  }
}

extension Key {
  /// Keys that a report tells by its final byte.
  init?(finalOfReport final: UInt8) {
    switch final {
    case UInt8(ascii: "A"): self = .up
    case UInt8(ascii: "B"): self = .down
    case UInt8(ascii: "C"): self = .right
    case UInt8(ascii: "D"): self = .left
    case UInt8(ascii: "F"): self = .end
    case UInt8(ascii: "H"): self = .home
    case UInt8(ascii: "P")...UInt8(ascii: "S"): self = .function(Int(final) - 0x4F)
    default: return nil
    }
  }

  /// Keys of the keypad in application mode (VT220).
  init?(finalOfKeypad final: UInt8) {
    switch final {
    case UInt8(ascii: "M"): self = .enter
    case UInt8(ascii: "X"): self = .character("=")
    case UInt8(ascii: "j")...UInt8(ascii: "y"): self = .character(Character(Unicode.Scalar(final - 0x40)))
    default: return nil
    }
  }

  /// Keys that a report tells by a number, in the numbering of VT220 and rxvt.
  init?(numberOfReport number: Int) {
    switch number {
    case 1, 7: self = .home
    case 2: self = .insert
    case 3: self = .delete
    case 4, 8: self = .end
    case 5: self = .pageUp
    case 6: self = .pageDown
    case 11...15: self = .function(number - 10)
    case 17...21: self = .function(number - 11)
    case 23, 24: self = .function(number - 12)
    default: return nil
    }
  }
}
