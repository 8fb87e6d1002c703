import Planning
import Screen
import TestSupport
import Topology

@testable import Dashboard

extension GoldenTests {
  /// Every state of every change, from the form to the result.
  static let changeScenes: [Scene] = [
    Scene("form-network", Scene.every, keys: ["n"]),
    Scene(
      "form-network-trouble", [Scene.tiny, Scene.small, Scene.large], keys: ["n", "tab", "tab"], typing: "10.88.0.1/24"),
    Scene("form-network-overlap", keys: ["n", "tab", "tab"], typing: "10.88.0.0/16"),
    Scene("form-network-button", keys: ["n", "up", "up"]),
    changing("form-attach", Scene.every) { $0.attach("bbox03") },
    changing("form-attach-refused", [Scene.tiny, Scene.small, Scene.large]) { stage in
      stage.attach("bbox03")
      stage.press("end", "down", "down", "down")
    },
    changing("form-attach-address") { stage in
      stage.attach("bbox03")
      stage.press("tab")
      stage.type("172.17.0.3")
    },
    changing("form-attach-several", [Scene.tiny, Scene.small, Scene.large]) { stage in
      for name in ["bbox03", "lab-x"] {
        stage.select(name)
        stage.press("space")
      }
      stage.press("a")
    },
    changing("form-run", [Scene.tiny, Scene.small, Scene.large]) { $0.press("r") },
    changing("form-attach-recreate", [Scene.tiny, Scene.small, Scene.large]) { stage in
      stage.attach("bbox01")
      stage.type("host")
      stage.press("tab", "space")
    },
    changing("form-run-engine", [Scene.tiny, Scene.small, Scene.large]) { $0.press("r", "tab", "right") },
    changing("form-detach") { stage in
      stage.connectTwice()
      stage.select("bbox01")
      stage.press("x")
    },
    changing("planning") { $0.press("n", "enter") },
    changing("preview-network", Scene.every) { $0.preview("n") },
    changing("preview-attach", [Scene.tiny, Scene.small, Scene.large]) { stage in
      stage.attach("bbox03")
      stage.press("enter")
      stage.answer()
    },
    changing("preview-attach-down", [Scene.tiny, Scene.small, Scene.large]) { stage in
      stage.attach("bbox03")
      stage.press("enter")
      stage.answer()
      stage.press("end")
    },
    changing("preview-undo", [Scene.tiny, Scene.small, Scene.large]) { $0.previewUndo() },
    changing("preview-changed") { stage in
      stage.preview("n")
      stage.press("enter")
      if let (request, plan) = stage.ordered { stage.send(.change(.replanned(plan), of: request.number)) }
    },
    changing("preview-guarded", [Scene.tiny, Scene.small, Scene.large]) { $0.previewGuarded() },
    changing("preview-recover", [Scene.tiny, Scene.small, Scene.large]) { $0.interrupt() },
    changing("progress", [Scene.tiny, Scene.small, Scene.large]) { stage in
      stage.preview("n")
      stage.press("enter")
      stage.carryOut(steps: 2)
    },
    changing("progress-cancelling") { stage in
      stage.preview("n")
      stage.press("enter")
      stage.carryOut(steps: 2)
      stage.press("esc")
    },
    changing("progress-taking-back", [Scene.tiny, Scene.small, Scene.large]) { stage in
      stage.preview("n")
      stage.press("enter")
      stage.carryOut(steps: 3)
      stage.takeBack(2)
    },
    changing("result") { stage in
      stage.preview("n")
      stage.press("enter")
      stage.carryOut()
    },
    changing("result-cancelled") { stage in
      stage.preview("n")
      stage.press("enter")
      stage.carryOut(steps: 2)
      stage.press("esc")
      stage.fail(ChangeFailure(reason: "it was cancelled", isCancelled: true, reverted: ["make the bridge br-net1"]))
    },
    changing("report", [Scene.tiny, Scene.small, Scene.large]) { stage in
      stage.preview("n")
      stage.press("enter")
      stage.carryOut(steps: 2)
      stage.fail(.example)
    },
    changing("report-remaining") { stage in
      stage.preview("n")
      stage.press("enter")
      stage.carryOut(steps: 2)
      var failure = ChangeFailure.example
      failure.remaining = ["make the bridge br-net1: RTM_DELLINK: Operation not permitted"]
      stage.fail(failure)
    },
    changing("report-refused") { stage in
      stage.offerUndo()
      stage.press("u")
      if let number = stage.request?.number {
        stage.send(.change(.refused("172.18.0.0/16 overlaps 172.18.0.0/16 by now (the network other)"), of: number))
      }
    },
    changing("events-changes") { stage in
      stage.preview("n")
      stage.press("enter")
      stage.carryOut()
      stage.preview("n")
      stage.press("enter")
      stage.carryOut(steps: 2)
      stage.fail(.example)
      stage.press("esc", "7")
    },
    changing("marks") { stage in
      stage.select("bbox03")
      stage.press("space")
    },
    changing("marks-containers") { stage in
      stage.press("2", "space", "down", "space")
    },
    Scene("read-only") { size, glyphs in
      var stage = Stage(columns: size.columns, rows: size.rows, glyphs: glyphs, permission: .readOnly)
      stage.see(TutorialHost.snapshot())
      stage.press("n")
      return stage
    },
    Scene("lacking-rights") { size, glyphs in
      var stage = Stage(
        columns: size.columns, rows: size.rows, glyphs: glyphs,
        permission: .lacking("changing networks needs CAP_NET_ADMIN, CAP_SYS_ADMIN: sudo gantry"))
      stage.see(TutorialHost.snapshot())
      stage.press(":")
      stage.type("attach")
      return stage
    },
  ]

  /// On the tutorial host, after something was done.
  private static func changing(
    _ name: String, _ sizes: [Size] = [Scene.small, Scene.large], _ play: @escaping @Sendable (inout Stage) -> Void
  ) -> Scene {
    Scene(name, sizes) { size, glyphs in
      var stage = Stage.tutorial(columns: size.columns, rows: size.rows, glyphs: glyphs)
      play(&stage)
      return stage
    }
  }
}

extension ChangeFailure {
  static let example = ChangeFailure(
    step: "set br-net1 up", reason: "RTM_NEWLINK br-net1: Operation not permitted (EPERM)",
    reverted: ["give br-net1 the address 172.18.0.1/16", "make the bridge br-net1"])
}
