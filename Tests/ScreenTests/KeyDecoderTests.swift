import Testing

@testable import Screen

@Suite("Key decoder")
struct KeyDecoderTests {
  static func decode(_ text: String) -> [InputEvent] {
    var decoder = KeyDecoder()
    let events = decoder.feed(Array(text.utf8), now: 0)
    return events + decoder.flush(now: 1_000_000_000)
  }

  @Test(
    "Reports are the keys that were struck",
    arguments: [
      ("g", "g"), ("G", "G"), ("é", "é"), ("漢", "漢"), (" ", "space"), ("\r", "enter"), ("\n", "enter"), ("\t", "tab"),
      ("\u{7F}", "backspace"), ("\u{8}", "backspace"), ("\u{C}", "ctrl-l"), ("\u{0}", "ctrl-space"), ("\u{1B}", "esc"),
      ("\u{1B}x", "alt-x"), ("\u{1B}\u{7F}", "alt-backspace"), ("\u{1B}é", "alt-é"), ("\u{1B}[", "alt-["),
      ("\u{1B}O", "alt-O"),
      ("\u{1B}[A", "up"), ("\u{1B}OA", "up"), ("\u{1B}[1;5D", "ctrl-left"), ("\u{1B}[1;2B", "shift-down"),
      ("\u{1B}[1;8C", "ctrl-alt-shift-right"), ("\u{1B}[H", "home"), ("\u{1B}[1~", "home"), ("\u{1B}[7~", "home"),
      ("\u{1B}[F", "end"), ("\u{1B}[4~", "end"), ("\u{1B}[5~", "pgup"), ("\u{1B}[6;5~", "ctrl-pgdn"),
      ("\u{1B}[2~", "ins"),
      ("\u{1B}[3~", "del"), ("\u{1B}[Z", "shift-tab"), ("\u{1B}OP", "f1"), ("\u{1B}[11~", "f1"), ("\u{1B}[[A", "f1"),
      ("\u{1B}[15~", "f5"), ("\u{1B}[17~", "f6"), ("\u{1B}[24~", "f12"), ("\u{1B}[1;2P", "shift-f1"),
      ("\u{1B}O5P", "ctrl-f1"),
      ("\u{1B}[97;5u", "ctrl-a"), ("\u{1B}[27;5;97~", "ctrl-a"), ("\u{1B}[13;5u", "ctrl-enter"), ("\u{1B}OM", "enter"),
    ])
  func keys(bytes: String, name: String) throws {
    let chord = try #require(KeyChord(name))
    #expect(Self.decode(bytes) == [.key(chord)])
  }

  @Test(
    "Sequences without a meaning are passed over as a whole",
    arguments: [
      "\u{1B}[?62;1;4c", "\u{1B}[>0;276;0c", "\u{1B}[99~", "\u{1B}[1;5y", "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\",
      "\u{1B}]0;title\u{7}", "\u{1B}P1+r\u{1B}\\", "\u{1B}[<0;1M", "\u{1B}[<0;0;0M", "\u{1B}[<999;1;1M", "\u{1B}[I",
      "\u{1B}[O",
      "\u{1B}[0 q", "\u{1B}[57399;1:3u",
    ])
  func unknown(bytes: String) {
    #expect(Self.decode(bytes + "x") == [.unknown(Array(bytes.utf8)), .key("x")])
  }

  @Test("An ESC waits for its sequence; by time it is the Escape key")
  func escape() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B], now: 100) == [])
    #expect(decoder.deadline == 100 + decoder.escapeTimeout)
    #expect(decoder.flush(now: 101) == [])
    #expect(decoder.feed(Array("[A".utf8), now: 102) == [.key(KeyChord(.up))])
    #expect(decoder.deadline == nil)
    #expect(decoder.feed([0x1B], now: 200) == [])
    #expect(decoder.flush(now: 200 + decoder.escapeTimeout) == [.key(KeyChord(.escape))])
    #expect(decoder.deadline == nil)
  }

  @Test("A report torn by time is passed over, and its rest doesn't wait for ever")
  func torn() {
    var decoder = KeyDecoder()
    #expect(decoder.feed(Array("\u{1B}[<0;12".utf8), now: 0) == [])
    #expect(decoder.flush(now: 1_000_000_000) == [.unknown(Array("\u{1B}[<0;12".utf8))])
  }

  @Test(
    "The mouse is understood in SGR and X10 form",
    arguments: [
      ("\u{1B}[<0;5;3M", MouseEvent(.press(.left), at: Position(column: 4, row: 2))),
      ("\u{1B}[<0;500;300m", MouseEvent(.release, at: Position(column: 499, row: 299))),
      ("\u{1B}[<2;1;1M", MouseEvent(.press(.right), at: .zero)),
      ("\u{1B}[<64;5;3M", MouseEvent(.wheelUp, at: Position(column: 4, row: 2))),
      ("\u{1B}[<81;5;3M", MouseEvent(.wheelDown, at: Position(column: 4, row: 2), .control)),
      ("\u{1B}[<32;5;3M", MouseEvent(.drag(.left), at: Position(column: 4, row: 2))),
      ("\u{1B}[M %#", MouseEvent(.press(.left), at: Position(column: 4, row: 2))),
      ("\u{1B}[M#%#", MouseEvent(.release, at: Position(column: 4, row: 2))),
      ("\u{1B}[M`%#", MouseEvent(.wheelUp, at: Position(column: 4, row: 2))),
    ])
  func mouse(bytes: String, expected: MouseEvent) {
    #expect(Self.decode(bytes) == [.mouse(expected)])
  }

  @Test("Two presses at one place in time are a double click, a third begins anew")
  func doubleClick() {
    var decoder = KeyDecoder()
    func actions(_ report: String, at time: UInt64) -> [MouseEvent.Action] {
      decoder.feed(Array(report.utf8), now: time).compactMap {
        if case .mouse(let event) = $0 { event.action } else { nil }
      }
    }
    #expect(actions("\u{1B}[<0;5;3M\u{1B}[<0;5;3m", at: 0) == [.press(.left), .release])
    #expect(actions("\u{1B}[<0;5;3M\u{1B}[<0;5;3m", at: 300_000_000) == [.doubleClick(.left), .release])
    #expect(actions("\u{1B}[<0;5;3M", at: 350_000_000) == [.press(.left)])
    #expect(actions("\u{1B}[<0;6;3M", at: 360_000_000) == [.press(.left)])
    #expect(actions("\u{1B}[<0;6;3M", at: 900_000_000) == [.press(.left)])
  }

  @Test("A paste is one event, whatever keys it seems to hold, and is cut at its limit")
  func paste() {
    #expect(Self.decode("\u{1B}[200~q\u{1B}[A\r漢\u{1B}[201~x") == [.paste("q\u{1B}[A\r漢"), .key("x")])
    var decoder = KeyDecoder()
    decoder.pasteLimit = 3
    #expect(decoder.feed(Array("\u{1B}[200~abcdef\u{1B}[20".utf8), now: 0) == [])
    #expect(decoder.deadline == nil)
    #expect(decoder.feed(Array("1~".utf8), now: 9_000_000_000) == [.paste("abc")])
  }

  @Test("Broken UTF-8 is passed over without taking what follows")
  func brokenUTF8() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0xE6, 0xBC, 0x41], now: 0) == [.unknown([0xE6, 0xBC]), .key("A")])
    #expect(decoder.feed([0xFF, 0xC0, 0x42], now: 0) == [.unknown([0xFF]), .unknown([0xC0]), .key("B")])
    #expect(decoder.feed([0xED, 0xA0, 0x80], now: 0) == [.unknown([0xED, 0xA0, 0x80])])
    #expect(decoder.feed([0xE6, 0xBC], now: 0) == [])
    #expect(decoder.feed([0xA2], now: 0) == [.key("漢")])
  }

  @Test("However bytes are cut into reads, the events are the same", arguments: 0..<200)
  func anyCut(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "\u{1B}[A", "\u{1B}OP", "\u{1B}[<0;5;3M", "\u{1B}[M %#", "漢", "x", "\u{1B}[200~p\u{1B}q\u{1B}[201~",
      "\u{1B}[9;9;9z", "\u{1B}]0;t\u{7}",
    ]
    let bytes = (0..<12).flatMap { _ in Array((pieces.randomElement(using: &generator) ?? "").utf8) }
    var whole = KeyDecoder()
    let expected = whole.feed(bytes, now: 0)
    var cut = KeyDecoder()
    var events: [InputEvent] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Int.random(in: 1...5, using: &generator)
      events += cut.feed(rest.prefix(count), now: 0)
      rest = rest.dropFirst(count)
    }
    #expect(events == expected)
    #expect(cut.deadline == nil)
  }

  @Test("Any bytes are taken, all of them, and none is waited for without end", arguments: 0..<300)
  func anyBytes(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let likely: [UInt8] = [
      0x1B, 0x5B, 0x4F, 0x4D, 0x3C, 0x3B, 0x30, 0x39, 0x7E, 0x6D, 0x75, 0x5D, 0x07, 0x50, 0xE6, 0xBC,
    ]
    var decoder = KeyDecoder()
    var now: UInt64 = 0
    for _ in 0..<40 {
      let bytes = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? likely.randomElement(using: &generator) ?? 0 : UInt8.random(in: 0...255, using: &generator)
      }
      _ = decoder.feed(bytes, now: now)
      now += 1_000_000_000
      _ = decoder.flush(now: now)
      #expect(decoder.deadline == nil)
    }
  }
}
