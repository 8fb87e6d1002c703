import Foundation
import Testing
import Topology

@Suite("Civil time")
struct CivilTimeTests {
  @Test(
    "A moment is told as the C library tells it",
    arguments: [0, 1, -1, 951_782_400, 1_795_467_600, -2_203_891_201, 4_107_542_399, 5_000_000_000])
  func asTheLibrary(seconds: Int) {
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    let civil = CivilTime(Timestamp(nanoseconds: Int64(seconds) * 1_000_000_000))
    let date: [Int32] = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday]
    let clock: [Int32] = [parts.tm_hour, parts.tm_min, parts.tm_sec]
    #expect([civil.year, civil.month, civil.day].map(Int32.init) == date)
    #expect([civil.hour, civil.minute, civil.second].map(Int32.init) == clock)
  }

  @Test("An offset moves the clock, over midnight too")
  func zone() {
    let moment = Timestamp(nanoseconds: 1_795_467_600_000_000_000)
    #expect(CivilTime(moment).clock == "21:00:00")
    #expect(CivilTime(moment, ZoneOffset(seconds: 19_800)).clock == "02:30:00")
    #expect(CivilTime(moment, ZoneOffset(seconds: 19_800)).date == "2026-11-24")
    #expect(CivilTime(moment, ZoneOffset(seconds: -10 * 3600)).clock == "11:00:00")
  }
}
