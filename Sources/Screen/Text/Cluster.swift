/// What fills one cell, or two: a base character with the marks that combine with it.
struct Cluster: Hashable, Sendable {
  var text: String
  /// 1 or 2.
  var width: Int
}

extension Cluster {
  /// A printable ASCII character.
  init(ascii byte: UInt8) {
    self.init(text: String(Unicode.Scalar(byte)), width: 1)
  }

  /// Stands for a character that can't be shown.
  static let replacement = Cluster(text: "\u{FFFD}", width: 1)
}
