/// Which rows of a list can be seen.
public struct ListWindow: Hashable, Sendable {
  /// The rows of the list.
  public let count: Int
  /// The rows there is room for.
  public let height: Int
  /// The first row that can be seen.
  public let offset: Int

  /// The window that moves as little as it can from `offset` so that `selection` can be seen and no room is wasted.
  public init(count: Int, height: Int, offset: Int = 0, selection: Int? = nil) {
    self.count = max(0, count)
    self.height = max(0, height)
    var offset = offset
    if let selection {
      offset = min(offset, selection)
      offset = max(offset, selection - self.height + 1)
    }
    self.offset = max(0, min(offset, self.count - self.height))
  }

  /// The rows that can be seen.
  public var visible: Range<Int> { offset..<min(count, offset + height) }

  /// Whether all rows can be seen.
  public var showsAll: Bool { visible.count == count }

  /// Where the selection is, for the border of a box: `3/12`; empty for an empty list.
  public static func indicator(selection: Int?, count: Int) -> Line {
    guard count > 0 else { return Line() }
    return Line("\(selection.map { "\($0 + 1)/" } ?? "")\(count)", .muted)
  }
}
