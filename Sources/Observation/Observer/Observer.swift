public import Engines
public import LinuxSystem
public import Topology

/// Watches the host's container networks and publishes immutable pictures of them.
///
/// It follows the host by what the kernel tells. It has threads of its own: one listens, and joins what it hears with what
/// engines said; two enter namespaces; one at a time looks into threads, descriptors and foreign mount namespaces. Engines
/// deliver their readings when they have some: a slow one delays nothing. No descriptor of a foreign namespace outlives a
/// reading.
///
///     let observer = try Observer()
///     try epoll.add(observer.rawValue, .input, token: 3)
///     try observer.start()
///     …
///     if let update = observer.take() { … }
public final class Observer: Sendable {
  /// How often things are read.
  public struct Pace: Hashable, Sendable {
    /// Nanoseconds between two ticks: counters are read, and what no event tells is looked for.
    public var interval: UInt64
    /// Nanoseconds between two deep scans, where nothing unexplained calls for one earlier.
    public var deepInterval: UInt64

    /// How many threads enter namespaces.
    public var threads: Int

    /// A tick a second and a deep scan a minute, unless told otherwise.
    public init(interval: UInt64 = 1_000_000_000, deepInterval: UInt64 = 60_000_000_000, threads: Int = 2) {
      self.interval = interval
      self.deepInterval = deepInterval
      self.threads = threads
    }
  }

  private let inbox: Mailbox<ObserverLoop.Message>
  private let updates: UpdateBox
  private let pace: Pace

  /// An observer that does nothing yet.
  public init(pace: Pace = Pace()) throws(SystemError) {
    inbox = try Mailbox()
    updates = try UpdateBox()
    self.pace = pace
  }

  deinit { inbox.send(.stop) }

  /// For `Epoll.add`: readable while there is an update to take.
  public var rawValue: CInt { updates.rawValue }

  /// The newest picture; nil where there is none that was not taken before. Never waits.
  public func take() -> Update? { updates.take() }

  /// Begins to observe, in the network namespace of the calling thread: that is what `host` means.
  public func start() throws(SystemError) {
    let (inbox, updates, pace) = (inbox, updates, pace)
    try startThread("observer") {
      do {
        var loop = try ObserverLoop(inbox, updates, pace)
        try loop.run()
      } catch {
        updates.put(.empty([Source(name: Source.kernelName, state: .failed, detail: "\(error)")], at: .now))
      }
    }
  }

  /// Takes over what an engine said, in the place of what the engine of that name said before. Something new is joined
  /// with the kernel's facts at once. Safe from any thread; never waits.
  public func deliver(_ reading: EngineReading) { inbox.send(.engine(reading)) }

  /// Says which namespaces somebody is looking at: their counters are read every second.
  public func show(_ namespaces: Set<NamespaceID>) { inbox.send(.shown(namespaces)) }

  /// Asks for a reading now: something was changed.
  public func refresh() { inbox.send(.refresh) }

  /// One picture, for commands.
  /// - Parameters:
  ///   - deep: also look into threads, descriptors, sockets and foreign mount namespaces first.
  ///   - tables: how much to read of the tables of neighbours and of forwarding.
  ///   - threads: how many enter namespaces.
  ///   - engines: asks the engines, within a time of its own; meanwhile the deep scan goes on.
  /// - Throws: a `SystemError` where `/proc` cannot be read or no thread can be started.
  public static func readOnce(
    deep: Bool, tables: TableScope = .all, threads: Int = 2, engines: () -> [EngineReading] = { [] }
  ) throws -> Snapshot {
    var scanner = DeepScanner(interval: 0)
    let results = try Mailbox<DeepScanResult>()
    if deep { scanner.startIfDue(hidden: [], now: .now) { results.send($0) } }
    let words = engines()
    if deep, let result = results.receive(within: deepPatience) { scanner.finish(result) }
    var reading = try KernelObservation.readOnce(threads: threads, tables: tables, scanner.findings)
    if deep { reading.sources.append(scanner.source(now: .now)) }
    return Joining(reading, words).joined().snapshot
  }

  /// Milliseconds that a command waits for a deep scan; a host with 5,000 processes takes half a second.
  private static let deepPatience: CInt = 5_000
}
