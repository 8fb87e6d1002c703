import Foundation
import TestSupport
import Testing

/// What a second of watching takes, in counts: they are the same on a fast and a slow machine, an idle and a busy one.
@Suite("A second of watching", .serialized, .requires(.root, .tool("strace")))
struct TickTests {
  /// Pictures after which all was found and read, and the deep scan is over.
  private static let settled = 3
  private static let counted = 10
  /// Pictures after which the tables of twenty namespaces were read for the first time.
  private static let tabled = 12

  /// Namespaces that are heard, and the most a tick may take: calls, and entries into namespaces. A sixtieth of them gets
  /// a whole reading, and no more than three; what they count is known from the host's ends of their cables.
  struct Cost: CustomTestStringConvertible {
    let namespaces: Int
    let calls: Int
    let entries: Int

    var testDescription: String { "\(namespaces) namespaces" }
  }

  @Test(
    "System calls and entries into namespaces are limited, and grow less than namespaces do",
    arguments: [
      Cost(namespaces: 10, calls: 250, entries: 1),
      // Their first tables are still being read: three a second, those of five seconds together.
      Cost(namespaces: 100, calls: 600, entries: 6),
      Cost(namespaces: 1000, calls: 1500, entries: 6),
    ])
  func calls(_ most: Cost) throws {
    let watched = try WatchedHost(plugged: most.namespaces)
    let own = try watched.host.run("readlink", "/proc/self/ns/net")
    let trace = try watched.traceSettled(after: Self.settled, ticks: Self.counted)
    let use = NamespaceUse(trace, own: own)
    try #require(trace.ticks >= Self.counted / 2)
    #expect(trace.calls.count / trace.ticks <= most.calls, "\(trace.summary)")
    // What one tick asks for may be done in the next.
    #expect(use.entries <= (trace.ticks + 1) * most.entries)
    // Something must have been done, or nothing was measured.
    #expect(use.entries >= 1)
  }

  @Test("One request for all counters, one for each glance, and five for a whole reading go over the wire")
  func messages() throws {
    let watched = try WatchedHost(plugged: 20)
    let script = "\"$0\" list all --watch --json | head -n \(Self.tabled + Self.counted) >/dev/null"
    let environment = IsolatedHost.environment.merging(["GANTRY_NLDEBUG": watched.wireFile]) { own, _ in own }
    try watched.host.command("sh", ["-c", script, GantryUnderTest.path]).with(environment: environment)(
      within: .seconds(180))
    let seconds = try WireTrace(contentsOf: watched.wireFile).ticks.dropFirst(Self.tabled).prefix(Self.counted - 2)
    try #require(seconds.count >= 5)
    // Two whole readings in five seconds, together: links, own number, addresses, routes, neighbours. All that is
    // counted has a mirror.
    let most = seconds.count + (seconds.count / 5 + 1) * 2 * 5
    #expect(seconds.map(\.count).reduce(0, +) <= most, "\(Array(seconds))")
    #expect(seconds.contains { $0.contains("RTM_GETROUTE") })
  }
}

extension SystemCallTrace {
  /// How many seconds were watched: each asks for the counters once. On a slow machine a picture may take several.
  var ticks: Int {
    named("sendto").count { $0.arguments.contains("RTM_GETSTATS") || $0.arguments.contains("nlmsg_type=0x5e") }
  }
}

/// What `GANTRY_NLDEBUG` wrote down.
struct WireTrace {
  /// The names of the requests that were sent in each tick, from the first on.
  let ticks: [[String]]

  init(contentsOf path: String) throws {
    var ticks: [[String]] = []
    var isSent = false
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      if line.first?.isNumber ?? false { isSent = line.contains(" >") }
      guard isSent, line.hasPrefix("RTM_") else { continue }
      let name = String(line.prefix { $0 != " " })
      if name == "RTM_GETSTATS" { ticks.append([]) }
      guard !ticks.isEmpty else { continue }
      ticks[ticks.count - 1].append(name)
    }
    self.ticks = ticks
  }
}
