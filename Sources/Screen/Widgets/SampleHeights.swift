extension [Double?] {
  /// The latest `count` samples as heights from 0 to `steps`; only a sample of 0 has the height 0. `ceiling` has the height
  /// `steps`; without one the largest of these samples.
  func heights(latest count: Int, steps: Int, ceiling: Double?) -> [Int?] {
    let latest = suffix(count)
    let known = latest.compactMap { $0 }.filter(\.isFinite)
    let top = Swift.max(ceiling ?? known.max() ?? 0, 0)
    let gaps = [Int?](repeating: nil, count: count - latest.count)
    return gaps
      + latest.map { sample in
        guard let sample, sample.isFinite else { return nil }
        guard sample > 0, top > 0 else { return 0 }
        return Self.height(Swift.min(sample / top, 1) * Double(steps))
      }
  }

  /// The nearest step, but little is not shown as nothing.
  private static func height(_ value: Double) -> Int { Swift.max(1, Int(value + 0.5)) }
}

/// Signs of two columns of four dots (Unicode standard, chapter 21.1).
enum Braille {
  /// Dots of the left column, and of the right one, by height from the bottom up.
  static let left: [UInt32] = [0, 0x40, 0x44, 0x46, 0x47]
  static let right: [UInt32] = [0, 0x80, 0xA0, 0xB0, 0xB8]

  /// The sign with these dots; without any a blank.
  static func sign(_ dots: UInt32) -> String {
    guard dots != 0, let sign = Unicode.Scalar(0x2800 + dots) else { return " " }
    return String(sign)
  }
}
