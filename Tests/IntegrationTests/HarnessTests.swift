import Glibc
import TestSupport
import Testing

@Suite("The harness", .serialized)
struct HarnessTests {
  @Test("A command answers with its status and both streams")
  func commandOutput() throws {
    let output = try Command("sh", "-c", "read line; echo \"got $line\"; echo bad >&2; exit 3").with(input: "tea\n")
      .run()
    #expect(output == Output(status: 3, standardOutput: "got tea\n", standardError: "bad\n"))
  }

  @Test("A command that fails throws what it wrote to standard error")
  func commandFailure() {
    let error = #expect(throws: CommandError.self) { try Command("sh", "-c", "echo because >&2; exit 1")() }
    #expect(error?.description.contains("because") == true)
  }

  @Test("A command that does not end is ended")
  func commandTimeout() {
    #expect(throws: CommandError.self) { try Command("sleep", "infinity").run(within: .milliseconds(50)) }
  }

  @Test("Output larger than a pipe, while input is larger than a pipe, is read whole")
  func largeStreams() throws {
    let text = String(repeating: "0123456789é\n", count: 100_000)
    #expect(try Command("cat").with(input: text).run().standardOutput == text)
  }

  @Test("A background process is seen to end, and is ended")
  func backgroundProcess() throws {
    let process = try Command("sh", "-c", "echo ready; read _; exit 7").start()
    try process.waitForLine(containing: "ready")
    #expect(process.isRunning)
    process.closeInput()
    #expect(process.collect(within: .seconds(5)))
    #expect(process.output.status == 7)
    let sleeping = try Command("sleep", "infinity").start()
    #expect(sleeping.terminate(within: .seconds(5)))
    #expect(sleeping.output.status == 128 + SIGTERM)
  }

  @Test("A wait for what does not come fails")
  func eventuallyFails() {
    #expect(throws: NotWithin.self) { try eventually("pigs fly", within: .milliseconds(50)) { false } }
  }

  @Test("The built program is found, and runs")
  func program() throws {
    #expect(access(GantryUnderTest.path, X_OK) == 0, "\(GantryUnderTest.path)")
    #expect(try GantryUnderTest().run("--help").status == 0)
  }

  @Test("The program can be run as nobody", .requires(.root, .tool("setpriv")))
  func unprivileged() throws {
    #expect(try Command("id", "-u").unprivileged()() == "65534")
    #expect(try GantryUnderTest().unprivileged().run("--help").status == 0)
  }

  @Test("JSON that is not what a schema says is found out", .requires(JSONSchema.requirement))
  func schema() throws {
    let directory = try TemporaryDirectory()
    let schema = try directory.write(#"{"type": "object", "required": ["a"]}"#, to: "schema.json")
    #expect(try JSONSchema.findings(in: #"{"a": 1}"#, against: schema) == [])
    #expect(try JSONSchema.findings(in: "{}", against: schema) == [": 'a' is a required property"])
  }

  @Test("JSON paths lead to values, and to null where nothing is")
  func json() throws {
    let json = try JSON(parsing: #"[{"name": "lo", "mtu": 65536, "up": true, "flags": ["LOOPBACK"]}]"#)
    #expect(json.first("name", "lo")["mtu"].int == 65536)
    #expect(json[0]["flags"][0].string == "LOOPBACK")
    #expect(json[0]["up"].bool == true)
    #expect(json[7]["no"]["such"] == .null)
  }
}
