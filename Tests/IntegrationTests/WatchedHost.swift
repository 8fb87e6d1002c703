import Foundation
import TestSupport

/// `gantry list all --watch --json` on a host of its own, for as many pictures as are wanted.
struct WatchedHost {
  let host: IsolatedHost
  let directory: TemporaryDirectory

  init(plugged: Int, lone: Int = 0) throws {
    host = try IsolatedHost()
    directory = try TemporaryDirectory()
    if plugged > 0 { try host.addPlugged(0..<plugged) }
    if lone > 0 { try host.addLone(lone) }
  }

  var traceFile: String { "\(directory.path)/trace" }
  var wireFile: String { "\(directory.path)/wire" }

  /// The program and what it called, until it found that nobody reads its pictures any more.
  func trace(pictures: Int) throws -> SystemCallTrace {
    let script = "strace \"$@\" list all --watch --json | head -n \(pictures) >/dev/null"
    let arguments = SystemCallTrace.arguments(writingTo: traceFile) + [GantryUnderTest.path]
    try host.command("sh", ["-c", script, "sh"] + arguments).with(environment: IsolatedHost.environment)(
      within: .seconds(180))
    return try SystemCallTrace(contentsOf: traceFile)
  }

  /// What the program calls in so many ticks, once it has settled: after so many pictures.
  func traceSettled(after pictures: Int, ticks: Int) throws -> SystemCallTrace {
    let process = try watch()
    try eventually("\(pictures) pictures", within: .seconds(60)) { process.lineCount >= pictures }
    let arguments = SystemCallTrace.arguments(writingTo: traceFile).dropLast() + ["-p", "\(try pid())"]
    let strace = try Command("strace", Array(arguments)).start()
    defer { strace.terminate() }
    var seen = 0
    return try eventually("\(ticks) whole ticks", within: .seconds(180)) {
      // There is nothing new in the trace where there is no new picture.
      guard process.lineCount > seen else { return nil }
      seen = process.lineCount
      guard FileManager.default.fileExists(atPath: traceFile) else { return nil }
      return try SystemCallTrace(contentsOf: traceFile).from(tick: 1, to: 1 + ticks)
    }
  }

  /// The program on its own, once its first picture is out.
  func watch() throws -> BackgroundProcess {
    let process = try host.gantry("list", "all", "--watch", "--json").start()
    try eventually("the first picture", within: .seconds(60)) {
      let hasEnded = !process.isRunning
      if process.lineCount > 0 { return true }
      guard !hasEnded else { throw Ended(output: process.output) }
      return false
    }
    return process
  }

  /// The program ended although nobody told it to.
  private struct Ended: Error { let output: Output }

  /// The program's own process, where there is one only.
  func pid() throws -> Int32 {
    try eventually("the program runs") { try programs().first }
  }

  /// Processes of the program in the same network namespace as this host.
  private func programs() throws -> [Int32] {
    let inode = try host.run("readlink", "/proc/self/ns/net")
    return try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap(Int32.init).filter { pid in
      let files = FileManager.default
      return (try? files.destinationOfSymbolicLink(atPath: "/proc/\(pid)/exe")) == GantryUnderTest.path
        && (try? files.destinationOfSymbolicLink(atPath: "/proc/\(pid)/ns/net")) == inode
    }
  }
}

extension BackgroundProcess {
  /// How many lines it has written, of those that came so far.
  var lineCount: Int {
    // What came is taken in by asking whether it has ended.
    _ = collect(within: .zero)
    return output.standardOutput.utf8.count { $0 == UInt8(ascii: "\n") }
  }
}
