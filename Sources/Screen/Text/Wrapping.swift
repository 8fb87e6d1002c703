extension Line {
  /// The line broken into lines of at most `columns` columns: at line feeds, else between words, else within a word.
  public func wrapped(to columns: Int) -> [Line] {
    guard columns > 0 else { return [] }
    var wrapper = LineWrapper(columns: columns)
    for span in spans {
      for (index, paragraph) in span.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { wrapper.endLine() }
        for cluster in Clusters(String(paragraph)) { wrapper.add(cluster, span.style) }
      }
    }
    wrapper.endLine()
    return wrapper.lines
  }
}

extension String {
  /// The text broken into lines of at most `columns` columns: at line feeds, else between words, else within a word.
  public func wrapped(to columns: Int) -> [String] {
    Line(self).wrapped(to: columns).map(\.text)
  }
}

/// Collects clusters into words and words into lines.
private struct LineWrapper {
  let columns: Int
  private(set) var lines: [Line] = []
  private var line = Run()
  private var gap = Run()
  private var word = Run()

  init(columns: Int) {
    self.columns = columns
  }

  mutating func add(_ cluster: Cluster, _ style: Style) {
    guard cluster.width <= columns else { return }
    if cluster.text == " " {
      endWord()
      gap.append(cluster, style)
    } else {
      if word.width + cluster.width > columns { endWord() }
      word.append(cluster, style)
    }
  }

  mutating func endLine() {
    endWord()
    lines.append(line.line)
    line = Run()
    gap = Run()
  }

  /// Puts the word after the gap before it if there is room, else on a line of its own.
  private mutating func endWord() {
    guard word.width > 0 else { return }
    if line.width + gap.width + word.width > columns, line.width > 0 {
      lines.append(line.line)
      line = Run()
    } else if gap.width + word.width <= columns - line.width {
      line.append(gap)
    }
    line.append(word)
    gap = Run()
    word = Run()
  }
}

/// A line that knows its width.
private struct Run {
  private(set) var line = Line()
  private(set) var width = 0

  mutating func append(_ cluster: Cluster, _ style: Style) {
    append(Span(cluster.text, style))
    width += cluster.width
  }

  mutating func append(_ run: Run) {
    run.line.spans.forEach { append($0) }
    width += run.width
  }

  /// Lets a span of the same style grow.
  private mutating func append(_ span: Span) {
    if line.spans.last?.style == span.style {
      line.spans[line.spans.count - 1].text += span.text
    } else {
      line.spans.append(span)
    }
  }
}
