import Topology

extension State {
  /// Marks the selected container or namespace, or takes the mark away; then the next row is selected.
  mutating func toggleMark() {
    guard let object = subject?.object else { return }
    if marks.remove(object) == nil { marks.insert(object) }
    if page == nil, let index = list.selectedIndex { select(index + 1) }
  }

  /// Forgets marks on what is not there any more.
  mutating func dropStaleMarks() {
    guard !marks.isEmpty, let snapshot = live?.observed else { return }
    marks = marks.filter { snapshot.contains($0) }
  }
}
