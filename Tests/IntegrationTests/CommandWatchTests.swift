import Foundation
import Glibc
import TestSupport
import Testing

/// `list --watch` against the real kernel.
@Suite("Watching", .requires(.root))
struct CommandWatchTests {
  private let lab: CommandLab

  init() throws { lab = try CommandLab() }

  @Test(
    "With --json each picture is one line, newer than the one before; Ctrl-C ends it with status 0",
    arguments: [SIGINT, SIGTERM])
  func lines(number: Int32) throws {
    let process = try lab.gantry.command(["list", "all", "--watch", "--json"]).start()
    try process.waitForLine(containing: "br-lab")
    try lab.host.addBridge("br-soon")
    try process.waitForLine(containing: "br-soon")
    try lab.host.ip("link", "del", "br-soon")
    try eventually("four lines", within: .seconds(20)) { lineCount(process) >= 4 || !process.collectMore() }
    process.signal(number)
    #expect(process.collect(within: .seconds(10)))
    #expect(process.output.status == 0 && process.output.standardError.isEmpty)
    #expect(process.output.standardOutput.hasSuffix("}\n"))

    let schema = try SchemaValidator.ofThisRepository()
    let documents = try process.output.standardOutput.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(documents.allSatisfy { schema.findings(in: $0).isEmpty })
    let times = documents.compactMap { $0["time"].string }
    #expect(times.count == documents.count && times == Set(times).sorted())
  }

  @Test("It ends with status 0 when nobody reads any more")
  func closedPipe() throws {
    let output = try shell("\"$0\" list links --watch --json | head -n 1 | wc -l; echo ${PIPESTATUS[0]}")
    #expect(output.standardOutput == "1\n0\n" && output.standardError.isEmpty)
  }

  @Test("A single listing ends with status 0, too, when nobody reads it")
  func closedPipeOnce() throws {
    let output = try shell("\"$0\" list all --json | true; echo ${PIPESTATUS[0]}")
    #expect(output.standardOutput == "0\n" && output.standardError.isEmpty)
  }

  @Test("A full disk is told in the kernel's words, with status 1", .requires(.file("/dev/full")))
  func fullDisk() throws {
    let output = try shell("\"$0\" list all >/dev/full; echo $?")
    #expect(output.standardOutput == "1\n")
    #expect(output.standardError.contains("No space left on device"))
  }

  @Test("Tables follow each other with an empty line between, and rates can be asked for")
  func tables() throws {
    let process = try lab.gantry.command(["list", "networks", "--watch"]).start()
    try process.waitForLine(containing: "\n\nNAME")
    process.signal(SIGINT)
    #expect(process.collect(within: .seconds(10)))
    #expect(process.output.status == 0)
    let busy = try lab.gantry.run("list", "links", "--json", "--filter", "name:port0 rate<1k")
    #expect(busy.status == 0 && busy.standardOutput.contains("port0"))
  }

  private func lineCount(_ process: BackgroundProcess) -> Int {
    process.output.standardOutput.split(separator: "\n", omittingEmptySubsequences: false).count - 1
  }

  private func shell(_ script: String) throws -> Output {
    try Command("bash", "-c", script, GantryUnderTest.path).with(environment: lab.gantry.environment)
      .inNamespace(lab.host.path).run()
  }
}

extension BackgroundProcess {
  /// Takes in what there is now; false when it has ended.
  fileprivate func collectMore() -> Bool { !collect(within: .milliseconds(50)) }
}
