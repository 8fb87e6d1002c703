import Screen
import Topology

extension State {
  /// Text goes to the field that has the keyboard; without one it is ignored, as a paste into the air should be.
  @discardableResult
  mutating func edit(with event: InputEvent) -> Bool {
    if case .palette(var palette) = overlay {
      guard palette.field.handle(event) else { return false }
      palette.selection = 0
      overlay = .palette(palette)
      return true
    }
    if case .form(var form) = operation {
      form.edit(event)
      show(form)
      return true
    }
    if case .preview(var preview) = operation, preview.focus == .confirmation {
      guard preview.confirmation.handle(event) else { return false }
      operation = .preview(preview)
      return true
    }
    guard overlay == nil, var field = filterField, field.handle(event) else { return false }
    filterField = field
    applyFilter(field.text)
    return true
  }

  mutating func handleInFilter(_ chord: KeyChord) -> [Effect] {
    switch (chord.key, chord.modifiers) {
    case (.enter, []):
      filterField = nil
    case (.escape, []):
      filterField = nil
      applyFilter("")
    case (.up, []), (.down, []), (.pageUp, []), (.pageDown, []):
      return keymap.action(for: chord).map { attempt($0) } ?? []
    default:
      edit(with: .key(chord))
    }
    return []
  }

  mutating func handleInPalette(_ chord: KeyChord) -> [Effect] {
    guard case .palette(var palette) = overlay else { return [] }
    let matches = palette.matches
    switch (chord.key, chord.modifiers) {
    case (.escape, []):
      overlay = nil
    case (.enter, []):
      overlay = nil
      return matches.indices.contains(palette.selection) ? attempt(matches[palette.selection]) : []
    case (.up, []), (.character("p"), .control):
      palette.selection = max(0, palette.selection - 1)
      overlay = .palette(palette)
    case (.down, []), (.character("n"), .control), (.tab, []):
      palette.selection = max(0, min(matches.count - 1, palette.selection + 1))
      overlay = .palette(palette)
    default:
      edit(with: .key(chord))
    }
    return []
  }

  /// Shows only what matches, in the view on the screen. In the tree a row may be there only to show where a matching
  /// one hangs: then the first that matches is selected instead.
  mutating func applyFilter(_ text: String) {
    list.filter = Filter(text)
    relist()
    guard let shown, case .tree(let lines) = list.listing, let matcher = Matcher(list.filter, in: shown) else { return }
    if let index = list.selectedIndex, matcher.matches(row: lines[index].row) { return }
    if let first = lines.firstIndex(where: { matcher.matches(row: $0.row) }) { select(first) }
  }
}
