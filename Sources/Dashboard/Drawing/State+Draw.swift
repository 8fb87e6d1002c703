import Screen

/// The surface everything is drawn on.
typealias Surface = Canvas<Target>

extension State {
  /// Draws the screen. Nothing but the state decides what is on it.
  public func draw() -> Drawing {
    var canvas = Surface(size: size, glyphs: glyphs)
    if isTooSmall {
      drawTooSmall(on: &canvas)
    } else {
      drawScreen(on: &canvas)
    }
    return Drawing(frame: canvas.frame, targets: canvas.hits)
  }

  private func drawScreen(on canvas: inout Surface) {
    let layout = Layout(self)
    Header(state: self).draw(on: &canvas, in: layout.header)
    drawTabs(on: &canvas, in: layout.tabs)
    if page != nil {
      PageText.draw(self, on: &canvas, in: layout.page)
    } else {
      drawFilter(on: &canvas, in: layout.filter)
      drawList(on: &canvas, in: layout.list)
      DetailsPane.draw(self, on: &canvas, in: layout.details)
      Strip.draw(self, on: &canvas, in: layout.strip)
    }
    drawFinding(on: &canvas, in: layout.finding)
    Footer.draw(self, on: &canvas, in: layout.footer)
    switch overlay {
    case .help(let offset): HelpText.draw(self, offset: offset, on: &canvas)
    case .operation(let operation): OperationView.draw(operation, of: self, on: &canvas)
    case .palette(let palette): PaletteView.draw(palette, of: self, on: &canvas)
    case nil: break
    }
  }

  private func drawTabs(on canvas: inout Surface, in area: Rect) {
    let tabs = ViewKind.allCases.map { view in
      TabBar.Tab(key: keymap.hint(for: Action(showing: view), glyphs) ?? "", title: view.title)
    }
    TabBar(tabs, selection: view.rawValue).draw(on: &canvas, in: area) { index in
      ViewKind(rawValue: index).map { .action(Action(showing: $0)) }
    }
  }

  /// The filter's field, or its text; at its right what is wrong with it.
  private func drawFilter(on canvas: inout Surface, in area: Rect) {
    guard !area.isEmpty else { return }
    var area = area.inset(left: 1, right: 1)
    canvas.draw("/", at: area.origin, style: .accent)
    _ = area.cutLeft(1)
    let trouble = list.filter.error.map { " \(glyphs.alert) \($0)" } ?? ""
    let error = area.cutRight(min(trouble.columns, area.columns * 2 / 3))
    canvas.draw(Line(trouble, .bad), in: error, .right)
    if let filterField {
      filterField.draw(on: &canvas, in: area, placeholder: "name, address, id, mode:none, rate>1M")
    } else {
      canvas.draw(Line(list.filter.text, .accent), in: area)
    }
    canvas.mark(area, as: .action(.filter))
  }

  private func drawTooSmall(on canvas: inout Surface) {
    let words = "gantry needs \(Layout.minimum), this is \(size).".wrapped(to: max(1, size.columns))
    canvas.draw(words.map { Line($0) } + [Line("q quits", .muted)], in: canvas.bounds)
  }
}
