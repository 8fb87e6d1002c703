public import LinuxSystem
public import Planning
import SystemPackage

/// Where gantry keeps what it must not forget while the machine runs: the journal, and what it made without an engine.
public struct StateDirectory: Hashable, Sendable {
  /// Its path.
  public let path: String

  /// The directory of the machine, which a restart empties as it removes what is written down there.
  public static let standard = StateDirectory(path: "/run/gantry")

  /// The directory at a path; nothing is made yet.
  public init(path: String) { self.path = path }

  /// Milliseconds to wait for others, whose plans take a few hundred each, on a host that is busy some more.
  private static let patience: UInt64 = 60_000

  /// Nanoseconds after which waiting is told of.
  private static let silence: UInt64 = 500_000_000

  /// Who has the lock, as a person reads it.
  private var owner: String {
    FileLock.owner(of: lockFile).map { "another gantry (process \($0))" } ?? "another gantry"
  }

  private static let folders = ["journal", "networks", "endpoints", "containers", "sandboxes"]

  var lockFile: String { "\(path)/lock" }

  /// Takes the directory for oneself, made where it is not there, to change things.
  /// - Parameters:
  ///   - isCancelled: asked while it waits; true ends that.
  ///   - warn: is told of files that cannot be read and so are set aside, and of who is waited for.
  /// - Throws: a `StateError` where another gantry keeps it too long, a `SystemError` where one may not.
  public func lock(
    unless isCancelled: () -> Bool = { false }, warn: (String) -> Void = { _ in }
  ) throws -> FileLock {
    for directory in [""] + Self.folders.map({ "/\($0)" }) { try makePrivateDirectory(path + directory) }
    var isAnnounced = false
    let start = SystemClock.monotonic()
    let lock = try FileLock(waiting: Self.patience, for: lockFile) {
      if !isAnnounced, SystemClock.monotonic() - start > Self.silence {
        isAnnounced = true
        warn("\(owner) is changing something: waiting for it, \(Self.patience / 1000) s at most")
      }
      return isCancelled()
    }
    guard let lock else {
      if isCancelled() { throw StateError("it was cancelled while \(owner) was changing something") }
      throw StateError("\(owner) is changing something: try again when it is done")
    }
    try removeUnfinishedFiles()
    for words in try setAsideUnreadableFiles() { warn(words) }
    return lock
  }

  /// Plans for the host with this cookie that were begun and not ended, the oldest first. Who has the lock knows that
  /// nobody is at work on them any more.
  public func unfinished(on host: UInt64?) throws -> [JournalEntry] {
    try Journal(self).entries().filter { $0.isUnfinished && $0.host == host }
  }

  /// Plans that a gantry left unfinished when it was killed, for who does not have the lock; nil while one is at work,
  /// whose plan may yet end well.
  public func leftBehind(on host: UInt64?) throws -> [JournalEntry]? {
    guard try !unfinished(on: host).isEmpty else { return [] }
    // Whoever was at work may have ended since, so that only what is read with the lock in hand tells.
    guard let lock = try FileLock(waiting: 0, for: lockFile) else { return nil }
    return try withExtendedLifetime(lock) { try unfinished(on: host) }
  }

  /// Something else whenever what is written down has changed; 0 where nothing was.
  public var stamp: UInt64 {
    // Without a directory there is nothing in it: this is asked every second.
    guard modificationTime(of: path) != 0 else { return 0 }
    return Self.folders.reduce(0) { $0 &* 31 &+ modificationTime(of: "\(path)/\($1)") }
  }

  /// What a gantry that was killed was about to write; nobody else is writing now.
  private func removeUnfinishedFiles() throws {
    for folder in Self.folders {
      for name in try fileNames(in: "\(path)/\(folder)") where name.hasSuffix(".new") {
        try removeFile("\(path)/\(folder)/\(name)")
      }
    }
  }

  /// What gantry made without an engine and has not taken back.
  public func registry() throws -> Registry {
    Registry(
      networks: try all(StoredNetwork.self, in: "networks"), endpoints: try endpoints(), containers: try containers())
  }

  func write(_ network: NativeNetwork) throws {
    try checkIsFree(try self.network(inPlaceOf: network), for: network.number, network.name)
    try JSONFile.write(StoredNetwork(network), to: file(of: network))
  }

  func remove(_ network: NativeNetwork) throws {
    if try self.network(inPlaceOf: network) == network.number { try removeFile(file(of: network)) }
  }

  /// The number of the network that the registry has under this one's name.
  func network(inPlaceOf network: NativeNetwork) throws -> UInt64? {
    try JSONFile.readIfThere(StoredNetwork.self, from: file(of: network))?.number
  }

  func write(_ endpoint: NativeEndpoint) throws {
    try checkIsFree(try self.endpoint(inPlaceOf: endpoint), for: endpoint.number, endpoint.far.namespace.name)
    try JSONFile.write(StoredEndpoint(endpoint.mappingNamespaces(\.unbound)), to: file(of: endpoint))
  }

  func remove(_ endpoint: NativeEndpoint) throws {
    if try self.endpoint(inPlaceOf: endpoint) == endpoint.number { try removeFile(file(of: endpoint)) }
  }

  /// The number of the connection that the registry has for this one's cable.
  func endpoint(inPlaceOf endpoint: NativeEndpoint) throws -> UInt64? {
    try JSONFile.readIfThere(StoredEndpoint.self, from: file(of: endpoint))?.number
  }

  /// An entry of the registry is never written over another one's.
  func checkIsFree(_ found: UInt64?, for number: UInt64, _ name: String) throws {
    guard let found, found != number else { return }
    throw Changed(description: "gantry's registry has another \(name) by now, which was made later")
  }

  /// A name is unique in one host namespace only; it is one that is safe in a path.
  private func file(of network: NativeNetwork) -> String {
    "\(path)/networks/\(network.bridge.namespace.cookie)-\(network.name).json"
  }

  private func file(of endpoint: NativeEndpoint) -> String { "\(path)/endpoints/\(endpoint.far.mac).json" }

  func all<File: StoredFile>(_ type: File.Type, in folder: String) throws -> [File.Value] {
    try fileNames(in: "\(path)/\(folder)").filter { $0.hasSuffix(".json") }
      .compactMap { try JSONFile.readIfReadable(type, from: "\(path)/\(folder)/\($0)") }
  }
}
