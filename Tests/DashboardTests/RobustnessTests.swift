import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

/// A small generator of numbers that are the same in every run.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 11 | state << 53
  }
}

@Suite("Whatever comes, the dashboard stands")
struct RobustnessTests {
  private static let keys: [KeyChord] =
    Keymap.standard.bindings.map(\.chord).filter { $0 != "q" && $0 != .control("c") } + [
      "a", "0", KeyChord(.backspace), KeyChord(.delete), KeyChord(.function(1)), KeyChord(.character("x"), .alt),
    ]

  private static let hosts = [
    TutorialHost.snapshot(), TutorialHost.snapshot(ticks: 1), OddHost.snapshot, Hosts.empty, Hosts.hostile,
    Hosts.unprivileged, CrowdedHost.snapshot(containers: 60), CrowdedHost.snapshot(containers: 20, ticks: 2),
  ]

  @Test("Any keys, clicks, sizes and pictures in any order are taken, and the screen stays whole", arguments: 1...6)
  func anything(seed: UInt64) {
    var dice = Dice(state: seed)
    var stage = Stage()
    for step in 0..<250 {
      switch Int.random(in: 0..<20, using: &dice) {
      case 0: stage.see(Self.hosts.randomElement(using: &dice) ?? Hosts.empty)
      case 1:
        let size = Size(columns: Int.random(in: 0...140, using: &dice), rows: Int.random(in: 0...50, using: &dice))
        stage.send(.input(.resize(size), on: nil))
      case 2...4:
        let drawing = stage.state.draw()
        let place = Position(
          column: Int.random(in: -1...140, using: &dice), row: Int.random(in: -1...50, using: &dice))
        let actions: [MouseEvent.Action] = [.press(.left), .doubleClick(.left), .wheelUp, .wheelDown, .wheelLeft]
        stage.send(.input(.mouse(MouseEvent(actions[step % actions.count], at: place)), on: drawing))
      case 5: stage.wait(seconds: UInt64.random(in: 0...3, using: &dice))
      case 6: stage.send(.input(.paste("mode:none \u{1B}[A"), on: nil))
      default: stage.send(.input(.key(Self.keys.randomElement(using: &dice) ?? "j"), on: nil))
      }
      let frame = stage.frame
      #expect(frame.cells.count == frame.size.columns * frame.size.rows)
      if let index = stage.state.list.selectedIndex, !stage.state.isTooSmall, stage.state.page == nil {
        let height = Layout(stage.state).listHeight(of: stage.state.view)
        #expect(height == 0 || stage.state.list.window(height: height).visible.contains(index))
      }
    }
  }

  @Test("A picture is drawn the same however often")
  func repeatable() {
    var stage = Stage.seeing(OddHost.snapshot, columns: 120, rows: 40)
    let first = stage.frame
    stage.press("2", "3", "4", "1")
    #expect(stage.frame == first)
  }
}
