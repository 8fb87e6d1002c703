import Screen
import Testing

@Suite("Text field")
struct TextFieldTests {
  static func type(_ names: String, into field: inout TextField) {
    for name in names.split(separator: " ") {
      if let chord = KeyChord(String(name)) { _ = field.handle(.key(chord)) }
    }
  }

  @Test(
    "Keys edit as in a shell",
    arguments: [
      ("w e b", "web|"), ("left X", "eth0 i|s up".replacing("i|s up", with: "is uX|p")), ("home X", "X|eth0 is up"),
      ("ctrl-a ctrl-k", "|"), ("ctrl-w", "eth0 is |"), ("ctrl-w ctrl-w", "eth0 |"),
      ("backspace backspace", "eth0 is |"),
      ("ctrl-left ctrl-left X", "eth0 X|is up"), ("home ctrl-right X", "eth0X| is up"), ("home alt-d", "| is up"),
      ("home del del", "|h0 is up"), ("left ctrl-u", "|p"), ("end right right X", "eth0 is upX|"),
      ("home left ctrl-d", "|th0 is up"),
    ])
  func editing(keys: String, expected: String) {
    var field = TextField(keys == "w e b" ? "" : "eth0 is up")
    Self.type(keys, into: &field)
    var shown = Array(field.text)
    shown.insert("|", at: field.cursor)
    #expect(String(shown) == expected)
  }

  @Test("A paste comes in on one line and without control characters, up to the limit")
  func paste() {
    var field = TextField("ab", limit: 8)
    field.moveCursor(to: 1)
    let isEditing = field.handle(.paste("x\ny\u{1B}z\tlong"))
    #expect(isEditing)
    #expect(field.text == "ax yz lb")
    #expect(field.cursor == 7)
  }

  @Test(
    "What is not editing is left to the caller",
    arguments: ["enter", "esc", "tab", "up", "ctrl-l", "alt-x", "f1", "shift-tab"])
  func notEditing(name: String) throws {
    var field = TextField("ab")
    let isEditing = try field.handle(.key(#require(KeyChord(name))))
    #expect(!isEditing)
    #expect(field.text == "ab")
  }

  @Test("The text scrolls so that the cursor can be seen")
  func drawing() {
    var canvas = Canvas<Int>(size: Size(columns: 6, rows: 1))
    TextField("漢字漢字").draw(on: &canvas, in: canvas.bounds)
    #expect(canvas.frame.text == " 漢字")
    #expect(canvas.frame.cursor == Position(column: 5))
    TextField().draw(on: &canvas, in: canvas.bounds, placeholder: "name or address")
    #expect(canvas.frame.text == "name …")
  }
}
