/// All cells of a screen at one moment.
public struct Frame: Hashable, Sendable {
  /// Its extent.
  public let size: Size
  /// The characters it may use.
  public let repertoire: Repertoire
  /// The cells, row after row.
  public private(set) var cells: [Cell]
  /// Where the cursor is shown, if it is.
  public internal(set) var cursor: Position?

  /// An empty frame.
  public init(size: Size, repertoire: Repertoire = .unicode) {
    self.size = size
    self.repertoire = repertoire
    cells = Array(repeating: .blank(), count: size.columns * size.rows)
  }

  /// All of it.
  public var bounds: Rect { Rect(size: size) }

  /// The cell at a position, `nil` outside.
  public subscript(position: Position) -> Cell? {
    bounds.contains(position) ? cells[index(position.column, position.row)] : nil
  }

  /// The cells of one row from left to right; none outside.
  public func cells(ofRow row: Int) -> ArraySlice<Cell> {
    guard row >= 0, row < size.rows else { return [] }
    return cells[(row * size.columns)..<((row + 1) * size.columns)]
  }
}

extension Frame {
  /// Writes `text` from `place` on, as far as `clip` reaches; a wide character that would stick out at an edge leaves a
  /// blank there. Returns the column after the text, drawn or not.
  @discardableResult
  mutating func write(_ text: String, at place: Position, style: Style, clip: Rect) -> Int {
    let clip = clip.intersection(bounds)
    var column = place.column
    let isVisible = !clip.isEmpty && place.row >= clip.top && place.row < clip.bottom
    for cluster in Clusters(text) {
      defer { column += cluster.width }
      guard isVisible, column < clip.right, column + cluster.width > clip.left else { continue }
      guard column >= clip.left, column + cluster.width <= clip.right else {
        put(.blank(style), max(column, clip.left), place.row)
        continue
      }
      put(cluster, column, place.row, style)
    }
    return column
  }

  /// Makes every cell of `area` that `clip` has a blank in `style`.
  mutating func fill(_ area: Rect, style: Style, clip: Rect) {
    let area = area.intersection(clip).intersection(bounds)
    for row in area.top..<area.bottom {
      for column in area.left..<area.right { put(.blank(style), column, row) }
    }
  }

  /// Changes the style of every cell of `area` that `clip` has.
  mutating func restyle(_ area: Rect, clip: Rect, _ transform: (Style) -> Style) {
    let area = area.intersection(clip).intersection(bounds)
    for row in area.top..<area.bottom {
      for column in area.left..<area.right {
        let index = index(column, row)
        cells[index].style = transform(cells[index].style)
      }
    }
  }

  private mutating func put(_ cluster: Cluster, _ column: Int, _ row: Int, _ style: Style) {
    guard repertoire == .ascii else {
      put(Cell(cluster, style), column, row)
      if cluster.width == 2 { put(.continuation(style), column + 1, row, isPartOfWide: true) }
      return
    }
    for (offset, byte) in Glyphs.asciiSubstitute(for: cluster).enumerated() {
      put(Cell(Cluster(ascii: byte), style), column + offset, row)
    }
  }

  /// Puts one cell. What is left of a wide character that loses its other half becomes a blank.
  private mutating func put(_ cell: Cell, _ column: Int, _ row: Int, isPartOfWide: Bool = false) {
    let index = index(column, row)
    if cells[index].width == 0, !isPartOfWide { cells[index - 1] = .blank(cells[index - 1].style) }
    if cells[index].width == 2 { cells[index + 1] = .blank(cells[index + 1].style) }
    cells[index] = cell
  }

  private func index(_ column: Int, _ row: Int) -> Int { row * size.columns + column }
}
