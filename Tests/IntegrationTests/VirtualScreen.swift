#if canImport(CVTerm)
  import CVTerm
  import Screen

  /// The screen that a terminal would show for the bytes it got, kept by libvterm.
  final class VirtualScreen {
    /// A cell as it is shown.
    struct Cell: Equatable {
      var text: String
      var isBold: Bool
      var isUnderlined: Bool
      var isReversed: Bool
      /// A place in the palette; `nil` for the terminal's own colour.
      var foreground: UInt8?
      var background: UInt8?
    }

    private let terminal: OpaquePointer
    private let screen: OpaquePointer
    private(set) var size: Size

    init(size: Size) {
      self.size = size
      terminal = vterm_new(Int32(size.rows), Int32(size.columns))
      vterm_set_utf8(terminal, 1)
      screen = vterm_obtain_screen(terminal)
      vterm_screen_enable_altscreen(screen, 1)
      vterm_screen_reset(screen, 1)
    }

    deinit {
      vterm_free(terminal)
    }

    /// Takes bytes in; returns what the terminal answers.
    func feed(_ bytes: [UInt8]) -> [UInt8] {
      bytes.withUnsafeBytes { buffer in
        _ = vterm_input_write(terminal, buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
      }
      return takeOutput()
    }

    /// Presses and releases the left button; returns the reports, in the form the program asked for.
    func click(_ position: Position) -> [UInt8] {
      vterm_mouse_move(terminal, Int32(position.row), Int32(position.column), VTERM_MOD_NONE)
      vterm_mouse_button(terminal, 1, true, VTERM_MOD_NONE)
      vterm_mouse_button(terminal, 1, false, VTERM_MOD_NONE)
      return takeOutput()
    }

    func resize(to size: Size) {
      self.size = size
      vterm_set_size(terminal, Int32(size.rows), Int32(size.columns))
    }

    /// What can be read, line by line, without spaces at the ends.
    var text: String {
      (0..<size.rows).map(text(ofRow:)).joined(separator: "\n")
    }

    func text(ofRow row: Int) -> String {
      var text = ""
      for column in 0..<size.columns {
        text += self[Position(column: column, row: row)].text
      }
      while text.last == " " { text.removeLast() }
      return text
    }

    /// The cell at a position; without text in the right half of a wide character.
    subscript(position: Position) -> Cell {
      var cell = VTermScreenCell()
      vterm_screen_get_cell(screen, VTermPos(row: Int32(position.row), col: Int32(position.column)), &cell)
      return Cell(
        text: Self.text(of: cell), isBold: cell.attrs.bold != 0, isUnderlined: cell.attrs.underline != 0,
        isReversed: cell.attrs.reverse != 0, foreground: Self.index(of: cell.fg), background: Self.index(of: cell.bg))
    }

    /// The position of the first cell of `text`.
    func position(of text: String) -> Position? {
      for row in 0..<size.rows {
        let rest = self.text(ofRow: row)
        guard let range = rest.firstRange(of: text) else { continue }
        return Position(column: String(rest[..<range.lowerBound]).columns, row: row)
      }
      return nil
    }

    private static func text(of cell: VTermScreenCell) -> String {
      var text = ""
      withUnsafeBytes(of: cell.chars) { bytes in
        // libvterm marks the right half of a wide character by a character that there is not.
        for value in bytes.bindMemory(to: UInt32.self).prefix(while: { $0 != 0 && $0 != UInt32.max }) {
          if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
      }
      let isRightHalf = cell.chars.0 == UInt32.max
      return text.isEmpty && !isRightHalf ? " " : text
    }

    private static func index(of color: VTermColor) -> UInt8? {
      let isDefault = UInt32(color.type) & VTERM_COLOR_DEFAULT_MASK.rawValue != 0
      let isIndexed = UInt32(color.type) & VTERM_COLOR_TYPE_MASK.rawValue == VTERM_COLOR_INDEXED.rawValue
      return !isDefault && isIndexed ? color.indexed.idx : nil
    }

    private func takeOutput() -> [UInt8] {
      let count = vterm_output_get_buffer_current(terminal)
      var bytes = [UInt8](repeating: 0, count: count)
      bytes.withUnsafeMutableBytes { buffer in
        _ = vterm_output_read(terminal, buffer.bindMemory(to: CChar.self).baseAddress, count)
      }
      return bytes
    }
  }
#endif
