import TestSupport
import Testing

/// A host with 5,000 processes.
@Suite("5,000 processes", .serialized, .requires(.root, .tool("strace")))
struct ManyProcessesTests {
  private static let processes = 5_000

  private let host: WatchedHost
  private let crowd: BackgroundProcess

  init() throws {
    host = try WatchedHost(plugged: 3)
    let script = """
      n=0
      while [ $n -lt \(Self.processes) ]; do read _ <&9 & n=$((n + 1)); done 9<&0
      echo there; read _
      """
    crowd = try host.host.command("sh", ["-c", script]).start()
    try crowd.waitForLine(containing: "there", within: .seconds(120))
  }

  /// One test, as a crowd on the machine is a burden to other tests.
  @Test("Each second takes a tenth of a look at each, and what happens is in one of the next pictures")
  func watched() throws {
    defer { host.host.close() }
    // Young processes are looked at every time, for five seconds.
    let steady = try host.traceSettled(after: 8, ticks: 4)
    #expect(steady.calls.count / 4 <= Self.processes / 2, "\(steady.summary)")
    #expect(steady.named("readlinkat").count / 4 >= Self.processes / 20)
    let process = try host.watch()
    #expect(process.output.standardOutput.utf8.count > 5 * Self.processes, "every process is in the picture")
    try host.host.run("ip", "link", "add", "br-told", "type", "bridge")
    try expectSoon("br-told", in: process)
    let script = "echo in; ip link add br-untold type bridge; read _"
    let stranger = try host.host.command("unshare", ["--net", "sh", "-c", script]).start()
    try stranger.waitForLine(containing: "in")
    try expectSoon("br-untold", in: process)
  }

  /// Some pictures may be made without it: one that was under way, and those until it was looked for and read.
  private func expectSoon(_ name: String, in process: BackgroundProcess) throws {
    let before = process.lineCount
    try process.waitForLine(containing: "\"\(name)\"", within: .seconds(60))
    let lines = process.output.standardOutput.split(separator: "\n")
    let first = try #require(lines.firstIndex { $0.contains("\"\(name)\"") })
    #expect(first - before <= 3)
  }
}
