/// Which part of the screen stands for what: tells a mouse click its target.
public struct HitMap<Target: Hashable & Sendable>: Sendable {
  private var regions: [(area: Rect, target: Target?)] = []

  /// A map of nothing.
  public init() {}

  /// Lets `area` stand for `target`, above all that was added before.
  public mutating func add(_ target: Target, over area: Rect) {
    if !area.isEmpty { regions.append((area, target)) }
  }

  /// Takes `area` away from all that was added before, as a dialogue that covers it does.
  public mutating func cover(_ area: Rect) {
    if !area.isEmpty { regions.append((area, nil)) }
  }

  /// What the cell at `position` stands for: the last target added over it.
  public func target(at position: Position) -> Target? {
    regions.last { $0.area.contains(position) }?.target
  }

  /// The last area added for `target`, covered since or not.
  public func area(of target: Target) -> Rect? {
    regions.last { $0.target == target }?.area
  }
}
