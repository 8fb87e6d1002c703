/// A surface to draw on. Positions are its own, from its top left corner; nothing lands outside it.
///
/// Drawing also registers what areas of it stand for, so that the mouse finds what was drawn:
///
///     var canvas = Canvas<Target>(size: terminal.size, glyphs: .unicode)
///     canvas.within(canvas.bounds.row(0)) { header in
///       header.draw("gantry", at: Position(column: 1), style: .title)
///       header.mark(header.bounds, as: .header)
///     }
///     terminal.present(canvas.frame)
public struct Canvas<Target: Hashable & Sendable>: Sendable {
  /// What has been drawn so far, all of the screen.
  public private(set) var frame: Frame
  /// What has been registered so far, in the positions of the screen.
  public private(set) var hits = HitMap<Target>()
  /// The signs to draw with.
  public let glyphs: Glyphs
  /// The extent of this surface.
  public private(set) var size: Size
  private var origin = Position.zero
  private var clip: Rect

  /// An empty surface for a whole screen.
  public init(size: Size, glyphs: Glyphs = .unicode) {
    frame = Frame(size: size, repertoire: glyphs.repertoire)
    self.glyphs = glyphs
    self.size = size
    clip = Rect(size: size)
  }

  /// All of this surface, in its own positions.
  public var bounds: Rect { Rect(size: size) }

  /// The part of `bounds` that can be seen: less than all of it where the surface is scrolled.
  public var visible: Rect { clip.offset(by: .zero - origin) }

  /// Writes text in one row. Returns the column after it, whether or not there was room for all of it.
  @discardableResult
  public mutating func draw(_ text: String, at place: Position, style: Style = .text) -> Int {
    frame.write(text, at: place + origin, style: style, clip: clip) - origin.column
  }

  /// Writes a line in one row. Returns the column after it, whether or not there was room for all of it.
  @discardableResult
  public mutating func draw(_ line: Line, at place: Position) -> Int {
    line.spans.reduce(place.column) { column, span in
      draw(span.text, at: Position(column: column, row: place.row), style: span.style)
    }
  }

  /// Makes all cells of `area` blanks in `style`.
  public mutating func fill(_ area: Rect, style: Style = .text) {
    frame.fill(area.offset(by: origin), style: style, clip: clip)
  }

  /// Changes the styles of what has been drawn in `area`, for instance the ground of a selected row.
  public mutating func restyle(_ area: Rect, _ transform: (Style) -> Style) {
    frame.restyle(area.offset(by: origin), clip: clip, transform)
  }

  /// Lets `area` stand for `target`, above what was registered before.
  public mutating func mark(_ area: Rect, as target: Target) {
    hits.add(target, over: area.offset(by: origin).intersection(clip))
  }

  /// Clears `area` for something on top: blanks without targets.
  public mutating func cover(_ area: Rect, style: Style = .text) {
    fill(area, style: style)
    hits.cover(area.offset(by: origin).intersection(clip))
  }

  /// Shows the cursor, if the place can be seen.
  public mutating func showCursor(at place: Position) {
    if clip.contains(place + origin) { frame.cursor = place + origin }
  }

  /// Draws on a part of this surface as on one of its own.
  @discardableResult
  public mutating func within<Result>(_ area: Rect, _ body: (inout Canvas) throws -> Result) rethrows -> Result {
    try onSurface(of: area.size, at: area.origin, clippedTo: area, body)
  }

  /// Draws on a surface of `content` cells, of which `area` shows the part that begins at `offset`.
  @discardableResult
  public mutating func scrolled<Result>(
    _ area: Rect, content: Size, offset: Position, _ body: (inout Canvas) throws -> Result
  ) rethrows -> Result {
    try onSurface(of: content, at: area.origin - offset, clippedTo: area, body)
  }

  private mutating func onSurface<Result>(
    of size: Size, at place: Position, clippedTo area: Rect, _ body: (inout Canvas) throws -> Result
  ) rethrows -> Result {
    let outer = (size: self.size, origin: origin, clip: clip)
    defer { (self.size, origin, clip) = outer }
    self.size = size
    clip = clip.intersection(area.offset(by: origin))
    origin = origin + place
    return try body(&self)
  }
}
