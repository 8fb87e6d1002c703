import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("Keys")
struct KeyTests {
  @Test(
    "Moving keys select the row they say",
    arguments: [
      (["down"], 2), (["j", "j"], 3), (["j", "j", "k"], 2), (["up"], 1), (["end"], 13), (["G"], 13),
      (["G", "home"], 1), (["G", "g"], 1), (["pgdn"], 13), (["pgdn", "pgup"], 1), (["G", "down"], 13),
    ])
  func moving(keys: [String], row: Int) {
    var stage = Stage.tutorial()
    for key in keys { stage.press(key) }
    #expect(stage.screen.contains(" \(row)/13 "))
  }

  @Test("A page down goes a page less a row, so that the eye keeps its place")
  func pages() {
    var stage = Stage.seeing(CrowdedHost.snapshot(containers: 100))
    stage.press("2", "pgdn")
    #expect(stage.screen.contains(" 15/100 "))
    stage.press("pgdn", "pgup")
    #expect(stage.screen.contains(" 15/100 "))
  }

  @Test("Left folds a row, then leads to the one it hangs from; right opens it, then leads into it")
  func folding() {
    var stage = Stage.tutorial()
    stage.press("j", "j", "left")
    #expect(stage.selected?.contains("▸ docker0") == true)
    #expect(!stage.screen.contains("vethecd04f5"))
    stage.press("right")
    #expect(stage.screen.contains("vethecd04f5"))
    stage.press("l")
    #expect(stage.selected?.contains("vethecd04f5") == true)
    stage.press("j", "j", "h")
    #expect(stage.selected?.contains("docker0") == true)
  }

  @Test("Number keys show the views, and only views that exist have one", arguments: ["1", "2", "3", "4", "6", "7"])
  func views(key: String) {
    let titles = [
      "1": "╭ Wiring", "2": "╭ Containers", "3": "╭ Networks", "4": "╭ Links", "6": "╭ Problems", "7": "╭ Events",
    ]
    var stage = Stage.tutorial()
    stage.press("4", "5", "8")
    #expect(stage.screen.contains("╭ Links"))
    stage.press(key)
    #expect(stage.screen.contains(titles[key] ?? "?"))
  }

  @Test("Enter opens the selected object's page; Esc, q and Ctrl-C lead back", arguments: ["esc", "q", "ctrl-c"])
  func opening(back: String) {
    var stage = Stage.tutorial()
    stage.press("2", "enter")
    #expect(stage.screen.contains("╭ container bbox01"))
    stage.press(back)
    #expect(stage.screen.contains("╭ Containers"))
    #expect(stage.effects.isEmpty)
  }

  @Test("Esc never quits, however often it is struck")
  func escape() {
    var stage = Stage.tutorial()
    for _ in 0..<5 { stage.press("esc") }
    #expect(stage.effects.isEmpty)
  }

  @Test("q and Ctrl-C quit where there is no page to leave", arguments: ["q", "ctrl-c"])
  func quitting(key: String) {
    var stage = Stage.tutorial()
    stage.press(key)
    #expect(stage.effects == [.quit])
  }

  @Test(
    "Ctrl-L redraws and Ctrl-Z suspends, wherever the keyboard is", arguments: [[], ["?"], [":"], ["/"], ["enter"]])
  func everywhere(before: [String]) {
    var stage = Stage.tutorial()
    for key in before { stage.press(key) }
    stage.press("ctrl-l", "ctrl-z")
    #expect(stage.effects == [.redraw, .suspend])
  }

  @Test("o goes through the columns and back to the view's own order; O turns the order round")
  func sorting() {
    var stage = Stage.tutorial(columns: 80)
    stage.press("2", "o")
    #expect(stage.screen.contains("name▴"))
    stage.press("O")
    #expect(stage.screen.contains("name▾"))
    stage.press("o")
    #expect(stage.screen.contains("mode▴"))
    for _ in 0..<6 { stage.press("o") }
    #expect(!stage.lines[3].contains("▴") && !stage.lines[3].contains("▾"))
  }

  @Test("Numbers sort with the largest first, and what is unknown stays last either way")
  func sortingNumbers() {
    var stage = Stage.tutorial()
    stage.press("2", "o", "o", "o", "o", "o")
    #expect(stage.lines[3].contains("rx B/s▾"))
    #expect(stage.lines[4].contains("bbox01"))
    #expect(stage.lines[5].contains("web"))
    stage.press("O")
    #expect(stage.lines[4].contains("web"))
    #expect(stage.lines[5].contains("bbox01"))
    #expect(stage.lines[6].contains("bbox02"))
  }

  @Test("The tree has no columns to sort by, and says so")
  func sortingTree() {
    var stage = Stage.tutorial()
    stage.press("o")
    #expect(stage.screen.contains("the tree has its own order"))
  }

  @Test("A full stop shows the noise and hides it again")
  func noise() {
    var stage = Stage.tutorial()
    stage.press(".")
    #expect(stage.screen.contains("lo                    loopback"))
    stage.press(".")
    #expect(!stage.screen.contains("loopback                "))
  }

  @Test("b goes through the four units, says which, and comes back to the first")
  func units() {
    var stage = Stage.tutorial()
    let first = stage.screen
    for words in ["bytes, powers of 1024", "bits, powers of 1000", "bits, powers of 1024", "bytes, powers of 1000"] {
      stage.press("b")
      #expect(stage.screen.contains(words))
    }
    stage.wait(seconds: 2)
    stage.see(TutorialHost.snapshot(ticks: 3))
    #expect(stage.screen.contains("tx B/s") && first.contains("tx B/s"))
  }

  @Test("A toast goes after two seconds")
  func toast() {
    var stage = Stage.tutorial()
    stage.press("b")
    stage.wait(seconds: 1)
    #expect(stage.screen.contains("powers of 1024"))
    stage.wait(seconds: 1)
    #expect(!stage.screen.contains("powers of 1024"))
  }

  @Test("+ gives the list all the room and - takes it back")
  func zoom() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    #expect(stage.screen.contains("╭ namespace host"))
    stage.press("+")
    #expect(!stage.screen.contains("╭ namespace host"))
    stage.press("-")
    #expect(stage.screen.contains("╭ namespace host"))
  }

  @Test(
    "Tab takes the keyboard to the details, where keys scroll; Shift-Tab and Esc take it back",
    arguments: ["shift-tab", "esc"])
  func panes(back: String) {
    var stage = Stage.tutorial(columns: 120, rows: 30)
    stage.press("2", "tab", "down")
    #expect(stage.screen.contains(" 1/6 "))
    #expect(!stage.screen.contains("│ container  62626f783031"))
    stage.press(back, "down")
    #expect(stage.screen.contains(" 2/6 "))
  }

  @Test("On a narrow screen there is one pane, and Tab says how to see the details")
  func panesNarrow() {
    var stage = Stage.tutorial()
    stage.press("tab")
    #expect(stage.screen.contains("there is no room for details beside it: press Enter"))
  }

  @Test("< and > scroll sideways, and no further than to the edge")
  func sideways() {
    var stage = Stage.tutorial()
    let before = stage.screen
    stage.press(">")
    #expect(stage.screen != before)
    stage.press("<", "<")
    #expect(stage.screen == before)
  }

  @Test(
    "y copies the address; without one the id",
    arguments: [(["2"], "172.17.0.2"), (["3"], "172.17.0.0/16"), (["4"], "192.0.2.2"), ([], "192.0.2.2")])
  func copying(keys: [String], text: String) {
    var stage = Stage.tutorial()
    for key in keys { stage.press(key) }
    stage.press("y")
    #expect(stage.effects == [.copy(text)])
    #expect(stage.screen.contains("copied \(text)"))
  }

  @Test("m gives the mouse to the terminal and takes it back")
  func mouse() {
    var stage = Stage.tutorial()
    stage.press("m", "m")
    #expect(stage.effects == [.mouse(false), .mouse(true)])
  }

  @Test("An effect that failed is told with its reason")
  func failedEffect() {
    var stage = Stage.tutorial()
    stage.send(.failed(.copy("x"), "the terminal has no clipboard"))
    #expect(stage.screen.contains("copy: the terminal has no clipboard"))
  }

  @Test("A key that means nothing does nothing", arguments: ["e", "i", "A", "5", "f5", "alt-q", "ctrl-x"])
  func unboundKeys(key: String) {
    var stage = Stage.tutorial()
    let before = stage.screen
    stage.press(key)
    #expect(stage.screen == before)
    #expect(stage.effects.isEmpty)
  }

  @Test("The keymap is a value: another one rebinds keys, and help and footer follow")
  func rebinding() {
    var bindings = Keymap.standard.bindings.filter { $0.action != .quit }
    bindings.append(.init("Q", .quit))
    var stage = Stage(columns: 120, rows: 50)
    stage.state = State(size: Size(columns: 120, rows: 50), keymap: Keymap(bindings))
    stage.see(TutorialHost.snapshot())
    #expect(stage.screen.contains("Q quit"))
    stage.press("q")
    #expect(stage.effects.isEmpty)
    stage.press("Q")
    #expect(stage.effects == [.quit])
  }

  @Test("The help names every key of the keymap that does something in the view", arguments: ["1", "2"])
  func help(view: String) {
    var stage = Stage.tutorial(columns: 120, rows: 60)
    stage.press(view, "?")
    let unused: Set<Action> = view == "1" ? [.sort, .reverse] : [.fold, .unfold]
    for action in Set(Keymap.standard.bindings.map(\.action)).subtracting(unused) {
      #expect(stage.screen.contains(action.title), "\(action)")
    }
    for action in unused { #expect(!stage.screen.contains(action.title), "\(action)") }
    stage.press("esc")
    #expect(!stage.screen.contains("Keys in"))
  }

  @Test("In a table, which does not fold, the arrows scroll sideways")
  func arrowsInTables() {
    var stage = Stage.tutorial()
    stage.press("4")
    let before = stage.screen
    stage.press("right")
    #expect(stage.screen != before)
    stage.press("left")
    #expect(stage.screen == before)
  }

  @Test("A key bound to leaving works in fields too, unless it writes a letter there")
  func leavingFields() {
    var stage = Stage.tutorial()
    stage.state = State(
      size: Size(columns: 80, rows: 24), keymap: Keymap(Keymap.standard.bindings + [.init(.control("q"), .quit)]))
    stage.see(TutorialHost.snapshot())
    stage.press("/", "q", "ctrl-q")
    #expect(stage.effects.isEmpty)
    #expect(!stage.screen.contains("/q"))
    stage.press("ctrl-q")
    #expect(stage.effects == [.quit])
  }

  @Test("Below the smallest size only leaving works")
  func tooSmall() {
    var stage = Stage.tutorial(columns: 40, rows: 10)
    stage.press("2", "enter", "?", "p")
    #expect(stage.screen.contains("gantry needs 60×15"))
    stage.press("q")
    #expect(stage.effects == [.quit])
  }
}
