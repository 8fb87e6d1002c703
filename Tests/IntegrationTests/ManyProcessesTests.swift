import TestSupport
import Testing

/// A host with 5,000 processes.
@Suite("5,000 processes", .serialized, .requires(.root, .tool("strace")))
struct ManyProcessesTests {
  private static let processes = 5_000

  private let watched: WatchedHost
  private let crowd: BackgroundProcess

  init() throws {
    watched = try WatchedHost(plugged: 3)
    let script = """
      n=0
      while [ $n -lt \(Self.processes) ]; do read _ <&9 & n=$((n + 1)); done 9<&0
      echo there; read _
      """
    crowd = try watched.host.command("sh", ["-c", script]).start()
    try crowd.waitForLine(containing: "there", within: .seconds(120))
  }

  @Test("What happens is in the next picture or in the one after, whether an event tells it or not")
  func keepsUp() throws {
    defer { watched.host.close() }
    let process = try watched.watch()
    #expect(process.output.standardOutput.utf8.count > 5 * Self.processes, "every process is in the picture")
    try watched.host.run("ip", "link", "add", "br-told", "type", "bridge")
    try expectSoon("br-told", in: process)
    let stranger = try watched.host.command(
      "unshare", ["--net", "sh", "-c", "echo in; ip link add br-untold type bridge; read _"]
    )
    .start()
    try stranger.waitForLine(containing: "in")
    try expectSoon("br-untold", in: process)
  }

  @Test("Each second takes a tenth of a look at each, not a look at all")
  func takesTurns() throws {
    defer { watched.host.close() }
    // Young processes are looked at every time, for five seconds.
    let steady = try watched.traceSettled(after: 8, ticks: 10)
    #expect(steady.calls.count / 10 <= Self.processes / 2, "\(steady.summary)")
    #expect(steady.named("readlinkat").count / 10 >= Self.processes / 20)
  }

  /// At most two pictures may be made without it: one that was under way, and one that waits for the looking.
  private func expectSoon(_ name: String, in process: BackgroundProcess) throws {
    let before = process.lineCount
    try process.waitForLine(containing: "\"\(name)\"", within: .seconds(60))
    let lines = process.output.standardOutput.split(separator: "\n")
    let first = try #require(lines.firstIndex { $0.contains("\"\(name)\"") })
    #expect(first - before <= 2)
  }
}
