/// How far a clock on the wall is ahead of UTC, in seconds (`tm_gmtoff`, ctime(3)).
public struct ZoneOffset: Hashable, Sendable {
  /// Seconds east of Greenwich.
  public let seconds: Int

  /// An offset east of Greenwich.
  public init(seconds: Int) { self.seconds = seconds }

  /// No offset.
  public static let utc = ZoneOffset(seconds: 0)
}

/// A moment as calendar and clock on the wall show it (proleptic Gregorian calendar).
public struct CivilTime: Hashable, Sendable {
  /// The date.
  public let year, month, day: Int
  /// The time of day.
  public let hour, minute, second: Int

  /// A moment at a place with this offset from UTC.
  public init(_ moment: Timestamp, _ zone: ZoneOffset = .utc) {
    let seconds = Int(Self.floor(moment.nanoseconds, by: 1_000_000_000)) + zone.seconds
    let days = Self.floor(Int64(seconds), by: 86_400)
    let rest = seconds - Int(days) * 86_400
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    // Years are counted from March, so that the leap day is the last of one; 400 of them have 146 097 days.
    let shifted = days + 719_468
    let era = Self.floor(shifted, by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  /// `2026-11-23`.
  public var date: String { "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))" }

  /// `21:00:03`.
  public var clock: String { "\(Self.padded(hour)):\(Self.padded(minute)):\(Self.padded(second))" }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func floor(_ number: Int64, by divisor: Int64) -> Int64 {
    number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
  }
}
