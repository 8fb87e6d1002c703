import Engines
import Glibc
import LinuxSystem
import Observation
import SystemPackage
import Topology

/// One picture of the host that gantry runs on, read when it is asked for.
struct HostSnapshots: SnapshotProvider {
  /// Tell on standard error what was interrupted.
  var warns = true
  /// Also read what only the search for findings needs: packet filters and listening sockets.
  var inspects = false

  /// What is read of the tables of neighbours and of forwarding.
  var tables = TableScope.findings

  /// What a person waits for engines; who is slower is told as such.
  private static let patience: Duration = .seconds(3)

  func snapshot() throws -> Snapshot {
    let hostFilter = inspects ? Inspection.HostFilter.beginReading() : nil
    let snapshot = try readingHost {
      try Observer.readOnce(deep: true, tables: tables) { EngineMonitor.readOnce(.here, timeout: Self.patience) }
    }
    .withNativeNetworks(warns: warns)
    return inspects ? Inspection.adding(to: snapshot, hostFilter) : snapshot
  }
}

/// Pictures of the host that gantry runs on, kept up to date in the background: for who asks again and again.
final class LiveHostSnapshots: SnapshotProvider {
  /// Milliseconds to wait for sources that have not answered yet, before the first picture.
  private static let patience: CInt = 3_000
  /// Milliseconds after which there is something wrong where there is no picture at all: a host that is busy, and has
  /// thousands of new processes, takes seconds to read.
  private static let greatPatience: CInt = 30_000

  private let observer: Observer
  private let monitor: EngineMonitor
  private var newest: Snapshot?

  init() throws {
    let observer = try readingHost { try Observer() }
    try readingHost { try observer.start() }
    self.observer = observer
    monitor = EngineMonitor(.here, onReading: observer.deliver)
  }

  deinit { monitor.stop() }

  /// The next picture: one that is newer than the last, unless there is none within the patience.
  func snapshot() throws -> Snapshot {
    let isFirst = newest == nil
    var isNew = false
    let start = SystemClock.monotonic()
    repeat {
      if let update = observer.take() {
        (newest, isNew) = (update.snapshot.withNativeNetworks(warns: newest == nil), true)
      }
      if let newest, isNew, !isFirst || newest.sources.allSatisfy({ $0.state != .pending }) { return newest }
      waitForUpdate()
    } while SystemClock.monotonic() < start + UInt64(newest == nil ? Self.greatPatience : Self.patience) * 1_000_000
    guard let newest else { throw CommandFailure("the host could not be read within \(Self.greatPatience / 1000) s") }
    return newest
  }

  private func waitForUpdate() {
    var entry = pollfd(fd: observer.rawValue, events: Int16(POLLIN), revents: 0)
    _ = poll(&entry, 1, 100)
  }
}

/// Turns a failure of the system into one of the command.
private func readingHost<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error as SystemError {
    let isForbidden = error.errno == .notPermitted || error.errno == .permissionDenied
    throw CommandFailure(
      "cannot read the host: \(error)", status: isForbidden ? ExitStatus.notPermitted : ExitStatus.failed)
  }
}

extension EngineDiscovery {
  /// By this process's own environment and rights.
  static var here: EngineDiscovery { EngineDiscovery(environment: environment, isRoot: geteuid() == 0) }

  private static var environment: [String: String] {
    let names = [
      "CONTAINER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_HOST", "HOME", "XDG_RUNTIME_DIR",
    ]
    return names.reduce(into: [:]) { $0[$1] = getenv($1).map { String(cString: $0) } }
  }
}
