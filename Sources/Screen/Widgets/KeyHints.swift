/// The row that tells what can be done now, and by which key.
public struct KeyHints: Hashable, Sendable {
  /// One action.
  public struct Hint: Hashable, Sendable {
    /// The key, as it is shown.
    public var key: String
    /// What it does, in a word.
    public var label: String
    /// Whether it can be done now; if not, it is shown faintly.
    public var isEnabled: Bool
    /// When there is no room, hints of lower priority go first.
    public var priority: Int

    /// An action with its key.
    public init(key: String, label: String, isEnabled: Bool = true, priority: Int = 0) {
      self.key = key
      self.label = label
      self.isEnabled = isEnabled
      self.priority = priority
    }

    var line: Line {
      var line = Line(key, isEnabled ? .accent : .disabled)
      line.append(" " + label, isEnabled ? .text : .disabled)
      return line
    }
  }

  /// The actions, from left to right.
  public var hints: [Hint]

  /// A row of actions.
  public init(_ hints: [Hint]) {
    self.hints = hints
  }

  /// The indices of the hints that `columns` have room for.
  public func shown(columns: Int) -> [Int] {
    var shown = Array(hints.indices)
    func needed() -> Int { shown.reduce(0) { $0 + hints[$1].line.columns + 2 } - 2 }
    while !shown.isEmpty, needed() > columns {
      let least = shown.map { hints[$0].priority }.min()
      guard let victim = shown.lastIndex(where: { hints[$0].priority == least }) else { break }
      shown.remove(at: victim)
    }
    return shown
  }

  /// Draws the hints there is room for; those that are enabled stand for their targets.
  public func draw<Target>(on canvas: inout Canvas<Target>, in area: Rect, target: (Int) -> Target?) {
    var column = area.left
    for index in shown(columns: area.columns) {
      let line = hints[index].line
      canvas.draw(line, at: Position(column: column, row: area.top))
      if hints[index].isEnabled, let target = target(index) {
        canvas.mark(Rect(column: column, row: area.top, columns: line.columns, rows: 1), as: target)
      }
      column += line.columns + 2
    }
  }
}
