import TestSupport
import Testing

@testable import Screen

@Suite("Theme")
struct ThemeTests {
  /// Relative luminance of a place in xterm's palette (WCAG 2.1).
  static func luminance(_ index: UInt8) -> Double {
    let levels = [0.0, 95, 135, 175, 215, 255]
    let value = Int(index)
    let channels: [Double] =
      value >= 232
      ? Array(repeating: Double(8 + (value - 232) * 10), count: 3)
      : [levels[(value - 16) / 36], levels[(value - 16) / 6 % 6], levels[(value - 16) % 6]]
    return zip(channels, [0.2126, 0.7152, 0.0722]).reduce(0) { sum, channel in
      let share = channel.0 / 255
      return sum + channel.1 * (share <= 0.04045 ? share / 12.92 : power((share + 0.055) / 1.055))
    }
  }

  /// x to the 2.4th, by x² times the fifth root of x².
  private static func power(_ x: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 { root -= (root * root * root * root * root - x * x) / (5 * root * root * root * root) }
    return x * x * root
  }

  static func contrast(_ first: Double, _ second: Double) -> Double {
    (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  @Test("Every ink has a contrast of 3:1 to black and to white", arguments: Ink.allCases)
  func inks(ink: Ink) {
    guard case .palette(let index) = Theme(depth: .extended).appearance(of: Style(ink)).foreground else { return }
    #expect(Self.contrast(Self.luminance(index), 0) >= 3)
    #expect(Self.contrast(Self.luminance(index), 1) >= 3)
  }

  @Test("A ground with a colour brings a foreground with a contrast of 4.5:1", arguments: Ground.allCases, Ink.allCases)
  func grounds(ground: Ground, ink: Ink) {
    let appearance = Theme(depth: .extended).appearance(of: Style(ink, on: ground))
    guard case .palette(let background) = appearance.background else { return }
    guard case .palette(let foreground) = appearance.foreground else {
      Issue.record("\(ground) leaves the foreground to the terminal")
      return
    }
    #expect(Self.contrast(Self.luminance(foreground), Self.luminance(background)) >= 4.5)
  }

  @Test(
    "With sixteen colours only those that show on black and on white are used", arguments: Ink.allCases, Ground.allCases
  )
  func basic(ink: Ink, ground: Ground) {
    let appearance = Theme(depth: .sixteen).appearance(of: Style(ink, on: ground))
    #expect(appearance.background == .standard)
    if case .palette(let index) = appearance.foreground { #expect([1, 2, 3, 5, 6].contains(index)) }
  }

  @Test("With sixteen colours none but red is bold, as many terminals make bold ones bright", arguments: Ink.allCases)
  func bold(ink: Ink) {
    let appearance = Theme(depth: .sixteen).appearance(of: Style(ink))
    guard case .palette(let index) = appearance.foreground, index != 1 else { return }
    #expect(!appearance.attributes.contains(.bold))
  }

  @Test(
    "Without colours nothing but emphasis is left, and the selection still shows", arguments: Ink.allCases,
    Ground.allCases)
  func monochrome(ink: Ink, ground: Ground) {
    let appearance = Theme(depth: .none).appearance(of: Style(ink, on: ground))
    #expect(appearance.foreground == .standard && appearance.background == .standard)
    if ground == .selection { #expect(appearance.attributes.contains(.reverse)) }
  }

  @Test(
    "Every meaning looks as recorded, at every colour depth",
    arguments: [(ColorDepth.none, "none"), (.sixteen, "16"), (.extended, "256")])
  func asRecorded(depth: ColorDepth, name: String) throws {
    let theme = Theme(depth: depth)
    let lines = Ground.allCases.flatMap { ground in
      Ink.allCases.map { ink in
        let style = Style(ink, on: ground)
        return "\(style): \(theme.appearance(of: style).words)"
      }
    }
    try assertGolden(lines.joined(separator: "\n") + "\n", named: "theme-\(name).txt")
  }

  @Test("Emphasis asked for is never lost", arguments: Ground.allCases, [ColorDepth.none, .sixteen, .extended])
  func emphasis(ground: Ground, depth: ColorDepth) {
    let style = Style(.good, on: ground, [.bold, .underline])
    #expect(Theme(depth: depth).appearance(of: style).attributes.isSuperset(of: [.bold, .underline]))
  }
}

extension Appearance {
  /// `29 on standard bold`.
  fileprivate var words: String {
    let emphasis = Style(.text, on: .plain, attributes).description.split(separator: "+").dropFirst()
    return (["\(foreground.word) on \(background.word)"] + emphasis).joined(separator: " ")
  }
}

extension TerminalColor {
  fileprivate var word: String {
    switch self {
    case .standard: "standard"
    case .palette(let index): "\(index)"
    }
  }
}
