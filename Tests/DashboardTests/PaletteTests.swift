import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("The command palette")
struct PaletteTests {
  @Test(
    "A few letters find a command, the best first",
    arguments: [
      ("net", "show networks"), ("pau", "pause or go on"), ("cpid", "copy id"), ("rdr", "redraw the screen"),
      ("unit", "change units"),
    ])
  func finding(letters: String, title: String) {
    var palette = Palette()
    palette.field.insert(letters)
    #expect(palette.matches.first?.title == title)
  }

  @Test("Enter does the selected command, Esc leaves without doing any")
  func doing() {
    var stage = Stage.tutorial()
    stage.press(":")
    stage.type("networks")
    stage.press("enter")
    #expect(stage.screen.contains("╭ Networks"))
    stage.press(":")
    stage.type("quit")
    stage.press("esc", "esc")
    #expect(stage.effects.isEmpty)
  }

  @Test("The arrows choose among the commands that fit")
  func choosing() {
    var stage = Stage.tutorial()
    stage.press(":")
    stage.type("show")
    stage.press("down", "down", "up", "down", "enter")
    #expect(stage.screen.contains("╭ Networks"))
  }

  @Test("A command that cannot be done now says why, before and after it is chosen")
  func disabled() {
    var stage = Stage.tutorial()
    stage.press(":")
    stage.type("reverse")
    #expect(stage.screen.contains("the tree has its own order"))
    stage.press("enter")
    #expect(stage.screen.contains("the tree has its own order"))
  }

  @Test("Every command shows its key")
  func keys() {
    var stage = Stage.tutorial(columns: 80, rows: 60)
    stage.press(":")
    for action in Action.allCases where action.isNamed {
      guard let key = Keymap.standard.hint(for: action, .unicode) else { continue }
      #expect(stage.lines.contains { $0.contains(action.title) && $0.contains("\(key) │") }, "\(action)")
    }
  }

  @Test("Nothing fits nonsense, and Enter then does nothing")
  func nothingFits() {
    var stage = Stage.tutorial()
    stage.press(":")
    stage.type("zzz")
    #expect(stage.screen.contains("No such command."))
    stage.press("enter")
    #expect(stage.effects.isEmpty)
  }
}
