import Screen
import Topology

extension WiringView {
  /// What a link is: a bridge is the network it serves. Of a folded one how much is below it and what is wrong there.
  /// In little room the number of ports, which can be seen or counted, gives way first.
  func describe(_ line: WiringLine, _ room: Int, _ glyphs: Glyphs) -> Line {
    let row = line.row
    let what = row.network.map { Line($0, .title) } ?? Line(row.middle)
    let note = Line(row.note.isEmpty ? "" : "  \(row.note)", .muted)
    guard case .folded(let count, let troubled) = line.fold else {
      return what.columns + note.columns <= room
        ? what + note : what.truncated(to: room, .middle, ellipsis: glyphs.ellipsis)
    }
    let trouble = troubled > 0 ? Line("  \(troubled) down", .bad) : Line()
    let size = Line(" +\(count)", .muted)
    let lines = [what + (note.isEmpty ? size : note) + trouble, what + size + trouble]
    return lines.first { $0.columns <= room }
      ?? what.truncated(to: max(4, room - trouble.columns), .middle, ellipsis: glyphs.ellipsis) + trouble
  }

  /// How much is folded away, and whether something is wrong there.
  func summary(of fold: WiringLine.Fold?) -> Line {
    guard case .folded(let count, let troubled) = fold else { return Line() }
    return Line(" +\(count)", .muted) + (troubled > 0 ? Line(" \(troubled) down", .bad) : Line())
  }

  func owner(of row: WiringRow, _ glyphs: Glyphs) -> Line {
    row.isReference ? Line("\(glyphs.right) \(row.note)", .muted) : Line(row.note, .title)
  }
}
