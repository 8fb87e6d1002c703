@testable import Screen

extension Frame {
  /// What is left of it on a terminal without colours: text and emphasis.
  var monochrome: Frame {
    let theme = Theme(depth: .none)
    var frame = self
    frame.restyle(bounds, clip: bounds) { Style(.text, on: .plain, theme.appearance(of: $0).attributes) }
    return frame
  }
}
