import Glibc

/// poll(2) for tests.
package enum Poll {
  /// The descriptors that can be read (or are at their end) before the limit passes.
  package static func readable(_ descriptors: [Int32], within limit: Duration) -> [Int32] {
    let deadline = ContinuousClock.now + limit
    var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while true {
      let left = max(deadline - .now, .zero)
      let count = poll(&entries, nfds_t(entries.count), left.wholeMilliseconds)
      if count < 0, errno == EINTR { continue }
      return entries.filter { $0.revents != 0 }.map(\.fd)
    }
  }
}

/// Waits until the world gives an answer, and fails when it has not within the limit.
///
/// The question is asked again whenever the descriptor becomes readable, and otherwise fifty times a second:
/// the end of a wait is an answer, never the passing of a time.
/// - Throws: `NotWithin` with the description, or what the question itself throws.
@discardableResult
package func eventually<Answer>(
  _ what: String, within limit: Duration = .seconds(5), on descriptor: Int32 = -1, _ question: () throws -> Answer?
) throws -> Answer {
  let deadline = ContinuousClock.now + limit
  while true {
    if let answer = try question() { return answer }
    guard ContinuousClock.now < deadline else { throw NotWithin(what: what, limit: limit) }
    _ = Poll.readable([descriptor], within: .milliseconds(20))
  }
}

/// Waits until a condition holds.
package func eventually(
  _ what: String, within limit: Duration = .seconds(5), on descriptor: Int32 = -1, _ condition: () throws -> Bool
) throws {
  _ = try eventually(what, within: limit, on: descriptor) { try condition() ? true : nil }
}

package struct NotWithin: Error, CustomStringConvertible {
  package let what: String
  package let limit: Duration

  package var description: String { "not within \(limit): \(what)" }
}

extension Duration {
  fileprivate var wholeMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    return Int32(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
