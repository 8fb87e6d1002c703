extension Line {
  /// The line in at most `columns` columns; if something had to go, `ellipsis` says so in the style of its place.
  public func truncated(to columns: Int, _ truncation: Truncation = .end, ellipsis: String = "…") -> Line {
    guard self.columns > columns else { return self }
    let room = columns - ellipsis.columns
    guard room >= 0 else { return prefix(columns: columns) }
    switch truncation {
    case .end:
      let head = prefix(columns: room)
      return head + Line(ellipsis, style(after: head))
    case .middle:
      let head = prefix(columns: (room + 1) / 2)
      return head + Line(ellipsis, style(after: head)) + suffix(columns: room - head.columns)
    }
  }

  /// As much from the start as `columns` hold.
  func prefix(columns: Int) -> Line {
    var room = columns
    var head = Line()
    for span in spans {
      let clusters = Array(Clusters(span.text))
      let kept = clusters.prefix(columns: room)
      head.append(kept.text, span.style)
      room -= kept.width
      if kept.count < clusters.count { break }
    }
    return head
  }

  /// As much from the end as `columns` hold.
  func suffix(columns: Int) -> Line {
    var room = columns
    var tail: [Span] = []
    for span in spans.reversed() {
      let clusters = Array(Clusters(span.text))
      let kept = clusters.suffix(columns: room)
      if !kept.isEmpty { tail.append(Span(kept.text, span.style)) }
      room -= kept.width
      if kept.count < clusters.count { break }
    }
    return Line(tail.reversed())
  }

  private func style(after head: Line) -> Style {
    (head.spans.last ?? spans.first)?.style ?? .text
  }
}
