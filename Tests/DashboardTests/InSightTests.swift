import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("Whose counters somebody looks at")
struct InSightTests {
  @Test("In the wiring what goes over cables to the host is known from there; what is selected is looked at itself")
  func wiring() {
    var stage = Stage.tutorial()
    #expect(!stage.state.namespacesInSight.contains(TutorialHost.bbox01))
    stage.select("bbox01")
    #expect(stage.state.namespacesInSight.contains(TutorialHost.bbox01))
  }

  @Test("Views that show drops look into every namespace that can be seen")
  func losses() {
    var stage = Stage.tutorial()
    stage.press("2")
    #expect(stage.state.namespacesInSight.isSuperset(of: [TutorialHost.bbox01, TutorialHost.host]))
  }

  @Test("A link without another end in the host's namespace has counters of its own")
  func unmirrored() {
    var stage = Stage.tutorial()
    stage.see(
      TutorialHost.snapshot(ticks: 2).altered { host in
        host.namespace(TutorialHost.bbox03) {
          $0.links.append(Link(id: TutorialHost.link(TutorialHost.bbox03, 9), name: "mv0", kind: .tun))
        }
      })
    #expect(stage.state.namespacesInSight.contains(TutorialHost.bbox03))
  }

  @Test("Nobody looks at a paused picture")
  func paused() {
    var stage = Stage.tutorial()
    stage.press("2", "p")
    #expect(stage.state.namespacesInSight.isEmpty)
  }
}
