import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("Sources")
struct SourcesTests {
  /// The tutorial host, with sources that say these things of themselves.
  private func stage(_ sources: [Source], columns: Int = 80) -> Stage {
    let whole = TutorialHost.snapshot()
    return .seeing(
      Snapshot(
        host: whole.host, time: whole.time, instant: whole.instant, namespaces: whole.namespaces,
        containers: whole.containers, networks: whole.networks, sources: sources), columns: columns)
  }

  private let remark = Source(
    name: "kernel", state: .ok, detail: "1 process could not be looked into", readAt: TutorialHost.snapshot().instant)

  @Test("What a source that is well has to remark is no alarm, and stands on the host's page")
  func remarks() {
    var stage = stage([remark])
    #expect(!stage.screen.contains("looked into"))
    #expect(!stage.lines[0].contains("kernel"))
    stage.press("S")
    #expect(stage.screen.contains("SOURCES"))
    #expect(stage.screen.contains("kernel     ok  just now"))
    #expect(stage.screen.contains("1 process could not be looked into"))
    stage.press("esc")
    #expect(!stage.screen.contains("SOURCES"))
  }

  @Test(
    "A source that does not do as it should stands in the header, and a click there tells more", arguments: [80, 120])
  func trouble(columns: Int) {
    var stage = stage([remark, Source(name: "docker", state: .slow, detail: "no answer for 12 s")], columns: columns)
    #expect(stage.lines[0].contains("docker slow"))
    stage.mouse(on: "docker slow")
    #expect(stage.screen.contains("docker     slow"))
    #expect(stage.screen.contains("│            no answer for 12 s"))
  }

  @Test("The age of old facts is told", arguments: [(0, "just now"), (30, "30 s ago"), (300, "5 min ago")])
  func age(seconds: UInt64, words: String) {
    let readAt = Instant(nanoseconds: TutorialHost.snapshot().instant.nanoseconds - seconds * 1_000_000_000)
    var stage = stage([Source(name: "kernel", state: .ok, readAt: readAt)])
    stage.press("S")
    #expect(stage.screen.contains("kernel     ok  \(words)"))
  }
}
