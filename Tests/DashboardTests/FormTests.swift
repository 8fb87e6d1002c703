import Addresses
import Planning
import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("Forms")
struct FormTests {
  @Test("What is left empty is filled by the planner, and follows what is typed")
  func defaults() {
    var stage = Stage.tutorial()
    stage.press("n")
    #expect(stage.row("Name").contains("net1"))
    #expect(stage.row("Subnet").contains("172.18.0.0/16"))
    #expect(stage.row("Gateway").contains("172.18.0.1"))
    stage.press("tab", "tab")
    stage.type("10.20.0.0/24")
    #expect(stage.row("Gateway").contains("10.20.0.1"))
  }

  @Test(
    "A reason stands beside the answer that it is about, while it is typed",
    arguments: [
      ("Name", ["n"], "a b", "is no name for a network"), ("Name", ["n"], "lab", "there is a network lab already"),
      ("Subnet", ["n", "tab", "tab"], "10.20.0.1/24", "host bits"),
      ("Subnet", ["n", "tab", "tab"], "10.20", "is no subnet"),
      ("Subnet", ["n", "tab", "tab"], "10.88.0.0/16", "overlaps"),
      ("Gateway", ["n", "tab", "tab", "tab"], "10.9.0.1", "is not in 172.18.0.0/16"),
      ("Gateway", ["n", "tab", "tab", "tab"], "x", "is no address"),
    ])
  func troubles(label: String, keys: [String], text: String, reason: String) {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    for key in keys { stage.press(key) }
    stage.type(text)
    #expect(stage.row(label).contains(reason), "\(stage.screen)")
    stage.press("enter")
    #expect(stage.request == nil, "nothing is asked for with a wrong answer")
    stage.press("ctrl-u")
    #expect(!stage.screen.contains(reason))
  }

  @Test("Enter asks for the plan of what was answered")
  func submitting() throws {
    var stage = Stage.tutorial()
    stage.press("n")
    stage.type("lab2")
    stage.press("tab", "tab")
    stage.type("10.20.0.0/24")
    stage.press("tab", "tab", "tab", "space", "enter")
    let request = try #require(stage.request)
    let prefix = try #require(IPPrefix("10.20.0.0/24"))
    #expect(
      request.wish
        == .change(
          [.createNetwork(NewNetwork(name: "lab2", subnets: [prefix], isInternal: true))], title: "create network lab2")
    )
  }

  @Test("A click goes to a field, ticks a box, chooses, and presses a button")
  func mouse() throws {
    var stage = Stage.tutorial()
    stage.press("n")
    stage.mouse(on: "[ ]")
    #expect(stage.screen.contains("[x]"))
    stage.mouse(on: "○ docker")
    #expect(stage.row("Made by").contains("● docker"))
    stage.mouse(on: "○ native")
    stage.mouse(on: "172.18.0.1")
    stage.type("172.18.0.9")
    stage.mouse(on: "[ Preview ]")
    let request = try #require(stage.request)
    guard case .change(let intents, _) = request.wish, case .createNetwork(let network) = intents.first else {
      return #expect(Bool(false), "\(request)")
    }
    #expect(
      network.hasIPv6 && !network.isInternal && network.gateways.map(\.description) == ["172.18.0.9"]
        && network.engine == "native")
    var other = Stage.tutorial()
    other.press("n")
    other.mouse(on: "[ Cancel ]")
    #expect(other.screen.contains("╭ Wiring") && !other.screen.contains("New network"))
  }

  @Test("Arrows and Tab go round all fields and buttons, Escape leaves")
  func moving() {
    var stage = Stage.tutorial()
    stage.press("n", "up")
    #expect(stage.focused == "[ Cancel ]")
    stage.press("left")
    #expect(stage.focused == "[ Preview ]")
    stage.press("tab", "down", "down", "down", "down")
    #expect(stage.screen.contains("[ ]"))
    stage.press("esc")
    #expect(stage.state.operation == nil && stage.effects.isEmpty)
  }

  @Test("Attaching offers every network and mode, and says of those that cannot be taken why")
  func destinations() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    stage.attach("bbox01")
    #expect(stage.row("○ bridge  ").contains("connected to bridge already"))
    #expect(stage.row("● lab").contains("10.88.0.0/24"), "the first that will do is chosen")
    for mode in ["host", "none", "container:web"] { #expect(stage.screen.contains("○ \(mode)")) }
    #expect(stage.row("Address").contains("next free"))
    #expect(stage.row("Interface").isEmpty, "its engine names that")
    stage.press("esc")
    stage.attach("lab-x")
    #expect(stage.row("Address").contains("172.17.255.254") && stage.row("Interface").contains("eth"))
  }

  @Test("A letter goes to the next answer that begins with it; Enter on one that will not do stays")
  func jumping() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    stage.attach("bbox01")
    stage.type("b")
    #expect(stage.row("● bridge").contains("connected to bridge already"))
    stage.press("enter")
    #expect(stage.request == nil)
    stage.type("container:w")
    #expect(stage.screen.contains("● container:web"), "more letters tell more")
    stage.type("l")
    stage.press("enter")
    #expect(stage.request != nil)
  }

  @Test("The list follows the host while the form is open")
  func refreshing() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    stage.attach("bbox03")
    stage.type("l")
    let gone = TutorialHost.snapshot(ticks: 2).altered { $0.networks.removeAll { $0.name == "bridge" } }
    stage.see(gone)
    #expect(stage.screen.contains("● lab"))
    #expect(!stage.screen.contains("172.17.0.0/16"))
  }

  @Test("Several that are marked are attached at once, each by whom it is for")
  func several() throws {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    for name in ["bbox03", "lab-x"] {
      stage.select(name)
      stage.press("space")
    }
    #expect(stage.screen.contains("2 marked"))
    stage.press("a")
    #expect(stage.screen.contains("Attach bbox03, lab-x"))
    stage.type("l")
    stage.press("enter")
    stage.answer()
    #expect(stage.screen.contains("10.88.0.254/24"))
    let preview = try #require(stage.state.preview)
    #expect(preview.plan.steps.map(\.summary).contains("connect bbox03 to the network lab"))
    #expect(preview.plan.steps.flatMap(\.createdLinks).count == 2, "the cable of lab-x")
  }

  @Test("A paste goes to the field that has the keyboard")
  func paste() {
    var stage = Stage.tutorial()
    stage.press("n")
    stage.send(.input(.paste("pasted\n"), on: nil))
    #expect(stage.row("Name").contains("pasted"))
  }
}
