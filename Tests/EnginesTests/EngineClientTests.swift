import NIOCore
import Testing
import Topology

@testable import Engines

@Suite("A client of an engine")
struct EngineClientTests {
  private func withEngine<Result>(
    _ script: @escaping FakeEngine.Script, timing: EngineTiming = EngineTiming(),
    _ body: (FakeEngine, EngineClient) async throws -> Result
  ) async throws -> Result {
    let engine = try FakeEngine(script)
    let client = EngineClient.forTests(engine, timing: timing)
    defer {
      client.close()
      engine.stop()
    }
    return try await body(engine, client)
  }

  private func failure(_ script: @escaping FakeEngine.Script) async throws -> EngineFailure? {
    try await withEngine(script, timing: .patient) { _, client in
      await #expect(throws: EngineFailure.self) { try await client.read() }
    }
  }

  @Test(
    "The newest version that both sides speak is agreed on",
    arguments: [("1.41", "1.12", "1.41"), ("1.24", "1.24", "1.24"), ("1.99", "1.44", "1.56"), ("1.56", "1.44", "1.56")])
  func negotiation(newest: String, oldest: String, agreed: String) throws {
    #expect(try version(newest, oldest).negotiated().description == agreed)
  }

  @Test("An engine that is too old or too new is told so", arguments: [("1.23", "1.12"), ("2.10", "1.57")])
  func noVersion(newest: String, oldest: String) throws {
    let version = try version(newest, oldest)
    let failure = #expect(throws: EngineFailure.self) { try version.negotiated() }
    guard case .unsupported(let words) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(words.contains("it speaks API"))
  }

  private func version(_ newest: String, _ oldest: String) throws -> EngineVersion {
    try .init(json: #"{"Version":"x","ApiVersion":"\#(newest)","MinAPIVersion":"\#(oldest)","Components":null}"#)
  }

  @Test("Connections are kept: two readings of many containers need no more than there are lanes")
  func keepAlive() async throws {
    let containers = (10..<40).map { "c\($0) running" }
    try await withEngine(FakeEngine.small(containers)) { engine, client in
      #expect(try await client.read().containers.count == 30)
      _ = try await client.read()
      #expect(engine.connections <= EngineClient.lanes)
    }
  }

  @Test("A connection that the engine closed meanwhile is replaced without a word")
  func staleConnection() async throws {
    try await withEngine(FakeEngine.small()) { engine, client in
      _ = try await client.read()
      engine.stop(leavingFile: true)
      try engine.start()
      #expect(try await client.read().containers.count == 1)
    }
  }

  @Test("What did not change is not asked for again")
  func caching() async throws {
    let containers = (10..<30).map { "c\($0) running" }
    try await withEngine(FakeEngine.small(containers)) { engine, client in
      _ = try await client.read()
      let first = engine.requests.count
      _ = try await client.read()
      #expect(engine.requests.dropFirst(first) == ["/v1.41/containers/json?all=1", "/v1.41/networks"])
    }
  }

  @Test("A container whose state changed, or that an event named, is asked for again; others are not")
  func changes() async throws {
    try await withEngine(FakeEngine.small(["aa running", "bb running"])) { engine, client in
      _ = try await client.read()
      engine.script(FakeEngine.small(["aa exited", "bb running"]))
      let asked = engine.requests.count
      let containers = try await client.read().containers
      #expect(containers.map(\.state) == [.exited, .running])
      #expect(containers.map(\.pid) == [nil, 4711])
      #expect(engine.requests.dropFirst(asked).contains("/v1.41/containers/aa/json"))
      #expect(!engine.requests.dropFirst(asked).contains("/v1.41/containers/bb/json"))
      _ = try await client.read(named: ["bb"])
      #expect(engine.requests.last { $0.hasSuffix("/json") } == "/v1.41/containers/bb/json")
    }
  }

  @Test("A restart that only the age in the status tells of is noticed")
  func restart() async throws {
    let before = FakeEngine.small()
    try await withEngine(before) { engine, client in
      _ = try await client.read()
      let listing = #"[{"Id":"aa","Names":["/naa"],"State":"running","Status":"Up 2 seconds"}]"#
      engine.script(FakeEngine.script(before, but: "all=1", .json(listing)))
      let asked = engine.requests.count
      _ = try await client.read()
      #expect(engine.requests.dropFirst(asked).contains("/v1.41/containers/aa/json"))
    }
  }

  @Test("A container that goes between the list and its details is left out")
  func raced() async throws {
    let script = FakeEngine.script(FakeEngine.small(["aa running", "bb running"]), but: "/aa/", .notFound)
    try await withEngine(script) { _, client in
      let containers = try await client.read().containers
      #expect(containers.map(\.id) == ["bb"])
    }
  }

  @Test("A container whose details hang, or fail, is shown as the list has it; the others are whole")
  func hungContainer() async throws {
    for answer in [FakeAnswer.held, .json(#"{"message":"locked"}"#, status: 500), .json("{}"), .raw("")] {
      let script = FakeEngine.script(FakeEngine.small(["aa running", "bb running"]), but: "/aa/", answer)
      try await withEngine(script, timing: .patient) { _, client in
        let facts = try await client.read()
        #expect(facts.containers.map(\.name) == ["naa", "nbb"])
        #expect(facts.containers.map(\.pid) == [nil, 4711])
        #expect(facts.withoutDetails == 1)
      }
    }
  }

  @Test("An engine whose containers all hang is not waited for one by one")
  func allHang() async throws {
    let containers = (10..<60).map { "c\($0) running" }
    let script: FakeEngine.Script = { target in
      target.hasSuffix("/json") ? .held : FakeEngine.small(containers)(target)
    }
    #expect(try await failure(script) == .silent)
  }

  @Test(
    "Answers come in whatever pieces they like",
    arguments: [
      FakeAnswer.chunks(["[", #"{"Id":"a"#, #"a","Sta"#, #"te":"created"}"#, "]"]),
      .chunks(#"[{"Id":"aa","State":"created"}]"#.map { String($0) }),
      .raw("HTTP/1.1 200 OK\r\n\r\n" + #"[{"Id":"aa","State":"created"}]"#),
      .raw(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 31\r\n\r\n" + #"[{"Id":"aa","State":"created"}]"#),
      .raw("HTTP/1.0 200 OK\r\nContent-Length: 31\r\n\r\n" + #"[{"Id":"aa","State":"created"}]"#),
      .raw(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 31\r\n\r\n"
          + #"[{"Id":"aa","State":"created"}]"#),
    ])
  func pieces(answer: FakeAnswer) async throws {
    let script = FakeEngine.script(FakeEngine.small(["aa created"]), but: "all=1", answer)
    try await withEngine(script) { _, client in
      let containers = try await client.read().containers
      #expect(containers.map(\.name) == ["naa"])
    }
  }

  @Test(
    "Missing and null values are no failure; what is no container at all is left out",
    arguments: [
      "null", "[]", "[null]", "[{}]", #"[{"Id":5}]"#, #"[{"Id":""}]"#, #"[{"Id":"../networks/x"}]"#,
      #"[{"Id":"a b"}]"#, #"[[],"x",{"Names":["/a"]}]"#,
    ])
  func nothingThere(listing: String) async throws {
    let script = FakeEngine.script(FakeEngine.small(), but: "all=1", .json(listing))
    try await withEngine(script) { _, client in
      let containers = try await client.read().containers
      #expect(containers.isEmpty)
    }
  }

  @Test("Details with nothing in them but the id make a container")
  func sparse() async throws {
    let details = #"{"Id":"aa","State":null,"Config":null,"NetworkSettings":{"Networks":{"x":null},"Ports":null}}"#
    let script = FakeEngine.script(FakeEngine.small(), but: "/aa/", .json(details))
    try await withEngine(script) { _, client in
      let container = try #require(try await client.read().containers.first)
      #expect(container.name == "aa")
      #expect(container.state == .unknown)
      #expect(container.endpoints.map(\.network) == ["x"])
    }
  }

  @Test(
    "Nonsense is told from silence and from a refusal",
    arguments: [
      (FakeAnswer.json("{"), "an answer that cannot be read"), (.json("\u{0}"), "an answer that cannot be read"),
      (.raw("garbage\r\n\r\n"), "an answer that cannot be read"),
      (.raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n["), "it closed the connection"),
      (.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[["), "it closed the connection"),
      (.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[["), "an answer that cannot be read"),
      (.raw(""), "it closed the connection"), (.held, "no answer"),
      (.raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[", closes: false), "no answer"),
      (.json(#"{"message":"daemon is sick"}"#, status: 500), "daemon is sick (500)"),
      (.json("plain words", status: 503), "plain words (503)"), (.json("", status: 503), "HTTP status 503"),
      (.raw("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 200_000)), "an answer that cannot be read"),
      (.raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n["), "it closed the connection"),
    ])
  func nonsense(answer: FakeAnswer, words: String) async throws {
    let failure = try await failure(FakeEngine.script(FakeEngine.small(), but: "all=1", answer))
    #expect(failure?.description.hasPrefix(words) == true, "\(String(describing: failure))")
  }

  @Test("An answer without an end is cut off, however it is sent")
  func oversized() async throws {
    let chunk = String(repeating: " ", count: 4_194_304)
    let chunks = FakeAnswer.chunks(Array(repeating: chunk, count: 9))
    let failure = try await failure(FakeEngine.script(FakeEngine.small(), but: "all=1", chunks))
    #expect(failure == .oversized(limit: 32 * 1_048_576))
  }

  @Test("Where there is no socket, no listener, or no path that fits, is told apart")
  func unreachable() async throws {
    let engine = try FakeEngine(listens: false, FakeEngine.small())
    let client = EngineClient.forTests(engine)
    await #expect(throws: EngineFailure.noSocket(engine.path)) { try await client.read() }
    try engine.start()
    engine.stop(leavingFile: true)
    await #expect(throws: EngineFailure.nobodyListens(engine.path)) { try await client.read() }
    client.close()
    await #expect(throws: EngineFailure.stopped) { try await client.read() }
  }

  @Test(
    "The age in a status text",
    arguments: [
      ("Up Less than a second", 0), ("Up 1 second", 1), ("Up 59 seconds", 59), ("Up About a minute", 60),
      ("Up 3 minutes (healthy)", 180), ("Up About an hour", 3600), ("Up 47 hours (Paused)", 169_200),
      ("Up 2 days", 172_800), ("Up 2 weeks", 1_209_600), ("Up 3 months", 7_776_000), ("Up 2 years", 63_072_000),
      ("Exited (0) 5 minutes ago", nil), ("Created", nil), ("", nil), ("Up", nil), ("Up 99999999999 years", nil),
      ("Up -5 minutes", nil), ("Up 5 parsecs", nil), ("Up About", nil),
    ] as [(String, Int?)])
  func uptime(text: String, seconds: Int?) {
    #expect(Uptime.atLeast(text) == seconds)
  }

  @Test("Events are cut out of the stream at line breaks only, and what is none is skipped")
  func eventLines() throws {
    var lines = EventLines()
    #expect(try lines.append(.init(string: #"{"Type":"container","Act"#)).isEmpty)
    let events = try lines.append(.init(string: "ion\":\"die\"}\n\nnot json\n\u{1e}{\"Type\":\"network\"}\n{"))
    #expect(events.count == 2)
    #expect(events.map(\.mayChangeWiring) == [true, true])
    #expect(throws: EngineFailure.oversized(limit: EventLines.longest)) {
      try lines.append(.init(string: String(repeating: "x", count: EventLines.longest)))
    }
  }
}
