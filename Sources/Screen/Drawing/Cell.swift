/// One cell of the screen.
public struct Cell: Hashable, Sendable {
  /// A base character with the marks that combine with it; empty in the right half of a wide character.
  public internal(set) var text: String
  /// How it looks.
  public var style: Style
  /// Columns it takes: 1 or 2, and 0 for the right half of a wide character.
  public internal(set) var width: UInt8

  init(_ cluster: Cluster, _ style: Style) {
    text = cluster.text
    width = UInt8(cluster.width)
    self.style = style
  }

  /// An empty cell.
  public static func blank(_ style: Style = .text) -> Cell { Cell(Cluster(ascii: 0x20), style) }

  /// The right half of a wide character.
  static func continuation(_ style: Style) -> Cell { Cell(Cluster(text: "", width: 0), style) }
}
