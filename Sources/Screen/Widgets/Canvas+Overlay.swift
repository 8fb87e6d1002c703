extension Canvas {
  /// Draws a box of at most `size` in the middle of this surface, above what is there, and draws inside it.
  @discardableResult
  public mutating func overlay<Result>(
    _ size: Size, title: Line = Line(), footer: Line = Line(), style: Style = .accent,
    _ body: (inout Canvas) throws -> Result
  ) rethrows -> Result {
    let area = bounds.centered(size)
    cover(area)
    return try within(box(area, title: title, footer: footer, style: style), body)
  }
}
