import Engines
import LinuxSystem
import TestSupport
import Topology

/// A monitor with short times, and the readings it handed over.
final class WatchedEngines {
  private let monitor: EngineMonitor
  private let mailbox: Mailbox<EngineReading>
  private var unread: [EngineReading] = []

  init(
    _ paths: String..., timing: EngineTiming = .quick, environment: [String: String] = [:],
    files: HostFiles = .only([])
  ) throws {
    let mailbox = try Mailbox<EngineReading>()
    self.mailbox = mailbox
    var environment = environment
    if let path = paths.first { environment["DOCKER_HOST"] = "unix://\(path)" }
    if let path = paths.dropFirst().first { environment["CONTAINER_HOST"] = "unix://\(path)" }
    monitor = EngineMonitor(
      EngineDiscovery(environment: environment, files: files, isRoot: true), timing: timing
    ) { mailbox.send($0) }
  }

  deinit { monitor.stop() }

  /// The next reading that is so; those before it are gone.
  @discardableResult
  func next(_ what: String, where isWanted: (EngineReading) -> Bool) throws -> EngineReading {
    try eventually(what, within: .seconds(10), on: mailbox.rawValue) {
      unread += mailbox.receive()
      guard let index = unread.firstIndex(where: isWanted) else { return nil }
      defer { unread.removeSubrange(...index) }
      return unread[index]
    }
  }

  @discardableResult
  func next(_ state: Source.State) throws -> EngineReading {
    try next("a reading that is \(state)") { $0.source.state == state }
  }

  func refresh() { monitor.refresh() }
  func stop() { monitor.stop() }

  /// What came and was not looked at.
  func rest() -> [EngineReading] {
    unread += mailbox.receive()
    defer { unread = [] }
    return unread
  }
}

extension EngineTiming {
  /// For tests of what times out among what must not, on a busy machine.
  static var patient: EngineTiming {
    var timing = EngineTiming()
    timing.silence = .seconds(2)
    timing.inspection = .seconds(1)
    return timing
  }

  /// For tests that want something to time out soon.
  static var quick: EngineTiming {
    var timing = EngineTiming()
    timing.slow = .milliseconds(60)
    timing.silence = .milliseconds(250)
    timing.inspection = .milliseconds(150)
    timing.poll = .milliseconds(20)
    timing.absence = .milliseconds(20)
    timing.pollWithoutEvents = .milliseconds(20)
    timing.gap = .milliseconds(1)
    timing.eventsRetry = .milliseconds(10)
    timing.discovery = .milliseconds(50)
    return timing
  }
}

extension HostFiles {
  /// A host that has these files, with this in them, and of the real ones the sockets that tests make.
  static func only(_ contents: [String: String], sockets: [String] = []) -> HostFiles {
    HostFiles(
      contents: { path in contents[path].map { Array($0.utf8) } },
      names: { directory in
        let below = (Array(contents.keys) + sockets).filter { $0.hasPrefix(directory + "/") }
          .compactMap { $0.dropFirst(directory.count + 1).split(separator: "/").first.map(String.init) }
        return Set(below).sorted()
      },
      identity: { path in
        let made = sockets.firstIndex(of: path).map { HostFiles.Identity(device: 0, inode: UInt64($0) + 1) }
        return made ?? HostFiles.system.identity(path)
      })
  }

  static func only(_ sockets: [String]) -> HostFiles { only([:], sockets: sockets) }
}
