/// The columns of the tree's rows at a width.
///
/// ```
/// │  ├─ vethecd04f5     ═════ eth0  bbox01          172.17.0.2       12k   3.0k
/// └────── near ───────┘└cable┘└─ far ┘└─ name ───┘ └─ address ──┘ └ rx ┘└ tx ┘
/// ```
///
/// A graph stands before the rates. Where there is no room for it beside both, one number tells both together.
struct WiringColumns: Hashable, Sendable {
  let near: Range<Int>
  let cable: Range<Int>
  let far: Range<Int>
  let name: Range<Int>
  let address: Range<Int>
  /// Empty where there is no room.
  let graph: Range<Int>
  let rx: Range<Int>
  /// Empty where there is room for one rate only, which is then both together.
  let tx: Range<Int>

  /// The least width for a graph and one rate, and for a graph and both.
  private static let (graphWidth, graphAndRatesWidth) = (70, 84)

  init(width: Int, hasGraphs: Bool = false) {
    let isRoomy = width >= 72
    let hasGraph = hasGraphs && width >= Self.graphWidth
    let rate = 6
    var right = max(0, width)
    func cut(_ columns: Int) -> Range<Int> {
      let range = max(0, right - columns)..<right
      right = max(0, range.lowerBound - 1)
      return range
    }
    if isRoomy, !hasGraph || width >= Self.graphAndRatesWidth {
      tx = cut(rate)
      rx = cut(rate)
    } else {
      rx = cut(rate)
      tx = rx.upperBound..<rx.upperBound
    }
    graph = hasGraph ? cut(6) : right..<right
    address = cut(width >= 96 ? 18 : 15)
    let nearWidth = width >= 96 ? 24 : isRoomy ? 18 : 17
    let cableWidth = width >= 96 ? 7 : isRoomy ? 5 : 3
    let farWidth = width >= 96 ? 8 : 5
    near = 0..<nearWidth
    cable = (near.upperBound + 1)..<(near.upperBound + 1 + cableWidth)
    far = (cable.upperBound + 1)..<(cable.upperBound + 1 + farWidth)
    name = (far.upperBound + 1)..<max(far.upperBound + 2, right)
  }

  /// Whether each direction has its column.
  var hasBothRates: Bool { !tx.isEmpty }
}
