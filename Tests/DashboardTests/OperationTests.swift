import Planning
import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("Changes, from the preview to the result")
struct OperationTests {
  @Test("The preview has every step with its command, and y copies all commands")
  func preview() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    stage.preview("n")
    #expect(stage.screen.contains("1  make the bridge br-net1"))
    #expect(stage.screen.contains("ip address add 172.18.0.1/16 dev br-net1"))
    #expect(stage.screen.contains("Undo: u"))
    #expect(stage.focused == "[ Carry out ]")
    stage.press("y")
    guard case .copy(let text) = stage.effects.last else { return #expect(Bool(false)) }
    #expect(text.hasPrefix("ip link add br-net1") && text.contains("\nip link set br-net1 up"))
  }

  @Test("Escape leads from the preview back to the form, and from there out")
  func back() {
    var stage = Stage.tutorial()
    stage.press("n")
    stage.type("lab2")
    stage.press("enter")
    stage.answer()
    stage.press("esc")
    #expect(stage.row("Name").contains("lab2"))
    stage.press("esc")
    #expect(stage.state.operation == nil)
    #expect(stage.ordered == nil)
  }

  @Test("Where something may be lost Cancel has the keyboard")
  func destructive() {
    var stage = Stage.tutorial()
    stage.previewUndo()
    #expect(stage.screen.contains("destructive") && stage.focused == "[ Cancel ]")
    let before = stage.effects.count
    stage.press("enter")
    #expect(stage.state.operation == nil && stage.effects.count == before)
  }

  @Test("What the planner refuses after the form stands in the form")
  func refused() {
    var stage = Stage.tutorial()
    stage.press("n", "enter")
    if let number = stage.request?.number { stage.send(.change(.refused("no"), of: number)) }
    #expect(stage.screen.contains("New network") && stage.screen.contains("▲ no"))
    stage.type("x")
    #expect(!stage.screen.contains("▲ no"))
  }

  @Test("Answers to a request that was left are not heeded")
  func stale() {
    var stage = Stage.tutorial()
    stage.press("n", "enter")
    stage.press("esc", "esc")
    stage.answer()
    #expect(stage.state.operation == nil)
  }

  @Test("Steps tick off with their times, while the screen goes on")
  func progress() {
    var stage = Stage.tutorial()
    stage.preview("n")
    stage.press("enter")
    stage.carryOut(steps: 3)
    #expect(stage.row("make the bridge").contains("✓") && stage.row("make the bridge").contains("12 ms"))
    #expect(stage.row("filter and translate").contains("✓"))
    #expect(stage.lines.contains { $0.contains("→ ") })
    stage.see(TutorialHost.snapshot(ticks: 2).altered { $0.networks.removeAll { $0.name == "lab" } })
    #expect(stage.lines[0].contains("3 net"))
    #expect(stage.row("make the bridge").contains("✓"))
  }

  @Test("During a plan nothing but cancelling is done by keys", arguments: ["esc", "q", "ctrl-c"])
  func cancelling(key: String) {
    var stage = Stage.tutorial()
    stage.preview("n")
    stage.press("enter")
    stage.press("1", "?", "n", "ctrl-z", ":")
    #expect(!stage.effects.contains(.suspend))
    #expect(stage.state.isChangingHost)
    stage.press(key, key)
    #expect(stage.effects.filter { $0 == .cancel }.count == 1)
    #expect(!stage.effects.contains(.quit))
    stage.fail(ChangeFailure(reason: "it was cancelled", isCancelled: true, reverted: ["make the bridge br-net1"]))
    #expect(!stage.state.isChangingHost && stage.screen.contains("cancelled: create network net1"))
  }

  @Test("A signal cancels the plan, once, and says so; without a plan it changes nothing")
  func stopping() {
    var stage = Stage.tutorial()
    stage.send(.stopping("SIGTERM"))
    #expect(!stage.effects.contains(.cancel))
    stage.preview("n")
    stage.press("enter")
    stage.send(.stopping("SIGTERM"))
    stage.press("esc")
    #expect(stage.effects.filter { $0 == .cancel }.count == 1)
    #expect(stage.screen.contains("SIGTERM: rolling back, then gantry ends"))
  }

  @Test("A success is said for two seconds, with the key that undoes it")
  func success() {
    var stage = Stage.tutorial()
    stage.preview("n")
    stage.press("enter")
    stage.carryOut()
    #expect(stage.screen.contains("✓ create network net1 · u undoes it"))
    stage.wait(seconds: 3)
    #expect(!stage.screen.contains("u undoes it"))
  }

  @Test("A failure stays until it is dismissed: what failed, why, what was taken back, what to try")
  func failure() {
    var stage = Stage.tutorial()
    stage.preview("n")
    stage.press("enter")
    stage.carryOut(steps: 2)
    stage.fail(.example)
    stage.wait(seconds: 60)
    for text in ["cannot set br-net1 up: RTM_NEWLINK", "rolled back: make the bridge br-net1", "try again"] {
      #expect(stage.screen.contains(text), "\(stage.screen)")
    }
    stage.press("esc")
    #expect(stage.state.operation == nil)
  }

  @Test("All of it is among the events, with its steps")
  func events() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    stage.preview("n")
    stage.press("enter")
    stage.carryOut()
    stage.press("7")
    #expect(stage.screen.contains("1. make the bridge br-net1  12 ms"))
    #expect(stage.row("done in").contains("create network net1"))
    stage.preview("n")
    stage.press("enter")
    stage.carryOut(steps: 2)
    stage.fail(.example)
    stage.press("esc")
    #expect(stage.screen.contains("failed: cannot set br-net1 up"))
    #expect(stage.screen.contains("rolled back: make the bridge br-net1"))
    stage.press("/")
    stage.type("kind:change")
    #expect(stage.screen.contains("done in"))
  }

  @Test("What was made is selected as soon as it can be seen")
  func awaiting() throws {
    var stage = Stage.tutorial()
    stage.preview("n")
    stage.press("enter")
    let mac = try #require(stage.ordered?.plan.steps.first?.createdLinks.first?.mac)
    stage.carryOut()
    stage.see(
      TutorialHost.snapshot(ticks: 2).altered { host in
        host.namespace(TutorialHost.host) {
          $0.links.append(
            Link(id: TutorialHost.link(TutorialHost.host, 40), name: "br-net1", kind: .bridge(.init()), mac: mac))
        }
      })
    #expect(stage.selected?.contains("br-net1") == true)
    stage.press("home")
    stage.see(TutorialHost.snapshot(ticks: 3).altered { _ in })
    #expect(stage.selected?.contains("host") == true, "whoever moves is left alone")
  }

  @Test("Where the host has changed since the preview, the new plan is shown first")
  func replanned() {
    var stage = Stage.tutorial()
    stage.preview("n")
    stage.press("enter")
    if let (request, plan) = stage.ordered { stage.send(.change(.replanned(plan), of: request.number)) }
    #expect(stage.screen.contains("The host has changed"))
    stage.press("enter")
    #expect(stage.effects.count { if case .carryOut = $0 { true } else { false } } == 2)
  }

  @Test("u is there when there is something to undo, and asks how it is done")
  func undo() {
    var stage = Stage.tutorial()
    stage.press("u")
    #expect(stage.screen.contains("there is no change that could be undone"))
    stage.offerUndo()
    stage.press("u")
    #expect(stage.request?.wish == .undo)
  }

  @Test("What was interrupted is offered for cleaning up, once, and before anything else is changed")
  func recovery() throws {
    var stage = Stage.tutorial()
    stage.interrupt()
    #expect(stage.screen.contains("was killed in the middle") || stage.screen.contains("killed"))
    #expect(stage.focused == "[ Cancel ]")
    stage.press("esc")
    stage.interrupt()
    #expect(stage.state.operation == nil)
    stage.press("n")
    #expect(stage.state.preview?.request.wish == .recover)
    stage.press("tab", "enter")
    #expect(try #require(stage.ordered).request.wish == .recover)
  }

  @Test("With --read-only nothing is changed, and the header says so")
  func readOnly() {
    var stage = Stage(permission: .readOnly)
    stage.see(TutorialHost.snapshot())
    stage.offerUndo()
    #expect(stage.lines[0].contains("read-only"))
    for key in ["n", "r", "a", "x", "d", "u"] {
      stage.press(key)
      #expect(stage.state.operation == nil && stage.screen.contains("--read-only"))
    }
    stage.interrupt()
    #expect(stage.state.operation == nil && stage.effects.isEmpty)
  }

  @Test("Without rights the palette says which are missing")
  func rights() {
    var stage = Stage(permission: .lacking("changing networks needs CAP_NET_ADMIN: sudo gantry"))
    stage.see(TutorialHost.snapshot())
    stage.press(":")
    stage.type("new network")
    #expect(stage.lines.contains { $0.contains("new network  changing networks needs CAP_NET_ADMIN") })
    stage.press("enter")
    #expect(stage.state.operation == nil)
  }

  @Test("What cannot be deleted, attached or detached says why")
  func availability() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    stage.press("a")
    #expect(stage.screen.contains("select a container"))
    stage.select("bbox03")
    stage.press("x")
    #expect(stage.screen.contains("attached to no network"))
    stage.press("3", "d")
    #expect(stage.screen.contains("pre-defined network and cannot be removed"))
  }

  @Test("Who is attached to one network only is detached without a question in between")
  func detaching() throws {
    var stage = Stage.tutorial()
    stage.select("bbox01")
    stage.press("x")
    let wish = try #require(stage.request?.wish)
    #expect(
      wish
        == .change(
          [.detach(.container(TutorialHost.key("bbox01")), from: TutorialHost.networkKey("bridge"))],
          title: "detach bbox01 from bridge"))
  }

  @Test("Escape takes marks away before it does anything else")
  func marks() {
    var stage = Stage.tutorial()
    stage.press("2", "space", "space")
    #expect(stage.screen.contains("2 marked"))
    stage.press("esc")
    #expect(!stage.screen.contains("marked"))
  }

  @Test("A mark goes with what it is on")
  func staleMarks() {
    var stage = Stage.tutorial()
    stage.press("2", "space")
    stage.see(TutorialHost.snapshot(ticks: 2).altered { $0.containers.removeAll { $0.name == "bbox01" } })
    #expect(!stage.screen.contains("marked"))
  }

  @Test("The help has every key that changes the host, and the footer those that apply")
  func help() {
    var stage = Stage.tutorial(columns: 120, rows: 60)
    stage.press("?")
    for text in ["new network", "run a container", "attach to a network or mode", "undo the last change"] {
      #expect(stage.screen.contains(text))
    }
    stage.press("esc")
    #expect(stage.lines[59].contains("n network") && stage.lines[59].contains("a attach"))
  }
}
