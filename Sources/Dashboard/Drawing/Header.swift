import Diagnosis
import Screen
import Topology

/// The first line: the host, how much there is of everything, what goes through, what is wrong, and how fresh it is.
struct Header {
  let state: State

  func draw(on canvas: inout Surface, in area: Rect) {
    let isWide = area.columns >= Layout.wide
    let right = status(isWide: isWide)
    canvas.draw(right, in: area.inset(right: 1), .right)
    let sources = sources(isWide: isWide)
    canvas.mark(
      Rect(column: area.right - 1 - right.columns, row: area.top, columns: sources.columns, rows: 1),
      as: .action(.sources))
    let problems = problems(isWide: isWide)
    let end = area.right - 1 - freshness.columns - (isWide ? 3 : 2)
    canvas.mark(
      Rect(column: end - problems.columns, row: area.top, columns: problems.columns, rows: 1), as: .action(.problems))
    var left = Line(" gantry ", .title) + Line(isWide ? " " : "") + Line(state.shown?.snapshot.host ?? "", .accent)
    left += state.shown.map { counts($0, isWide: isWide) } ?? Line()
    let room = Rect(
      column: area.left, row: area.top, columns: max(0, area.columns - right.columns - 2), rows: 1)
    let traffic = state.shown.flatMap { rates($0, isWide: isWide) } ?? Line()
    if left.columns + traffic.columns + 2 <= room.columns {
      canvas.draw(
        traffic,
        in: Rect(
          column: room.right - traffic.columns - (isWide ? 3 : 1), row: area.top,
          columns: traffic.columns, rows: 1))
    }
    canvas.draw(left, in: room)
  }

  private func counts(_ picture: Picture, isWide: Bool) -> Line {
    let snapshot = picture.observed
    let numbers = [snapshot.containers.count, snapshot.networks.count, snapshot.namespaces.count]
    guard isWide else {
      return Line("  " + zip(numbers, ["ctr", "net", "ns"]).map { "\($0) \($1)" }.joined(separator: " "))
    }
    let separator = " \(state.glyphs.separator) "
    return Line(
      separator
        + zip(numbers, ["container", "network", "namespace"]).map { count($0, $1) }.joined(separator: separator))
  }

  private func rates(_ picture: Picture, isWide: Bool) -> Line? {
    guard let total = picture.rates.total else { return nil }
    let (units, glyphs) = (state.preferences.units, state.glyphs)
    // As wide as nearly every amount, so that nothing moves when it changes.
    func text(_ bytes: Double) -> String {
      let text = units.format(bytesPerSecond: bytes, style: isWide ? .long : .compact)
      return String(repeating: " ", count: max(0, (isWide ? 8 : 4) - text.columns)) + text
    }
    if isWide {
      return Line("\(glyphs.down) \(text(total.rxBytes))", .received)
        + Line("  \(glyphs.up) \(text(total.txBytes))", .sent)
    }
    return Line("\(glyphs.down)\(text(total.rxBytes))", .received)
      + Line(" \(glyphs.up)\(text(total.txBytes))", .sent) + Line(" \(units.rateUnit)", .muted)
  }

  private func status(isWide: Bool) -> Line {
    let parts = [sources(isWide: isWide), readOnly, problems(isWide: isWide), freshness].filter { !$0.isEmpty }
    return parts.joined(separator: Line(isWide ? "   " : "  "))
  }

  /// That nothing can be changed, where somebody asked for that.
  private var readOnly: Line {
    state.permission == .readOnly ? Line("read-only", .accent) : Line()
  }

  private func problems(isWide: Bool) -> Line {
    guard let picture = state.shown, picture.problemCount > 0 else { return Line() }
    let worst = picture.findings.first?.severity.style ?? .warning
    let words = isWide ? " \(count(picture.problemCount, "problem"))" : "\(picture.problemCount)"
    return Line(state.glyphs.alert + words, worst)
  }

  /// Sources that do not answer as they should.
  private func sources(isWide: Bool) -> Line {
    let troubled = state.shown?.snapshot.sources.filter(\.isTroubled) ?? []
    guard let first = troubled.first else { return Line() }
    let others = troubled.count > 1 ? " +\(troubled.count - 1)" : ""
    return Line("\(first.name) \(first.state.rawValue)\(others)", first.state.style)
  }

  /// How much happened while the picture stood still.
  private var missed: String {
    let number = Int(clamping: state.changesMissed)
    guard number > 0 else { return "" }
    let isWide = state.size.columns >= Layout.wide
    return isWide ? " \(state.glyphs.separator) \(count(number, "change"))" : " +\(number)"
  }

  private var freshness: Line {
    guard state.shown != nil else { return Line("\(state.glyphs.hollowBullet) starting", .muted) }
    let age = state.age < 60 ? "\(state.shownAge)s" : "\(state.age / 60)m"
    if state.isPaused { return Line("\(state.glyphs.hollowBullet) paused \(age)\(missed)", .warning) }
    return Line("\(state.glyphs.bullet) live \(age)", state.age > 3 ? .warning : .good)
  }
}
