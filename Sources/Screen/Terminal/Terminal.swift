/// A terminal that shows frames. Nothing else of it concerns what is drawn.
public protocol Terminal: AnyObject {
  /// Its size now.
  var size: Size { get }
  /// What it is able to do.
  var capabilities: TerminalCapabilities { get }
  /// Shows a frame in place of the last one.
  func present(_ frame: Frame)
}

/// What a terminal is able to do.
public struct TerminalCapabilities: Hashable, Sendable {
  /// The colours it shows.
  public var colors: ColorDepth
  /// The characters it shows.
  public var repertoire: Repertoire
  /// Whether it reports the mouse.
  public var hasMouse: Bool

  /// A terminal's abilities.
  public init(colors: ColorDepth, repertoire: Repertoire, hasMouse: Bool) {
    self.colors = colors
    self.repertoire = repertoire
    self.hasMouse = hasMouse
  }

  /// The signs to draw with.
  public var glyphs: Glyphs { Glyphs(repertoire) }
}
