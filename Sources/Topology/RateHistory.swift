/// How fast the counters of every link moved in the last two minutes, a sample a second.
///
/// A reading of counters tells the mean rate since the reading before; that stands for every second between the two.
/// Where a link is read every ten seconds only, its last seconds are therefore unknown until the next reading fills them
/// in. Nothing is known, and a gap drawn, where a counter went down (a reset, or another link), and where more than
/// ``longestMean`` seconds lie between two readings. Several pictures with the same reading make one sample.
///
/// A sample takes eight bytes, those of a second lie side by side, and of the two ends of a proved cable one is kept: a
/// thousand containers on bridges take a megabyte.
public struct RateHistory: Sendable {
  /// How many seconds it goes back.
  public static let capacity = 120
  /// A mean over more seconds than these tells nothing about any of them.
  static let longestMean = 15.0
  /// Readings that follow faster than this many seconds are taken together with the next one.
  static let shortestMean = 0.5

  /// The last picture that was taken in.
  private var last: Snapshot?
  /// For each place in its table of counters; nil for loopbacks and for what is kept at the other end.
  private var tracks: [Track?] = []
  /// The samples of a second are at its remainder, each in its track's slot; those that are missing are unknown.
  private var samples: [[Sample]] = Array(repeating: [], count: capacity)
  /// How many slots there are, and which of them nobody uses.
  private var slots = 0
  private var free: [Int] = []
  /// The first reading is in the middle of second 0, so that readings once a second stay clear of its ends.
  private var origin: Instant?
  /// The last second that anything is known of.
  private var newest = 0
  /// The last second up to which something is unknown of a link, or moved.
  private var uneven = 0

  /// Knows nothing.
  public init() {}

  /// Bytes a second; not a number where they are unknown.
  fileprivate struct Sample {
    var rx, tx: Float

    static let unknown = Sample(rx: .nan, tx: .nan)
    var isKnown: Bool { !rx.isNaN }
  }

  /// Where a link's samples are, and the reading that the next one is measured from.
  private struct Track {
    let slot: Int
    var readAt: Instant
    var rxBytes, txBytes: UInt64

    init(slot: Int, _ counters: Counters) {
      self.slot = slot
      (readAt, rxBytes, txBytes) = (counters.readAt, counters.rxBytes, counters.txBytes)
    }
  }

  /// Takes in a picture; later pictures come later.
  public mutating func add(_ snapshot: Snapshot) {
    let succession = last.map { LinkSuccession(from: $0, to: snapshot) }
    if !(succession?.isUnchanged ?? false) { move(to: snapshot, succession) }
    for place in tracks.indices { take(snapshot.counters[place], at: place) }
    if tracks.contains(where: isBehind) { uneven = newest }
    last = snapshot
  }

  /// True where of every link all is known and nothing moved: a second later every graph looks the same.
  public var isFlat: Bool { newest - uneven >= Self.capacity }

  /// What a link received and sent in each of the last `seconds`, the newest last.
  public func series(of link: LinkID, in snapshot: Snapshot, seconds: Int) -> Series {
    var series = Series(unknown: seconds)
    if let link = snapshot.link(link) { add(link, in: snapshot, to: &series) }
    return series
  }

  /// Adds what a link received and sent, or where `isMirrored` sent and received.
  func add(_ link: Link, in snapshot: Snapshot, to series: inout Series, isMirrored: Bool = false) {
    if let track = track(of: link.id) { return add(track, to: &series, isMirrored: isMirrored) }
    guard let peer = link.peer, peer.proof == .proved, let track = peer.link.flatMap(track) else { return }
    add(track, to: &series, isMirrored: !isMirrored)
  }

  private func track(of link: LinkID) -> Track? { last?.counters.position(of: link).flatMap { tracks[$0] } }

  private func add(_ track: Track, to series: inout Series, isMirrored: Bool) {
    let count = min(series.rx.count, Self.capacity, newest + 1)
    let first = series.rx.count - count
    for offset in 0..<count {
      let second = samples[(newest - count + 1 + offset) % Self.capacity]
      guard track.slot < second.count, second[track.slot].isKnown else { continue }
      let (rx, tx) = (second[track.slot].rx, second[track.slot].tx)
      series.rx[first + offset] = (series.rx[first + offset] ?? 0) + Double(isMirrored ? tx : rx)
      series.tx[first + offset] = (series.tx[first + offset] ?? 0) + Double(isMirrored ? rx : tx)
    }
  }
}

extension RateHistory {
  /// Takes over the tracks of links that are still there, and begins those of others.
  private mutating func move(to snapshot: Snapshot, _ succession: LinkSuccession?) {
    let before = tracks
    var isKept = Array(repeating: false, count: before.count)
    tracks = Array(repeating: nil, count: snapshot.counters.indices.count)
    let kept = snapshot.placesOfKeptEnds
    for place in kept {
      guard let old = succession?[place], let track = before[old] else { continue }
      tracks[place] = track
      isKept[old] = true
    }
    for old in before.indices where !isKept[old] { if let track = before[old] { clear(track.slot) } }
    // Which slot is reused first makes no difference to what is told.
    for place in kept where tracks[place] == nil { tracks[place] = begin(snapshot.counters[place]) }
  }

  private mutating func begin(_ counters: Counters) -> Track {
    advance(to: second(of: counters.readAt))
    uneven = newest
    if let slot = free.popLast() { return Track(slot: slot, counters) }
    slots += 1
    return Track(slot: slots - 1, counters)
  }

  private mutating func take(_ counters: Counters, at place: Int) {
    guard let track = tracks[place] else { return }
    let (second, last) = (second(of: counters.readAt), second(of: track.readAt))
    let elapsed = counters.readAt.seconds(since: track.readAt)
    guard second > last, elapsed >= Self.shortestMean else { return }
    advance(to: second)
    if elapsed <= Self.longestMean, counters.rxBytes >= track.rxBytes, counters.txBytes >= track.txBytes {
      let mean = Sample(
        rx: Float(Double(counters.rxBytes - track.rxBytes) / elapsed),
        tx: Float(Double(counters.txBytes - track.txBytes) / elapsed))
      for covered in (last + 1)...second { put(mean, at: covered % Self.capacity, track.slot) }
      if mean.rx != 0 || mean.tx != 0 { uneven = newest }
    } else {
      uneven = newest
    }
    tracks[place] = Track(slot: track.slot, counters)
  }

  private mutating func put(_ sample: Sample, at second: Int, _ slot: Int) {
    let missing = slot - samples[second].count + 1
    if missing > 0 { samples[second].append(contentsOf: repeatElement(.unknown, count: missing)) }
    samples[second][slot] = sample
  }

  private mutating func second(of instant: Instant) -> Int {
    let start = origin ?? instant
    origin = start
    return Self.second(of: instant, since: start)
  }

  private static func second(of instant: Instant, since start: Instant) -> Int {
    // A counter read before the first one belongs to second 0 as well.
    max(0, Int(instant.seconds(since: start) + 0.5))
  }

  /// The newest second of a link is not known yet.
  private func isBehind(_ track: Track?) -> Bool {
    guard let track, let origin else { return false }
    return Self.second(of: track.readAt, since: origin) < newest
  }

  /// The seconds up to this one are unknown until something covers them.
  private mutating func advance(to second: Int) {
    guard second > newest else { return }
    for new in max(newest + 1, second - Self.capacity + 1)...second {
      samples[new % Self.capacity].removeAll(keepingCapacity: true)
      samples[new % Self.capacity].append(contentsOf: repeatElement(.unknown, count: slots))
    }
    newest = second
  }

  /// Lets go of a link that is gone or not read any more.
  private mutating func clear(_ slot: Int) {
    for second in samples.indices where slot < samples[second].count { samples[second][slot] = .unknown }
    free.append(slot)
  }
}

extension Snapshot {
  /// Where in the table of counters those links are that are kept: of a proved cable whose ends are both counted, the end
  /// that comes first; no loopbacks.
  fileprivate var placesOfKeptEnds: [Int] { places { $1.kind != .loopback && !isKeptAtOtherEnd($1) } }

  private func isKeptAtOtherEnd(_ link: Link) -> Bool {
    guard let peer = link.peer, peer.proof == .proved, let far = peer.link, far < link.id,
      counters.position(of: far) != nil
    else { return false }
    return self.link(far)?.peer?.link == link.id
  }
}
