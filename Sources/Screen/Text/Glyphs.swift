/// The characters a terminal can show.
public enum Repertoire: Hashable, Sendable {
  /// All of Unicode.
  case unicode
  /// ASCII only.
  case ascii
}

/// The signs that the screen is drawn with, in an edition for each repertoire. Every sign takes as many columns in one
/// edition as in the other, so that layout doesn't depend on it.
public struct Glyphs: Hashable, Sendable {
  /// Which edition this is.
  public let repertoire: Repertoire

  /// The edition for a repertoire.
  public init(_ repertoire: Repertoire) {
    self.repertoire = repertoire
  }

  /// The edition for terminals that show Unicode.
  public static let unicode = Glyphs(.unicode)
  /// The edition for terminals that show ASCII only.
  public static let ascii = Glyphs(.ascii)

  /// A horizontal line: `─`.
  public var horizontal: String { pick("─", "-") }
  /// A vertical line: `│`.
  public var vertical: String { pick("│", "|") }
  /// The corners of a box: top left, top right, bottom left, bottom right.
  public var corners: (topLeft: String, topRight: String, bottomLeft: String, bottomRight: String) {
    repertoire == .unicode ? ("╭", "╮", "╰", "╯") : ("+", "+", "+", "+")
  }
  /// A tree's child that has siblings after it: `├─ `.
  public var branch: String { pick("├─ ", "|- ") }
  /// A tree's last child: `└─ `.
  public var lastBranch: String { pick("└─ ", "`- ") }
  /// Passes by a child's descendants: `│  `.
  public var trunk: String { pick("│  ", "|  ") }
  /// A corner without a child, for what hangs below a row: `└`.
  public var elbow: String { pick("└", "`") }

  /// Stands for what was left out: `…`.
  public var ellipsis: String { pick("…", "~") }
  /// Stands for a value that is not known: `–`.
  public var unknown: String { pick("–", "-") }
  /// Between facts on one line: `·`.
  public var separator: String { pick("·", "|") }
  /// Something that lives: `●`.
  public var bullet: String { pick("●", "*") }
  /// Something that doesn't: `○`.
  public var hollowBullet: String { pick("○", "o") }
  /// Before a problem: `▲`.
  public var alert: String { pick("▲", "!") }
  /// Done: `✓`.
  public var check: String { pick("✓", "v") }
  /// Failed, or cut: `╳`.
  public var cross: String { pick("╳", "x") }
  /// A marked row: `✱`.
  public var mark: String { pick("✱", "*") }
  /// A group that is folded: `▸`.
  public var folded: String { pick("▸", "+") }
  /// A group that is open: `▾`.
  public var unfolded: String { pick("▾", "-") }
  /// Sorted with the smallest first: `▴`.
  public var ascending: String { pick("▴", "^") }
  /// Sorted with the largest first: `▾`.
  public var descending: String { pick("▾", "v") }
  /// Received: `↓`.
  public var down: String { pick("↓", "v") }
  /// Sent: `↑`.
  public var up: String { pick("↑", "^") }
  /// Leads to: `→`.
  public var right: String { pick("→", ">") }
  /// Comes from: `←`.
  public var left: String { pick("←", "<") }
  /// Both ways: `⇄`.
  public var exchange: String { pick("⇄", "=") }

  /// Levels of a small graph, lowest first, the lowest one not empty: `▁▂▃▄▅▆▇█`.
  public var levels: [String] {
    repertoire == .unicode ? Self.blocks : Self.asciiLevels
  }

  private static let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let asciiLevels = ["_", ".", ",", ":", "~", "=", "+", "#"]

  private func pick(_ unicode: String, _ ascii: String) -> String {
    repertoire == .unicode ? unicode : ascii
  }
}
