import Engines
import Foundation
import TestSupport
import Testing
import Topology

@Suite("Watching engines")
struct EngineMonitorTests {
  @Test("An engine that answers is ok, with its version, its daemon's pid and the time of the reading")
  func ok() throws {
    let engine = try FakeEngine(FakeEngine.small())
    let engines = try WatchedEngines(engine.path)
    #expect(try engines.next(.pending).containers.isEmpty)
    let reading = try engines.next(.ok)
    #expect(reading.name == "docker")
    #expect(reading.socket == engine.path)
    #expect(reading.source.detail == "20.10.24, API 1.41")
    #expect(reading.daemonPid == getpid())
    #expect(reading.containers.map(\.name) == ["naa"])
    let later = try engines.next(.ok)
    #expect(try #require(later.source.readAt) > #require(reading.source.readAt))
  }

  @Test("An engine that is not there is absent, and seen when it starts, stops and starts again")
  func restarts() throws {
    let engine = try FakeEngine(listens: false, FakeEngine.small())
    let engines = try WatchedEngines(engine.path)
    #expect(try engines.next(.absent).source.detail == "no socket at \(engine.path)")
    try engine.start()
    try engines.next(.ok)
    engine.stop()
    let absent = try engines.next(.absent)
    #expect(absent.containers.isEmpty)
    #expect(absent.source.readAt == nil)
    engine.script(FakeEngine.small(["bb running"]))
    try engine.start()
    #expect(try engines.next(.ok).containers.map(\.name) == ["nbb"])
  }

  @Test("An engine that died and left its socket has failed, in the kernel's words, without facts, until it is back")
  func killed() throws {
    let engine = try FakeEngine(FakeEngine.small())
    let engines = try WatchedEngines(engine.path)
    try engines.next(.ok)
    engine.stop(leavingFile: true)
    let failed = try engines.next("nobody listens") { $0.source.detail?.contains("refused") == true }
    #expect(failed.source.state == .failed)
    #expect(failed.source.detail == "\(engine.path): Connection refused; is the daemon running?")
    #expect(failed.containers.isEmpty)
    #expect(failed.source.readAt == nil)
    engine.script(FakeEngine.small(["bb running"]))
    try engine.start()
    #expect(try engines.next(.ok).containers.map(\.name) == ["nbb"])
  }

  @Test("A socket that was left behind before gantry came is told, too, where nobody configured it")
  func leftBehind() throws {
    let engine = try FakeEngine(FakeEngine.small())
    engine.stop(leavingFile: true)
    let directory = try TemporaryDirectory()
    try FileManager.default.createSymbolicLink(
      atPath: "\(directory.path)/docker.sock", withDestinationPath: engine.path)
    let discovery = EngineDiscovery(
      environment: ["XDG_RUNTIME_DIR": directory.path], files: .only([]), isRoot: false)
    let readings = EngineMonitor.readOnce(discovery, timing: .quick, timeout: .seconds(10))
    #expect(readings.filter { $0.socket.hasPrefix(directory.path) }.map(\.source.state) == [.failed])
  }

  @Test("A hung engine is slow and keeps its last facts with their age; it is ok again when it goes on")
  func hung() throws {
    let engine = try FakeEngine(FakeEngine.small())
    let engines = try WatchedEngines(engine.path)
    try engines.next(.ok)
    engine.script { _ in .held }
    let slow = try engines.next(.slow)
    #expect(slow.containers.map(\.name) == ["naa"])
    #expect(slow.source.detail == "no answer for 60 ms")
    #expect(slow.source.readAt != nil)
    engine.script(FakeEngine.small(["aa exited"]))
    engine.release()
    let back = try engines.next("it answers again") { $0.source.state == .ok && $0.containers.first?.state == .exited }
    #expect(try #require(back.source.readAt) > #require(slow.source.readAt))
  }

  @Test("An engine that never answered is slow without facts; given up, it is asked again on a new connection")
  func hungFromTheStart() throws {
    let engine = try FakeEngine { _ in .held }
    let engines = try WatchedEngines(engine.path)
    let slow = try engines.next(.slow)
    #expect(slow.containers.isEmpty)
    #expect(slow.source.readAt == nil)
    try eventually("a second connection") { engine.connections > 1 }
    engine.script(FakeEngine.small())
    try engines.next(.ok)
  }

  @Test(
    "A broken engine has failed, in its own words, and keeps its last facts until it is well again",
    arguments: [
      (FakeAnswer.json(#"{"message":"disk is full"}"#, status: 500), "disk is full (500)"),
      (.raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n["), "it closed the connection in the middle of an answer"),
      (.json("{"), "an answer that cannot be read: not the JSON it should be"),
    ])
  func broken(answer: FakeAnswer, words: String) throws {
    let well = FakeEngine.small()
    let engine = try FakeEngine(well)
    var timing = EngineTiming.quick
    timing.silence = .seconds(10)
    let engines = try WatchedEngines(engine.path, timing: timing)
    try engines.next(.ok)
    engine.script(FakeEngine.script(well, but: "all=1", answer))
    let failed = try engines.next(.failed)
    #expect(failed.source.detail?.hasPrefix(words) == true, "\(failed.source.detail ?? "nil")")
    #expect(failed.containers.map(\.name) == ["naa"])
    #expect(failed.source.readAt != nil)
    engine.script(well)
    try engines.next(.ok)
  }

  @Test("An engine of a version that gantry does not speak has failed, and says what it speaks")
  func version() throws {
    let engine = try FakeEngine { _ in .json(#"{"ApiVersion":"2.0","MinAPIVersion":"2.0"}"#) }
    let engines = try WatchedEngines(engine.path)
    #expect(try engines.next(.failed).source.detail == "it speaks API 2.0 at least, gantry 1.56 at most")
  }

  @Test("After a restart the version is agreed on anew")
  func upgrade() throws {
    let engine = try FakeEngine(FakeEngine.small())
    let engines = try WatchedEngines(engine.path)
    try engines.next(.ok)
    engine.stop(leavingFile: true)
    try engines.next(.failed)
    let next = try FakeEngine.script(.docker29)
    engine.script(next)
    try engine.start()
    #expect(try engines.next(.ok).source.detail == "29.0.1, API 1.52")
  }

  @Test("An event is followed by a reading at once, long before the next poll", arguments: [false, true])
  func event(isLate: Bool) throws {
    let small = FakeEngine.small()
    let engine = try FakeEngine(FakeEngine.script(small, but: "/events", .events(isLate: isLate)))
    var timing = EngineTiming.quick
    timing.poll = .seconds(600)
    timing.slow = .seconds(10)
    timing.silence = .seconds(20)
    let engines = try WatchedEngines(engine.path, timing: timing)
    try engines.next(.ok)
    try eventually("it follows events") { engine.followers == 1 }
    engine.script(FakeEngine.script(FakeEngine.small(["aa exited"]), but: "/events", .events()))
    engine.emit(#"{"Type":"container","Action":"die","Actor":{"ID":"aa"}}"#)
    let reading = try engines.next("a reading after the event") { $0.containers.first?.state == .exited }
    #expect(reading.source.state == .ok)
    #expect(engine.requests.count { $0.contains("all=1") } == 2)
  }

  @Test("Events that change no wiring are not followed by anything; a storm of others is by a few readings only")
  func storm() throws {
    let engine = try FakeEngine(FakeEngine.small())
    var timing = EngineTiming.quick
    timing.poll = .seconds(600)
    timing.slow = .seconds(10)
    timing.silence = .seconds(20)
    timing.gap = .milliseconds(200)
    let engines = try WatchedEngines(engine.path, timing: timing)
    try engines.next(.ok)
    try eventually("it follows events") { engine.followers == 1 }
    for _ in 0..<100 { engine.emit(#"{"Type":"container","Action":"exec_start: sh","Actor":{"ID":"aa"}}"#) }
    for _ in 0..<2000 { engine.emit(#"{"Type":"network","Action":"connect","Actor":{"ID":"n"}}"#) }
    engine.emit(#"{"Type":"container","Action":"start","Actor":{"ID":"aa"}}"#)
    try eventually("the container was asked for again") { engine.requests.count { $0.contains("/aa/") } == 2 }
    #expect(engine.requests.count { $0.contains("all=1") } <= 10)
  }

  @Test("When the events end they are asked for again, and the engine is read meanwhile")
  func eventsEnd() throws {
    let small = FakeEngine.small()
    let engine = try FakeEngine(FakeEngine.script(small, but: "/events", .raw("HTTP/1.1 200 OK\r\n\r\n")))
    let engines = try WatchedEngines(engine.path)
    try eventually("three attempts") { engine.requests.count { $0.contains("/events") } >= 3 }
    engine.script(small)
    try eventually("it follows events") { engine.followers == 1 }
    try engines.next(.ok)
  }

  @Test("A slow engine holds up neither another one nor the end of the monitor")
  func independence() throws {
    let hung = try FakeEngine { _ in .held }
    let well = try FakeEngine(try FakeEngine.script(.podman4))
    let engines = try WatchedEngines(hung.path, well.path)
    let reading = try engines.next("the other engine") { $0.source.state == .ok }
    #expect(reading.name == "podman")
    let start = ContinuousClock.now
    engines.stop()
    #expect(ContinuousClock.now - start < .seconds(2))
    _ = engines.rest()
    engines.refresh()
    #expect(engines.rest().isEmpty)
  }

  @Test("Two Dockers are docker and docker-2, whichever answers first; Podman behind Docker's path is podman")
  func names() throws {
    let first = try FakeEngine { _ in .held }
    let second = try FakeEngine(FakeEngine.small())
    let engines = try WatchedEngines(
      first.path, environment: ["XDG_RUNTIME_DIR": "/nonexistent", "CONTAINER_HOST": "unix://\(second.path)"])
    #expect(try engines.next(.ok).name == "docker-2")
    first.script(FakeEngine.small())
    first.release()
    try engines.next("the first engine") { $0.source.state == .ok && $0.name == "docker" }
  }

  @Test("A remote engine is named and never asked")
  func remote() throws {
    let engines = try WatchedEngines(environment: ["DOCKER_HOST": "tcp://192.0.2.1:2375"])
    let reading = try engines.next(.remote)
    #expect(reading.name == "docker")
    #expect(reading.source.detail == "tcp://192.0.2.1:2375 (DOCKER_HOST) runs its containers on another host")
  }

  @Test("An endpoint that is none has failed, and says what would be one")
  func unintelligible() throws {
    let engines = try WatchedEngines(environment: ["DOCKER_HOST": "bogus"])
    let reading = try engines.next(.failed)
    #expect(reading.name == "docker")
    #expect(
      reading.source.detail
        == "DOCKER_HOST is \"bogus\"; it must be unix:///PATH, or tcp:// or ssh:// for an engine on another host")
  }

  @Test("A host without any engine has one absent docker; default paths without an engine are not mentioned")
  func none() throws {
    let discovery = EngineDiscovery(
      environment: ["XDG_RUNTIME_DIR": "/nonexistent"], files: .only([]), isRoot: false)
    let readings = EngineMonitor.readOnce(discovery, timing: .quick, timeout: .seconds(10))
    #expect(readings.map(\.name) == ["docker"])
    #expect(readings.map(\.source.state) == [.absent])
  }

  @Test("An engine that starts at a path that was not there before is found, once for both of its paths")
  func appears() throws {
    let directory = "/tmp/gt-user-\(getpid())"
    let engine = try FakeEngine(listens: false, FakeEngine.small())
    let other = try FakeEngine(FakeEngine.small(["bb running"]))
    let engines = try WatchedEngines(other.path, environment: ["XDG_RUNTIME_DIR": directory])
    try engines.next(.ok)
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try FileManager.default.createSymbolicLink(atPath: "\(directory)/docker.sock", withDestinationPath: engine.path)
    try engine.start()
    let found = try engines.next("the new engine") { $0.name == "docker-2" && $0.source.state == .ok }
    #expect(found.containers.map(\.name) == ["naa"])
    engine.stop()
    try engines.next("it is gone") { $0.name == "docker-2" && $0.source.state == .absent }
  }

  @Test("One reading of all engines waits for those that answer, and not for those that do not")
  func readOnce() throws {
    let hung = try FakeEngine { _ in .held }
    let well = try FakeEngine(try FakeEngine.script(.podman4))
    let discovery = EngineDiscovery(
      environment: ["DOCKER_HOST": "unix://\(hung.path)", "CONTAINER_HOST": "unix://\(well.path)"], files: .only([]),
      isRoot: false)
    var timing = EngineTiming()
    timing.slow = .milliseconds(100)
    let readings = EngineMonitor.readOnce(discovery, timing: timing, timeout: .seconds(1))
    #expect(readings.map(\.name) == ["docker", "podman"])
    #expect(readings.map(\.source.state) == [.slow, .ok])
    #expect(readings.last?.containers.count == 6)
    timing.slow = .seconds(5)
    let pending = EngineMonitor.readOnce(discovery, timing: timing, timeout: .milliseconds(300))
    #expect(pending.first?.source.state == .pending)
  }
}
