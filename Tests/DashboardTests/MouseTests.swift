import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("The mouse")
struct MouseTests {
  @Test("A click selects the row it is on, a double click opens it")
  func selecting() {
    var stage = Stage.tutorial()
    stage.mouse(on: "veth77a01cc")
    #expect(stage.selected?.contains("veth77a01cc") == true)
    stage.mouse(.doubleClick(.left), on: "br-lab")
    #expect(stage.screen.contains("╭ link host/br-lab"))
  }

  @Test("A click on a tab shows its view")
  func tabs() {
    var stage = Stage.tutorial()
    stage.mouse(on: "3 Networks")
    #expect(stage.screen.contains("╭ Networks"))
  }

  @Test("A click on a heading sorts by it, another turns the order round")
  func headings() {
    var stage = Stage.tutorial()
    stage.press("2")
    stage.mouse(on: "mode ")
    #expect(stage.screen.contains("mode▴"))
    stage.mouse(on: "mode▴")
    #expect(stage.screen.contains("mode▾"))
  }

  @Test("A click on what the footer offers does it; on what is dim it does nothing")
  func footer() {
    var stage = Stage.tutorial()
    stage.mouse(on: "n network")
    #expect(stage.screen.contains("New network"))
    stage.press("esc")
    stage.mouse(on: "a attach")
    #expect(!stage.screen.contains("Attach "))
    stage.mouse(on: "q quit")
    #expect(stage.effects == [.quit])
  }

  @Test("The wheel scrolls the list and takes the selection along as far as needed")
  func wheel() {
    var stage = Stage.seeing(CrowdedHost.snapshot(containers: 100))
    stage.press("2")
    stage.mouse(.wheelDown, on: "worker-005")
    #expect(stage.lines[4].contains("worker-003"))
    #expect(stage.screen.contains(" 4/100 "))
    stage.mouse(.wheelUp, on: "worker-005")
    #expect(stage.lines[4].contains("worker-000"))
  }

  @Test("The wheel over the details scrolls them and leaves the list alone")
  func wheelOnDetails() {
    var stage = Stage.tutorial(columns: 120, rows: 24)
    stage.press("2")
    stage.mouse(.wheelDown, on: "image      busybox")
    #expect(!stage.screen.contains("image      busybox"))
    #expect(stage.screen.contains(" 1/6 "))
  }

  @Test("A click on a command of the palette does it")
  func palette() {
    var stage = Stage.tutorial()
    stage.press(":")
    stage.mouse(on: "show networks")
    #expect(stage.screen.contains("╭ Networks"))
  }

  @Test("A click beside everything does nothing, even where a dialogue covers what was there")
  func nothing() {
    var stage = Stage.tutorial()
    stage.press("?")
    let before = stage.screen
    stage.mouse(on: "move up")
    stage.send(.input(.mouse(MouseEvent(.press(.left), at: Position(column: 500, row: 500))), on: stage.state.draw()))
    #expect(stage.screen == before)
  }
}
