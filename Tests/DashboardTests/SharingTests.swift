import Foundation
import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("What a container shares")
struct SharingTests {
  private func row(_ name: String, columns: Int = 120) -> String? {
    var stage = Stage.tutorial(columns: columns, rows: 40)
    stage.press("2")
    return stage.lines.first { $0.hasPrefix("│\(name) ") }?.split { $0 == " " || $0 == "│" }.joined(separator: " ")
  }

  @Test("One that lives in another's namespace shows that one's address, gateway, network and veth, but no rates")
  func sharer() {
    #expect(
      row("bbox04")
        == "bbox04 shares bbox01 172.17.0.2 172.17.0.1 bridge vethecd04f5 busybox:latest – – running")
  }

  @Test("What is another's is dim")
  func dim() throws {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    stage.press("2")
    let line = try #require(stage.lines.firstIndex { $0.hasPrefix("│bbox04 ") })
    let cells = Array(stage.frame.cells(ofRow: line))
    let text = stage.lines[line]
    let column = try #require(text.range(of: "172.17.0.2")).lowerBound
    #expect(cells[text.distance(from: text.startIndex, to: column)].style.ink == .muted)
    #expect(cells[1].style.ink == .text)
  }

  @Test("In host mode the addresses are the host's, in mode none there are none, and of a stopped one they are unknown")
  func others() {
    #expect(row("bbox02")?.hasPrefix("bbox02 host the host's the host's host – ") == true)
    #expect(row("bbox03")?.hasPrefix("bbox03 none none none none – ") == true)
    #expect(row("old")?.hasPrefix("old – – – bridge – ") == true)
  }

  @Test("Details say whose the address is, and why there is none")
  func details() {
    let texts = ["bbox04", "bbox02", "bbox03"].map { name -> String in
      var stage = Stage.tutorial()
      stage.press("2", "/")
      stage.type(name)
      stage.press("enter", "enter")
      return stage.screen
    }
    #expect(texts[0].contains("eth0       172.17.0.2/16  shared with bbox01"))
    #expect(texts[0].contains("gateway    172.17.0.1 dev eth0"))
    #expect(texts[1].contains("all of the host's"))
    #expect(texts[2].contains("none: there is loopback only"))
  }

  @Test("More networks than fit are counted")
  func networks() {
    let container = Container(
      key: TutorialHost.key("two"), id: "two", name: "two", engine: "docker",
      endpoints: [Endpoint(network: "appnet"), Endpoint(network: "vault"), Endpoint(network: "street")])
    let picture = Picture(TutorialHost.snapshot())
    #expect(picture.networkLine(of: container).text == "appnet, vault, street")
    #expect(picture.networkLine(of: container, isShort: true).text == "appnet +2")
  }
}
