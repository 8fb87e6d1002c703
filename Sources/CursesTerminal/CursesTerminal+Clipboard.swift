extension CursesTerminal {
  /// Asks the terminal to put `text` into the clipboard of whoever sits before it, also over SSH (OSC 52 of xterm's
  /// ctlseqs). There is no answer: some terminals have to be allowed to.
  public func copy(_ text: String) {
    send(.clipboard(Array(text.utf8)))
  }
}

extension ControlString {
  fileprivate static func clipboard(_ content: [UInt8]) -> ControlString {
    ControlString("\u{1B}]52;c;\(base64(content))\u{7}")
  }

  /// RFC 4648, section 4.
  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return stride(from: 0, to: bytes.count, by: 3).reduce(into: "") { text, start in
      let group = bytes[start...].prefix(3)
      let bits = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32($1 < group.count ? group[start + $1] : 0) }
      for place in 0..<4 {
        text.append(place <= group.count ? digits[Int(bits >> UInt32(18 - 6 * place) & 63)] : "=")
      }
    }
  }
}
