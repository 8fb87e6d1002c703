import Screen
import Topology

/// Draws the wiring tree.
struct WiringView {
  let state: State
  let picture: Picture
  let columns: WiringColumns

  /// Draws the lines that can be seen, and what the columns mean into the border above.
  func draw(_ lines: [WiringLine], on canvas: inout Surface, in area: Rect) {
    drawHeadings(on: &canvas, above: area)
    let window = state.list.window(height: area.rows)
    let sideways = state.list.sideways
    let content = Size(columns: area.columns + sideways, rows: area.rows)
    for (row, index) in window.visible.enumerated() {
      let place = area.row(row)
      canvas.scrolled(place, content: content, offset: Position(column: sideways)) { surface in
        draw(lines[index], below: lines[index].parent.map { lines[$0] }, on: &surface)
      }
      if index == state.list.selectedIndex {
        let isFocused = state.focus == .list && state.filterField == nil
        canvas.restyle(place) { $0.on(isFocused ? .selection : .idleSelection) }
      }
      canvas.mark(place, as: .row(index))
    }
  }

  private func drawHeadings(on canvas: inout Surface, above area: Rect) {
    guard state.list.sideways == 0 else { return }
    let unit = state.preferences.units.rateUnit
    let last = columns.hasBothRates ? " tx \(unit)" : " rx+tx \(unit)"
    let heading = Line(" address ", .heading)
    let border = Rect(column: area.left, row: area.top - 1, columns: area.columns, rows: 1)
    canvas.draw(heading, at: Position(column: border.left + columns.address.lowerBound - 1, row: border.top))
    let end = max(columns.rx.upperBound, columns.tx.upperBound)
    canvas.draw(Line(last, .heading), at: Position(column: border.left + end - last.columns, row: border.top))
    guard columns.hasBothRates else { return }
    let rx = min(columns.rx.upperBound, end - last.columns) - 3
    canvas.draw(Line(" rx", .heading), at: Position(column: border.left + rx, row: border.top))
  }

  private func draw(_ line: WiringLine, below parent: WiringLine?, on surface: inout Surface) {
    let isBesideCable = line.row.shape == .words && parent.map { $0.row.isCable } ?? false
    let start = drawGuides(of: line, isBesideCable: isBesideCable, on: &surface)
    switch line.row.shape {
    case .words: drawWords(line, from: start, on: &surface)
    case .link: drawLink(line, from: start, on: &surface)
    case .cable(let cable): drawCable(line, cable, from: start, on: &surface)
    }
    if let mark = picture.mark(of: line.row) {
      surface.restyle(surface.bounds) { $0.ink == .border ? $0 : $0.marked(mark) }
    } else if line.row.isDim {
      surface.restyle(surface.bounds) { Style(.muted, on: $0.ground, $0.attributes) }
    }
  }

  /// The lines that lead to a row; what lives at the end of a cable hangs there. Returns where the row begins.
  private func drawGuides(of line: WiringLine, isBesideCable: Bool, on surface: inout Surface) -> Int {
    let glyphs = surface.glyphs
    guard line.depth > 0 else {
      guard case .folded = line.fold else { return 0 }
      return surface.draw("\(glyphs.folded) ", at: .zero, style: .accent)
    }
    let trunks = line.trunks.dropFirst().map { $0 ? glyphs.trunk : "   " }.joined()
    guard !isBesideCable else {
      surface.draw(trunks, at: .zero, style: .border)
      return surface.draw("\(glyphs.elbow) ", at: Position(column: columns.far.lowerBound), style: .border)
    }
    let end = surface.draw(trunks + (line.isLast ? glyphs.lastBranch : glyphs.branch), at: .zero, style: .border)
    guard case .folded = line.fold else { return end }
    surface.draw(glyphs.folded, at: Position(column: end - 2), style: .accent)
    return end
  }

  private func drawWords(_ line: WiringLine, from start: Int, on surface: inout Surface) {
    let row = line.row
    let isRoot = line.depth == 0
    var text = Line(row.name, isRoot ? .title : .text)
    text += summary(of: line.fold)
    if row.id.object.map(picture.isGone) ?? false { text += Line("  gone", Style(.removed)) }
    if !row.note.isEmpty {
      text += Line(isRoot ? " \(surface.glyphs.horizontal) \(row.note)" : "  \(row.note)", .muted)
    }
    let room = Rect(column: start, row: 0, columns: surface.size.columns - start, rows: 1)
    surface.draw(text, in: room)
  }

  private func drawLink(_ line: WiringLine, from start: Int, on surface: inout Surface) {
    let row = line.row
    write(Line(row.name, row.id.isReference ? .muted : .title), from: start, to: columns.near.upperBound, on: &surface)
    let room = columns.name.upperBound - columns.far.lowerBound
    let kind =
      row.isStackedElsewhere
      ? Line("\(row.middle)  ") + owner(of: row, surface.glyphs) : describe(line, room, surface.glyphs)
    write(kind, from: columns.far.lowerBound, to: columns.name.upperBound, .end, on: &surface)
    let link = row.link.flatMap(picture.link)
    drawFacts(row, rate: row.link.flatMap(picture.shownRate), on: &surface) { seconds in
      link.map { picture.history(of: $0, seconds: seconds) }
    }
  }

  private func drawCable(_ line: WiringLine, _ cable: CableState, from start: Int, on surface: inout Surface) {
    let row = line.row
    write(Line(row.name), from: start, to: columns.near.upperBound, on: &surface)
    surface.draw(
      surface.glyphs.cable(cable, columns: columns.cable.count), at: Position(column: columns.cable.lowerBound))
    write(Line(row.middle), from: columns.far.lowerBound, to: columns.far.upperBound, on: &surface)
    var name = owner(of: row, surface.glyphs)
    name += summary(of: line.fold)
    let end = row.address.isEmpty ? columns.address.upperBound : columns.name.upperBound
    write(name, from: columns.name.lowerBound, to: end, on: &surface)
    let link = row.link.flatMap(picture.link)
    drawFacts(row, rate: link.flatMap(picture.rateAtFarEnd), on: &surface) { seconds in
      link.map { picture.historyAtFarEnd(of: $0, seconds: seconds) }
    }
  }

  /// Address and rates, or what is wrong.
  private func drawFacts(
    _ row: WiringRow, rate: Rate?, on surface: inout Surface, history: (Int) -> RateHistory.Series?
  ) {
    write(
      Line(row.address(in: columns.address.count)), from: columns.address.lowerBound, to: columns.address.upperBound,
      on: &surface)
    let rates = Rect(
      column: columns.rx.lowerBound, row: 0,
      columns: max(columns.rx.upperBound, columns.tx.upperBound)
        - columns.rx.lowerBound, rows: 1)
    if picture.mark(of: row) == .gone { return surface.draw(Line("gone", Style(.removed)), in: rates, .right) }
    if let trouble = row.trouble {
      return surface.draw(Line(trouble, trouble == "down" ? .bad : .warning), in: rates, .right)
    }
    if let series = history(columns.graph.count) {
      let graph = Sparkline(rates: series.sum).text(columns: columns.graph.count, glyphs: surface.glyphs)
      surface.draw(graph, at: Position(column: columns.graph.lowerBound))
    }
    let units = state.preferences.units
    func text(_ bytes: Double?) -> Line { Line.value(bytes.map { units.format(bytesPerSecond: $0) }) }
    func place(_ range: Range<Int>) -> Rect { Rect(column: range.lowerBound, row: 0, columns: range.count, rows: 1) }
    guard columns.hasBothRates else {
      return surface.draw(text(rate.map { $0.rxBytes + $0.txBytes }), in: place(columns.rx), .right)
    }
    surface.draw(text(rate?.rxBytes), in: place(columns.rx), .right)
    surface.draw(text(rate?.txBytes), in: place(columns.tx), .right)
  }

  private func write(
    _ line: Line, from start: Int, to end: Int, _ truncation: Truncation = .middle, on surface: inout Surface
  ) {
    guard end > start else { return }
    surface.draw(line, in: Rect(column: start, row: 0, columns: end - start, rows: 1), truncation: truncation)
  }
}

extension WiringRow {
  /// The address; without its prefix length where there is no room for that.
  fileprivate func address(in columns: Int) -> String {
    address.columns <= columns ? address : String(address.prefix { $0 != "/" })
  }

  fileprivate var isCable: Bool { if case .cable = shape { true } else { isStackedElsewhere } }

  /// True for a macvlan or the like that lives in another namespace than its parent.
  fileprivate var isStackedElsewhere: Bool { shape == .link && id.place != nil }
}
