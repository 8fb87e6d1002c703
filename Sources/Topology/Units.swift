/// How amounts and rates are written: in bytes or bits, in powers of 1000 or of 1024.
public struct Units: Hashable, Sendable {
  /// What is counted.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    case bytes, bits
  }

  /// What a prefix means (IEC 80000-13).
  public enum Scale: String, Hashable, Sendable, CaseIterable {
    /// k, M, G: powers of 1000.
    case decimal
    /// Ki, Mi, Gi: powers of 1024.
    case binary
  }

  /// How much room there is.
  public enum Style: Hashable, Sendable {
    /// `1.2M`, at most six columns: the unit is said elsewhere.
    case compact
    /// `1.2 MB/s`.
    case long
  }

  /// What is counted.
  public var measure: Measure
  /// What a prefix means.
  public var scale: Scale

  /// Bytes in powers of 1000, unless told otherwise.
  public init(_ measure: Measure = .bytes, _ scale: Scale = .decimal) {
    self.measure = measure
    self.scale = scale
  }

  /// The four states, in the order of a key that goes through them.
  public static let allStates: [Units] = [
    Units(.bytes, .decimal), Units(.bytes, .binary), Units(.bits, .decimal), Units(.bits, .binary),
  ]

  /// The state after this one; after the last the first.
  public var next: Units {
    let states = Self.allStates
    let index = states.firstIndex(of: self) ?? 0
    return states[(index + 1) % states.count]
  }

  /// For people: `bytes, powers of 1000`.
  public var title: String { "\(measure.rawValue), powers of \(scale == .decimal ? 1000 : 1024)" }

  /// The unit of a rate without a prefix: `B/s` or `bit/s`.
  public var rateUnit: String { unit + "/s" }

  /// A rate in bytes a second as text; unknown is `–`.
  public func format(bytesPerSecond rate: Double?, style: Style = .compact) -> String {
    rate.map { text($0, style: style, unit: rateUnit) } ?? Self.unknown
  }

  /// An amount in bytes as text; unknown is `–`.
  public func format(bytes: UInt64?, style: Style = .compact) -> String {
    bytes.map { text(Double($0), style: style, unit: unit) } ?? Self.unknown
  }

  /// What stands for an unknown value.
  public static let unknown = "–"

  private var unit: String { measure == .bytes ? "B" : "bit" }

  private func text(_ bytes: Double, style: Style, unit: String) -> String {
    let amount = scaled(measure == .bytes ? bytes : bytes * 8)
    return style == .compact ? amount.digits + amount.prefix : "\(amount.digits) \(amount.prefix)\(unit)"
  }

  /// The digits and the prefix: one decimal below 10, none above, rounded before the prefix is chosen so that
  /// 999 960 is `1.0M` and not `1000k`.
  private func scaled(_ value: Double) -> (digits: String, prefix: String) {
    guard value >= 1 else { return (value > 0 ? "<1" : "0", "") }
    let base = scale == .decimal ? 1000.0 : 1024.0
    var rest = value
    var step = 0
    while step < prefixes.count - 1, rest.rounded() >= base {
      rest /= base
      step += 1
    }
    let tenths = Self.whole((rest * 10).rounded())
    let hasDecimal = step > 0 && tenths < 100
    return (hasDecimal ? "\(tenths / 10).\(tenths % 10)" : "\(Self.whole(rest.rounded()))", prefixes[step])
  }

  private var prefixes: [String] {
    scale == .decimal ? ["", "k", "M", "G", "T", "P", "E"] : ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
  }

  /// A rate is a quotient of counters, but whoever passes infinity must not crash the screen.
  private static func whole(_ value: Double) -> UInt64 { UInt64(exactly: value) ?? .max }
}
