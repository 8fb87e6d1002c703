import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("Along the wiring")
struct AlongTests {
  @Test("w goes from a container over its veth, bridge and network to the namespace, and W all the way back")
  func wholeWay() {
    var stage = Stage.tutorial()
    stage.press("2")
    for (title, view) in [
      ("link host/vethecd04f5", "Links"), ("link host/docker0", "Links"), ("network bridge", "Networks"),
      ("namespace host", "Wiring"),
    ] {
      stage.press("w")
      #expect(stage.screen.contains(" \(title) "), "\(title)")
      #expect(stage.screen.contains("╭ \(view) "))
    }
    stage.press("w")
    #expect(stage.screen.contains("the wiring ends here"))
    for title in ["network bridge", "link host/docker0", "link host/vethecd04f5", "container bbox01"] {
      stage.press("W")
      #expect(stage.screen.contains(" \(title) "), "\(title)")
    }
    stage.press("W")
    #expect(stage.screen.contains("no way back"))
  }

  @Test("From the tree the way begins at the cable of the selected row")
  func fromTree() {
    var stage = Stage.tutorial()
    stage.press("j", "j", "j", "j", "j", "w")
    #expect(stage.screen.contains(" link host/veth77a01cc "))
  }

  @Test("On a page the page goes along, and comes back")
  func onPage() {
    var stage = Stage.tutorial()
    stage.press("2", "enter", "w")
    #expect(stage.screen.contains("╭ link host/vethecd04f5"))
    stage.press("w")
    #expect(stage.screen.contains("╭ link host/docker0"))
    stage.press("W", "W")
    #expect(stage.screen.contains("╭ container bbox01"))
    stage.press("esc")
    #expect(stage.screen.contains("╭ Containers"))
  }

  @Test("One that shares leads to the container whose namespace it is; host mode to the host")
  func sharers() {
    let picture = Picture(TutorialHost.snapshot())
    let next = { (name: String) in
      picture.next(after: Subject(object: .container(TutorialHost.key(name))))
    }
    #expect(next("bbox04") == .container(TutorialHost.key("bbox01")))
    #expect(next("bbox02") == .namespace(TutorialHost.host))
    #expect(next("bbox03") == nil)
    #expect(next("old") == nil)
  }

  @Test("A stacked link leads to the one below it, the far end of a cable to the near one")
  func stacked() {
    let picture = Picture(OddHost.snapshot)
    let next = { (inode: UInt64, index: Int32) in
      picture.next(after: Subject(object: .link(LinkID(namespace: OddHost.namespace(inode), index: index))))
    }
    #expect(next(8, 5) == .link(LinkID(namespace: OddHost.host, index: 2)))
    #expect(next(3, 8) == .link(LinkID(namespace: OddHost.host, index: 8)))
    #expect(next(2, 2) == .network(NetworkKey(engine: "docker", id: "ov")))
  }

  @Test("Folds and filters give way to where the wiring leads")
  func reveals() {
    var stage = Stage.seeing(CrowdedHost.snapshot(containers: 50))
    stage.press("2", "/")
    stage.type("worker-007")
    stage.press("enter", "w", "W")
    #expect(stage.screen.contains(" container worker-007 "))
    #expect(stage.lines[2].contains("/worker-007"))
  }
}
