import Foundation
import Glibc
import Synchronization

/// A real container engine in a network namespace of its own, with an image `busybox`.
///
/// A test that only reads, or adds containers under names of its own, takes `shared()`; one that stops, pauses or
/// kills the engine, or other people's containers, starts its own: that takes about a second.
package final class EngineUnderTest: @unchecked Sendable {
  // `@unchecked`: what is mutable is touched under `lock` only.
  package enum Kind: String, Sendable {
    case docker, podman
  }

  package let kind: Kind
  package let name: String
  private let lock = NSLock()
  private var process: BackgroundProcess?
  private var isGone = false

  /// The namespace the engine runs in: its "host".
  package var namespace: LabNamespace { LabNamespace(name: name) }

  /// The path of the API's socket.
  package var socket: String { "/run/\(name)/engine.sock" }

  /// The value of `DOCKER_HOST` that leads to it.
  package var host: String { "unix://\(socket)" }

  /// The daemon's process; 0 while it is stopped.
  package var pid: Int32 { lock.withLock { process?.pid ?? 0 } }

  /// Starts an engine that ends with the value, with `stop()`, or with the test process.
  package static func start(_ suite: String, _ kind: Kind = .docker) throws -> EngineUnderTest {
    let engine = EngineUnderTest(suite, kind)
    stopAtExit(engine)
    try engine.launch()
    try Command(Repository.script("engine"), "load", engine.name)()
    return engine
  }

  /// What a suite keeps in a static value is never released.
  private static func stopAtExit(_ engine: EngineUnderTest) {
    started.withLock { $0.append(WeakReference(engine: engine)) }
  }

  private struct WeakReference {
    weak var engine: EngineUnderTest?
  }

  private static let started: Mutex<[WeakReference]> = {
    atexit { for reference in EngineUnderTest.started.withLock({ $0 }) { reference.engine?.stop() } }
    return Mutex([])
  }()

  private init(_ suite: String, _ kind: Kind) {
    Lab.sweepOnce
    self.kind = kind
    name = Lab.newName(suite)
  }

  deinit { stop() }

  /// The engine's own client: `try engine.cli("network", "create", "appnet")`; answers what it wrote.
  @discardableResult
  package func cli(_ arguments: String...) throws -> String {
    try client(arguments)()
  }

  package func client(_ arguments: [String]) -> Command {
    Command(Repository.script("engine"), ["client", name] + arguments)
  }

  /// A GET on the engine's API, by curl.
  package func get(_ path: String) throws -> JSON {
    try JSON(parsing: Command("curl", "-sS", "--fail", "--unix-socket", socket, "http://engine\(path)")())
  }

  /// Removes its containers, ends it, and removes everything that it left.
  package func stop() {
    let wasGone = lock.withLock {
      defer { isGone = true }
      return isGone
    }
    guard !wasGone else { return }
    if let process = lock.withLock({ self.process.take() }) {
      process.signal(SIGCONT)
      removeContainers()
      process.terminate()
    }
    _ = try? Command(Repository.script("engine"), "clean", name).run()
  }

  /// Ends them at once, where the daemon would give each ten seconds to end by itself.
  private func removeContainers() {
    guard kind == .docker, let containers = try? cli("ps", "--all", "--quiet"), !containers.isEmpty else { return }
    _ = try? client(["rm", "--force", "--volumes"] + containers.split(separator: "\n").map(String.init)).run()
  }

  private func launch() throws {
    let process = try Command(Repository.script("engine"), kind.rawValue, name).start()
    lock.withLock { self.process = process }
    switch kind {
    case .docker: try process.waitForLine(containing: "API listen on")
    case .podman: try eventually("podman's API answers", within: .seconds(20)) { isAnswering || !process.isRunning }
    }
    guard isAnswering else {
      throw CommandError(command: "engine \(kind) \(name)", reason: "does not answer", output: process.output)
    }
    process.keepReading()
  }

  /// Whether the API answers now.
  package var isAnswering: Bool {
    let ping = Command("curl", "-s", "--max-time", "1", "--unix-socket", socket, "http://engine/_ping")
    return (try? ping.run())?.standardOutput == "OK"
  }

  /// Ends the daemon as `systemctl stop` would, leaving its data; containers stop.
  package func shutDown() {
    lock.withLock { self.process.take() }?.terminate(within: .seconds(20))
  }

  /// Starts the daemon again after `shutDown()` or `kill()`.
  package func startAgain() throws {
    try launch()
  }

  /// Ends the daemon as an OOM killer would; containers go on.
  package func kill() {
    lock.withLock { self.process.take() }?.kill()
  }

  /// Freezes the daemon: connections are accepted by the kernel and never answered.
  package func pause() {
    lock.withLock { process }?.signal(SIGSTOP)
  }

  package func resume() {
    lock.withLock { process }?.signal(SIGCONT)
  }
}
