import Dashboard
import Screen
import TestSupport
import Testing
import Topology

/// Every view and state as it is drawn. Each picture is held twice: with its styles, which the theme's own goldens
/// translate into colours, and as the poorest terminal shows it, in ASCII and without colours.
@Suite("The screen is drawn as recorded")
struct GoldenTests {
  /// A state to draw: its name and how to get there.
  struct Scene: Sendable, CustomTestStringConvertible {
    var name: String
    var sizes: [Size]
    var play: @Sendable (Size, Glyphs) -> Stage
    var testDescription: String { name }

    init(
      _ name: String, _ sizes: [Size] = [Self.small, Self.large], _ play: @escaping @Sendable (Size, Glyphs) -> Stage
    ) {
      (self.name, self.sizes, self.play) = (name, sizes, play)
    }

    /// On the tutorial host, after some keys.
    init(_ name: String, _ sizes: [Size] = [Self.small, Self.large], keys: [String], typing: String = "") {
      self.init(name, sizes) { size, glyphs in
        var stage = Stage.tutorial(columns: size.columns, rows: size.rows, glyphs: glyphs)
        for key in keys { stage.press(key) }
        stage.type(typing)
        return stage
      }
    }

    /// Another host, as it comes up.
    init(
      _ name: String, _ sizes: [Size] = [Self.small, Self.large], on snapshot: @escaping @Sendable () -> Snapshot,
      keys: [String] = []
    ) {
      self.init(name, sizes) { size, glyphs in
        var stage = Stage.seeing(snapshot(), columns: size.columns, rows: size.rows, glyphs: glyphs)
        for key in keys { stage.press(key) }
        return stage
      }
    }

    /// On the lively host after so many seconds, then after some keys.
    init(_ name: String, _ sizes: [Size] = [Self.small, Self.large], seconds: Int, keys: [String]) {
      self.init(name, sizes) { size, glyphs in
        var stage = LivelyHost.stage(until: seconds, columns: size.columns, rows: size.rows, glyphs: glyphs)
        for key in keys { stage.press(key) }
        return stage
      }
    }

    static let middle = Size(columns: 92, rows: 30)
    static let small = Size(columns: 80, rows: 24)
    static let large = Size(columns: 120, rows: 40)
    static let tiny = Size(columns: 60, rows: 15)
    static let huge = Size(columns: 200, rows: 60)
    static let every = [tiny, small, large, huge]
  }

  static let scenes = viewScenes + changeScenes

  static let viewScenes = [
    Scene("loading", [Scene.tiny, Scene.small, Scene.large]) { size, glyphs in
      Stage(columns: size.columns, rows: size.rows, glyphs: glyphs)
    },
    Scene("wiring", Scene.every, keys: ["down", "down", "down"]),
    Scene("wiring-down", keys: ["down", "down", "down", "down", "down"]),
    Scene("wiring-hidden-peer", keys: ["down", "down", "down", "down", "down", "down", "down"]),
    Scene("wiring-folded", keys: ["down", "down", "left"]),
    Scene("wiring-noise", keys: ["."]),
    Scene("wiring-sideways", keys: [">", ">"]),
    Scene("wiring-zoomed", keys: ["+"]),
    Scene("containers", Scene.every, keys: ["2"]),
    Scene("containers-sorted", keys: ["2", "o", "o", "o", "O"]),
    Scene("networks", Scene.every, keys: ["3"]),
    Scene("links", Scene.every, keys: ["4"]),
    Scene("problems", Scene.every, keys: ["6"]),
    Scene("problems-second", keys: ["6", "down"]),
    Scene("problems-filter", keys: ["6", "/", "h", "i", "d", "d", "e", "n", "enter"]),
    Scene("problems-no-match", keys: ["6", "/", "x", "y", "z", "enter"]),
    Scene("problems-none", [Scene.tiny, Scene.small, Scene.large], on: { Hosts.empty }, keys: ["6"]),
    Scene("problems-unprivileged", on: { Hosts.unprivileged }, keys: ["6"]),
    Scene("events", Scene.every, seconds: 30, keys: ["7"]),
    Scene("events-first", seconds: 30, keys: ["7", "home"]),
    Scene("events-filter", seconds: 30, keys: ["7", "/", "w", "e", "b", "enter"]),
    Scene("events-none", keys: ["7"]),
    Scene(
      "lively", [Scene.small, Scene.middle, Scene.large, Scene.huge], seconds: 34, keys: ["down", "down", "down"]),
    Scene("lively-new", seconds: 7, keys: []),
    Scene("lively-new-containers", seconds: 8, keys: ["2"]),
    Scene("lively-gone", seconds: 30, keys: []),
    Scene("lively-gone-containers", seconds: 30, keys: ["2"]),
    Scene("lively-gone-links", seconds: 30, keys: ["4", "end"]),
    Scene("lively-containers", [Scene.small, Scene.large, Scene.huge], seconds: 34, keys: ["2"]),
    Scene("lively-networks", seconds: 34, keys: ["3"]),
    Scene("lively-page", seconds: 34, keys: ["2", "enter", "end"]),
    Scene(
      "lively-blocks", seconds: 34, keys: ["down", "down", "down", ":", "d", "o", "t", "s", "enter"]),
    Scene("units-bits", keys: ["b", "b", "b"]),
    Scene("paused", keys: ["p"]),
    Scene("filter-typing", keys: ["/"], typing: "web"),
    Scene("filter-kept", keys: ["/", "w", "e", "b", "enter"]),
    Scene("filter-no-match", keys: ["2", "/"], typing: "nothing-like-it"),
    Scene("filter-error", [Scene.tiny, Scene.small, Scene.large], keys: ["/"], typing: "mod:none"),
    Scene("help", [Scene.tiny, Scene.small, Scene.large], keys: ["?"]),
    Scene("help-containers", keys: ["2", "?"]),
    Scene("palette", [Scene.tiny, Scene.small, Scene.large], keys: [":"]),
    Scene("palette-typing", keys: [":"], typing: "sort"),
    Scene("page-container", keys: ["down", "down", "down", "enter"]),
    Scene("page-container-down", keys: ["down", "down", "down", "down", "down", "enter"]),
    Scene("page-link", keys: ["4", "down", "down", "down", "enter"]),
    Scene("page-bridge", keys: ["down", "down", "enter"]),
    Scene("page-network", keys: ["3", "enter"]),
    Scene("page-namespace", keys: ["enter"]),
    Scene("toast", keys: ["b"]),
    Scene("empty-host", on: { Hosts.empty }),
    Scene("empty-host-containers", on: { Hosts.empty }, keys: ["2"]),
    Scene("degraded", on: { Hosts.degraded }),
    Scene("unprivileged", on: { Hosts.unprivileged }),
    Scene("hostile", on: { Hosts.hostile }),
    Scene("hostile-containers", on: { Hosts.hostile }, keys: ["2"]),
    Scene("odd", on: { OddHost.snapshot }),
    Scene("crowded", on: { CrowdedHost.snapshot(containers: 200) }),
    Scene(
      "crowded-open", on: { CrowdedHost.snapshot(containers: 200) }, keys: ["down", "down", "right", "pgdn", "pgdn"]),
    Scene("crowded-links", on: { CrowdedHost.snapshot(containers: 200) }, keys: ["4", "end"]),
    Scene(
      "too-small", [Size(columns: 59, rows: 15), Size(columns: 60, rows: 14), Size(columns: 12, rows: 3)], keys: []),
  ]

  @Test("A scene is drawn as recorded, with its styles, and in ASCII without colours", arguments: scenes)
  func drawnAsRecorded(scene: Scene) throws {
    for size in scene.sizes {
      let name = "\(scene.name)-\(size.columns)x\(size.rows)"
      try assertGolden(scene.play(size, .unicode).frame.styledDescription + "\n", named: "\(name).txt")
      try assertGolden(scene.play(size, .ascii).frame.monochrome.styledDescription + "\n", named: "\(name)-ascii.txt")
    }
  }

  @Test("Every scene is recorded at 80×24 and 120×40, unless it is about smaller ones", arguments: scenes)
  func sizes(scene: Scene) {
    #expect(scene.name == "too-small" || Set(scene.sizes).isSuperset(of: [Scene.small, Scene.large]))
  }

  /// Each process has hash seeds of its own, so whatever hangs on the order of a set or dictionary comes out differently.
  @Test("Three processes draw every scene alike")
  func threeProcesses() async throws {
    var drawn: Set<[UInt8]> = []
    for _ in 1...3 {
      let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
        for scene in GoldenTests.scenes {
          for size in scene.sizes { print(scene.play(size, .unicode).frame.styledDescription) }
        }
      }
      drawn.insert(try #require(result).standardOutputContent)
    }
    #expect(drawn.count == 1)
    #expect((drawn.first?.count ?? 0) > 100_000)
  }

  @Test("In ASCII there is nothing but ASCII, in every scene", arguments: scenes)
  func asciiOnly(scene: Scene) {
    for size in scene.sizes { #expect(scene.play(size, .ascii).screen.allSatisfy { $0.isASCII }) }
  }

  @Test("No scene lets a control character through", arguments: scenes)
  func noControlCharacters(scene: Scene) {
    for size in scene.sizes {
      let cells = scene.play(size, .unicode).frame.cells
      #expect(cells.allSatisfy { $0.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } })
    }
  }

  @Test("Without colours the selected row still stands out", arguments: [Scene.small, Scene.large])
  func selectionWithoutColour(size: Size) {
    let frame = Stage.tutorial(columns: size.columns, rows: size.rows).frame
    let theme = Theme(depth: .none)
    let marked = (2..<size.rows).filter { row in
      frame.cells(ofRow: row).dropFirst(2).first.map { theme.appearance(of: $0.style).attributes.contains(.reverse) }
        ?? false
    }
    #expect(marked == [3])
  }
}
