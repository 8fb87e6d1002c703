import Screen
import TestSupport
import Testing

@Suite("Scripted terminal")
struct ScriptedTerminalTests {
  @Test("It types its script, takes on the sizes in it and keeps what it was shown")
  func script() {
    let terminal = ScriptedTerminal(script: [.key("q"), .resize(Size(columns: 60, rows: 15))])
    #expect(terminal.nextEvent() == .key("q"))
    #expect(terminal.size == Size(columns: 80, rows: 24))
    #expect(terminal.nextEvent() == .resize(Size(columns: 60, rows: 15)))
    #expect(terminal.size == Size(columns: 60, rows: 15))
    #expect(terminal.nextEvent() == nil)
    terminal.present(Frame(size: terminal.size))
    #expect(terminal.frame?.size == terminal.size)
  }
}
