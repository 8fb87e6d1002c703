import Screen
import Topology

/// One line of the wiring tree, without its guides.
struct WiringRow: Hashable, Sendable {
  /// How the line is laid out.
  enum Shape: Hashable, Sendable {
    /// A name, then words: a namespace, a heading, one that shares.
    case words
    /// A link in columns: name, what it is, addresses, rates.
    case link
    /// A cable in columns: near end, cable, far end and who has it, addresses, rates.
    case cable(CableState)
  }

  /// What the line is about.
  var id: RowID
  /// How it is laid out.
  var shape: Shape
  /// The near end, or what the line is called.
  var name: String
  /// The link at the far end of a cable, or the link's kind.
  var middle: String = ""
  /// The network that a bridge serves; nil where that is called as the bridge itself.
  var network: String?
  /// Who has the far end, or words that follow the name.
  var note: String = ""
  /// True where `note` names something whose own row is elsewhere.
  var isReference = false
  /// The first address of the far end, or of the link.
  var address: String = ""
  /// What is wrong with the link in a word; it stands where the rates would.
  var trouble: String?
  /// The link whose rates are shown; for a cable its near end, shown as the far end sees it.
  var link: LinkID?
  /// True for what is not there at the moment: a container that does not run.
  var isDim = false
  /// Objects the line mentions besides its own, for filters.
  var mentions: [ObjectID] = []

  /// Every object the line is about or mentions.
  var objects: [ObjectID] { (id.object.map { [$0] } ?? []) + mentions }
}

/// A line of the wiring tree with what hangs below it.
struct WiringNode: Hashable, Sendable {
  /// The line.
  var row: WiringRow
  /// What hangs below it.
  var children: [WiringNode] = []
  /// Whether it is folded until somebody opens it.
  var startsFolded = false

  /// Calls something for the line and all below it.
  func forEachRow(_ body: (WiringRow) -> Void) {
    body(row)
    for child in children { child.forEachRow(body) }
  }

  /// Lines below this one with which something is wrong.
  var troubleCount: Int { children.reduce(0) { $0 + ($1.row.trouble == nil ? 0 : 1) + $1.troubleCount } }

  /// Lines below this one.
  var descendantCount: Int { children.reduce(children.count) { $0 + $1.descendantCount } }
}
