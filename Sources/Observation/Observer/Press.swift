import Engines
import LinuxSystem
import Topology

/// Makes pictures of what is known of the kernel and what engines said last, and publishes them.
///
/// The first news are published at once; what follows soon after is published together. While something that was found
/// has not been read yet, a picture is held back a little, so that nothing is shown half. Newer figures are one picture a
/// second: it waits a little for all that is read in that second.
struct Press: ~Copyable {
  private let updates: UpdateBox
  private var engines: [EngineReading] = []
  private var knownLocal: Set<String> = []
  private var last: Snapshot?
  /// Something other than figures changed since the last picture.
  private var isPictureDue = true
  /// Since when something waits to be published.
  private var waitingSince: Instant?
  /// Before that, nothing is published.
  private var notBefore = Instant(nanoseconds: 0)

  /// How long news wait for what belongs to them, in nanoseconds: both ends of a cable tell of a change one after the
  /// other, and are one picture; a new namespace and its wiring come in a dozen events, and making pictures of each would
  /// take longer than waiting for all.
  private static let (breath, wiringBreath): (UInt64, UInt64) = (2_000_000, 15_000_000)
  /// The longest that an unsettled picture is held back, in nanoseconds.
  private static let patience: UInt64 = 100_000_000
  /// The least time from one picture to the next, in nanoseconds and in what the last one took to make. Newer figures are
  /// one picture a second, and no news wait for their sake.
  private static let rest: UInt64 = 10_000_000
  private static let restPerCost: UInt64 = 2

  init(_ updates: UpdateBox) { self.updates = updates }

  /// Puts an engine's reading in the place of its last one. Where only the time differs, no picture is made for it.
  mutating func take(_ reading: EngineReading) {
    let position = engines.partitioningIndex { $0.name >= reading.name }
    guard position < engines.count, engines[position].name == reading.name else {
      engines.insert(reading, at: position)
      return isPictureDue = true
    }
    var before = engines[position]
    engines[position] = reading
    before.source.readAt = reading.source.readAt
    if before != reading { isPictureDue = true }
  }

  /// When the next picture is to be published; nil where nothing waits.
  func nextDue(at now: Instant) -> Instant? {
    waitingSince.map { now < notBefore ? notBefore : $0.advanced(by: Self.patience) }
  }

  /// Publishes where there are news and it is time.
  mutating func publishIfDue(_ kernel: inout KernelObservation, _ sources: [Source], at now: Instant) {
    if kernel.model.news.contains(.structure) || isNews(sources) { isPictureDue = true }
    guard isPictureDue || !kernel.model.news.isEmpty else { return }
    if waitingSince == nil, last != nil, isPictureDue {
      let breath = kernel.model.isWiringStale ? Self.wiringBreath : Self.breath
      notBefore = max(notBefore, now.advanced(by: breath))
    }
    let waitingSince = waitingSince ?? now
    self.waitingSince = waitingSince
    guard now >= notBefore else { return }
    if isPictureDue {
      let mustNotWait = now >= waitingSince.advanced(by: Self.patience)
      guard let snapshot = picture(&kernel, sources, at: now, mustNotWait: mustNotWait) else { return }
      updates.put(snapshot)
      last = snapshot
    } else if let last {
      guard kernel.isAtRest || now >= waitingSince.advanced(by: Self.patience) else { return }
      let snapshot = kernel.refresh(last, sources: sources + engineSources(of: last, after: sources.count), at: now)
      updates.put(figures: snapshot)
      self.last = snapshot
    }
    if isPictureDue {
      let cost = Instant.now.nanoseconds - now.nanoseconds
      notBefore = now.advanced(by: max(Self.rest, cost * Self.restPerCost))
    }
    isPictureDue = false
    self.waitingSince = nil
  }

  /// - Returns: nil where it is better to wait a moment.
  private mutating func picture(
    _ kernel: inout KernelObservation, _ sources: [Source], at now: Instant, mustNotWait: Bool
  ) -> Snapshot? {
    guard kernel.model.own != nil else { return .empty(sources, at: now) }
    let isPressing = mustNotWait && kernel.model.isOwnRead
    // Connecting a thousand namespaces takes milliseconds: not after each of the many deliveries of a discovery.
    guard isPressing || kernel.model.canSettle, let wiring = kernel.connect() else { return nil }
    guard isPressing || kernel.model.isSettled else { return nil }
    var reading = kernel.reading(wiring, at: now)
    reading.sources = sources
    let joined = Joining(reading, engines, knownLocal: knownLocal).joined()
    knownLocal.formUnion(joined.provedLocal)
    return joined.snapshot
  }

  /// True where a source does otherwise than in the last picture.
  private func isNews(_ sources: [Source]) -> Bool {
    guard let last else { return true }
    return !zip(sources, last.sources).allSatisfy {
      $0.name == $1.name && $0.state == $1.state && $0.detail == $1.detail
    }
  }

  /// How the engines did in a picture, with the times of their last answers.
  private func engineSources(of snapshot: Snapshot, after count: Int) -> [Source] {
    snapshot.sources.dropFirst(count).map { source in
      var source = source
      source.readAt = engines.first { $0.name == source.name }?.source.readAt ?? source.readAt
      return source
    }
  }
}

extension Snapshot {
  /// Nothing but how the sources do.
  static func empty(_ sources: [Source], at now: Instant) -> Snapshot {
    Snapshot(host: SystemName.host, time: .now, instant: now, sources: sources)
  }
}
