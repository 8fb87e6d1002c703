import CVTerm

/// The screen that a terminal would show for the bytes it got, kept by libvterm.
final class VirtualScreen {
  private let terminal: OpaquePointer
  private let screen: OpaquePointer
  private let rows: Int
  private let columns: Int

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    terminal = vterm_new(Int32(rows), Int32(columns))
    vterm_set_utf8(terminal, 1)
    screen = vterm_obtain_screen(terminal)
    vterm_screen_enable_altscreen(screen, 1)
    vterm_screen_reset(screen, 1)
  }

  deinit { vterm_free(terminal) }

  /// Takes bytes in; returns what the terminal answers.
  func feed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.withUnsafeBytes { buffer in
      _ = vterm_input_write(terminal, buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
    }
    var answer = [CChar](repeating: 0, count: vterm_output_get_buffer_current(terminal))
    vterm_output_read(terminal, &answer, answer.count)
    return answer.map(UInt8.init(bitPattern:))
  }

  /// What can be read, line by line.
  var text: String { (0..<rows).map(line).joined(separator: "\n") }

  /// True where all these stand in one line.
  func shows(_ texts: String...) -> Bool {
    (0..<rows).contains { row in
      let line = line(row)
      return texts.allSatisfy { line.contains($0) }
    }
  }

  private func line(_ row: Int) -> String {
    var bytes = [CChar](repeating: 0, count: columns * 8)
    let place = VTermRect(start_row: Int32(row), end_row: Int32(row + 1), start_col: 0, end_col: Int32(columns))
    let count = vterm_screen_get_text(screen, &bytes, bytes.count, place)
    return String(decoding: bytes[..<min(count, bytes.count)].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
