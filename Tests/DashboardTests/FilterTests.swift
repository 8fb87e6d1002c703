import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("Filters")
struct FilterTests {
  @Test("A filter applies while it is typed, Enter keeps it and Esc clears it")
  func typing() {
    var stage = Stage.tutorial()
    stage.press("2", "/")
    stage.type("bbox")
    #expect(stage.screen.contains(" 1/4 "))
    stage.type("03")
    #expect(stage.screen.contains(" 1/1 "))
    stage.press("enter", "p")
    #expect(stage.screen.contains("paused"))
    #expect(stage.screen.contains("/bbox03"))
    stage.press("esc")
    #expect(stage.screen.contains(" 3/6 "))
  }

  @Test("Letters typed into the field are no commands", arguments: ["q", "p", "2", "?", "."])
  func letters(key: String) {
    var stage = Stage.tutorial()
    stage.press("/", key)
    #expect(stage.effects.isEmpty)
    #expect(stage.screen.contains("/\(key)"))
  }

  @Test("The selection can be moved while a filter is typed")
  func movingWhileTyping() {
    var stage = Stage.tutorial()
    stage.press("2", "/")
    stage.type("bbox")
    stage.press("down", "down")
    #expect(stage.screen.contains(" 3/4 "))
  }

  @Test("In the tree the first row that matches is selected, not the one it hangs from")
  func selectsMatch() {
    var stage = Stage.tutorial()
    stage.press("/")
    stage.type("web")
    #expect(stage.screen.contains(" 3/3 "))
    #expect(stage.screen.contains(" container web"))
  }

  @Test("What is wrong with a filter stands beside it, and the words before still hold")
  func errors() {
    var stage = Stage.tutorial()
    stage.press("2", "/")
    stage.type("bbox mode:")
    #expect(stage.screen.contains("a value is missing after"))
    #expect(stage.screen.contains(" 1/4 "))
    stage.type("none")
    #expect(!stage.screen.contains("a value is missing"))
    #expect(stage.screen.contains(" 1/1 "))
  }

  @Test(
    "Fields and numbers with units work as on the command line",
    arguments: [
      ("mode:host", "bbox02"), ("ip:172.17.0.3", "web"), ("rate>1k", "bbox01"), ("state:exited", "old"),
    ])
  func fields(filter: String, name: String) {
    var stage = Stage.tutorial()
    stage.press("2", "/")
    stage.type(filter)
    #expect(stage.screen.contains(" 1/1 "))
    #expect(stage.lines[5].contains(name))
  }

  @Test("What must not hold is asked of a row's own object, not of what it mentions")
  func negation() {
    var stage = Stage.tutorial()
    stage.press("/")
    stage.type("!web !bbox")
    #expect(!stage.screen.contains("vethecd04f5"))
    #expect(!stage.screen.contains("veth77a01cc"))
    #expect(stage.screen.contains("br-lab"))
  }

  @Test("Each view has a filter of its own")
  func perView() {
    var stage = Stage.tutorial()
    stage.press("2", "/")
    stage.type("web")
    stage.press("enter", "3")
    #expect(stage.screen.contains(" 1/4 "))
    stage.press("2")
    #expect(stage.screen.contains(" 1/1 "))
  }

  @Test("A paste goes into the field that has the keyboard, and nowhere else")
  func pasting() {
    var stage = Stage.tutorial()
    let before = stage.screen
    stage.send(.input(.paste("q\rd\u{1B}"), on: nil))
    #expect(stage.screen == before)
    #expect(stage.effects.isEmpty)
    stage.press("2", "/")
    stage.send(.input(.paste("web"), on: nil))
    #expect(stage.screen.contains(" 1/1 "))
  }

  @Test("A filter stays while pictures come in, and takes new rows in")
  func refreshing() {
    var stage = Stage.seeing(CrowdedHost.snapshot(containers: 3))
    stage.press("2", "/")
    stage.type("worker")
    #expect(stage.screen.contains(" 1/3 "))
    stage.see(CrowdedHost.snapshot(containers: 7, ticks: 1))
    #expect(stage.screen.contains(" 1/7 "))
  }

  @Test("A bridge looked for by its name or its network's brings along what is plugged into it")
  func portsComeAlong() {
    for name in ["docker0", "bridge"] {
      var stage = Stage.tutorial()
      stage.press("/")
      stage.type(name)
      #expect(stage.screen.contains("vethecd04f5") && stage.screen.contains("web"))
      #expect(!stage.screen.contains("br-lab"))
    }
  }

  @Test("A bridge that a field asks for brings nothing along")
  func portsStayAway() {
    var stage = Stage.tutorial()
    stage.press("/")
    stage.type("kind:bridge")
    #expect(stage.screen.contains("docker0") && stage.screen.contains("br-lab"))
    #expect(!stage.screen.contains("vethecd04f5"))
  }
}
