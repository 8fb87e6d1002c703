import Glibc

/// The kernel's clocks (clock_gettime(2)), in nanoseconds.
public enum SystemClock {
  /// Time since an arbitrary point, never set back, at rest while the machine is suspended (`CLOCK_MONOTONIC`).
  public static func monotonic() -> UInt64 { read(CLOCK_MONOTONIC) }

  /// Time since boot, suspended time included (`CLOCK_BOOTTIME`); process start times count from there.
  public static func sinceBoot() -> UInt64 { read(CLOCK_BOOTTIME) }

  /// Time since 1970-01-01T00:00Z (`CLOCK_REALTIME`); it may be set back.
  public static func realtime() -> UInt64 { read(CLOCK_REALTIME) }

  /// How far the clock on the wall is ahead of UTC at a time of ``realtime()``, in seconds (`tm_gmtoff`, localtime(3)).
  public static func zoneOffset(at realtime: UInt64) -> Int {
    var seconds = time_t(realtime / 1_000_000_000)
    var parts = tm()
    return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
  }

  /// Keeps the calling thread waiting.
  public static func pause(milliseconds: Int32) { _ = poll(nil, 0, milliseconds) }

  private static func read(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    // It fails only for a clock that the kernel doesn't have; these three are in every Linux.
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }
}
