import Testing

@testable import Engines

@Suite("Telling an engine what to do")
struct EngineControlTests {
  private static let version = #"{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12"}"#

  private func engine(_ answer: FakeAnswer) throws -> FakeEngine {
    try FakeEngine { $0 == "/version" ? .json(Self.version) : answer }
  }

  @Test("The version is agreed on once, and each request has it")
  func negotiation() throws {
    let engine = try engine(.json(#"{"Id":"abc"}"#, status: 201))
    let control = EngineControl(name: "docker", socket: engine.path)
    #expect(try control.send(.post("/networks/create", ["Name": "n"]))?["Id"] == "abc")
    try control.send(.delete("/networks/n"))
    #expect(engine.requests == ["/version", "/v1.41/networks/create", "/v1.41/networks/n"])
    #expect(try !control.takesAllEndpoints())
  }

  @Test("A refusal has the engine's own words and the status", arguments: [403, 409, 500])
  func refusal(status: Int) throws {
    let engine = try engine(.json(#"{"message":"pool overlaps"}"#, status: status))
    let control = EngineControl(name: "docker", socket: engine.path)
    let refusal = #expect(throws: EngineRefusal.self) { try control.send(.post("/networks/create")) }
    #expect(refusal?.description == "docker: pool overlaps (\(status))")
    #expect(refusal?.hadNoEffect == (status < 500))
  }

  @Test("304 means that it is so already")
  func already() throws {
    let engine = try engine(.raw("HTTP/1.1 304 Not Modified\r\n\r\n"))
    #expect(try EngineControl(name: "docker", socket: engine.path).send(.post("/containers/a/stop")) == nil)
  }

  @Test("An engine that is gone, hangs up, or says nothing is told from one that refuses")
  func gone() throws {
    let engine = try engine(.raw(""))
    let control = EngineControl(name: "docker", socket: engine.path)
    let hungUp = #expect(throws: EngineRefusal.self) { try control.send(.post("/x")) }
    #expect(hungUp?.status == nil && hungUp?.hadNoEffect == false)
    engine.script { _ in .held }
    let silent = #expect(throws: EngineRefusal.self) { try control.send(.post("/x", patience: .milliseconds(50))) }
    #expect(silent?.description == "docker: no answer")
    engine.stop(leavingFile: true)
    let refused = #expect(throws: EngineRefusal.self) { try control.send(.post("/x")) }
    #expect(refused?.description.contains("Connection refused; is the daemon running?") == true)
  }

  @Test("A name is one part of a path, whatever is in it")
  func path() { #expect("a/b?c d%é".pathComponent == "a%2Fb%3Fc%20d%25%C3%A9") }
}
