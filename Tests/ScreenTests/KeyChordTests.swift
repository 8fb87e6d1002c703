import Screen
import Testing

@Suite("Key chords")
struct KeyChordTests {
  @Test(
    "A chord reads as it is written",
    arguments: [
      ("g", KeyChord(.character("g"))), ("G", KeyChord(.character("G"))), ("ctrl-l", .control("l")),
      ("shift-tab", .backTab),
      ("-", KeyChord(.character("-"))), ("ctrl--", .control("-")), ("alt-x", KeyChord(.character("x"), .alt)),
      ("space", KeyChord(.character(" "))), ("ctrl-space", .control(" ")), ("f12", KeyChord(.function(12))),
      ("pgup", KeyChord(.pageUp)), ("esc", KeyChord(.escape)),
      ("ctrl-alt-shift-up", KeyChord(.up, [.control, .alt, .shift])),
    ])
  func roundTrip(text: String, chord: KeyChord) {
    #expect(KeyChord(text) == chord)
    #expect(chord.description == text)
  }

  @Test(
    "Other spellings are understood",
    arguments: [
      ("Ctrl-L", "ctrl-l"), ("CTRL-PGUP", "ctrl-pgup"), ("shift-g", "G"), ("alt-ctrl-x", "ctrl-alt-x"), ("Esc", "esc"),
    ])
  func spellings(text: String, canonical: String) {
    #expect(KeyChord(text)?.description == canonical)
  }

  @Test(
    "What is no chord is not taken for one", arguments: ["", "ctrl-", "foo", "f13", "f0", "hyper-x", "ctrl-foo", "xy"])
  func nonsense(text: String) {
    #expect(KeyChord(text) == nil)
  }
}
