import Addresses

/// How fast the counters of every link moved in the last two minutes, a sample a second.
///
/// A reading of counters tells the mean rate since the reading before; that stands for every second between the two.
/// Where a link is read every ten seconds only, its last seconds are therefore unknown until the next reading fills them
/// in. Nothing is known, and a gap drawn, where a counter went down (a reset, or another link), and where more than
/// ``longestMean`` seconds lie between two readings. Several pictures with the same reading make one sample.
///
/// A sample takes eight bytes, all of them lie in one array, and of the two ends of a proved cable one is kept: a
/// thousand containers on bridges take a megabyte.
public struct RateHistory: Sendable {
  /// How many seconds it goes back.
  public static let capacity = 120
  /// A mean over more seconds than these tells nothing about any of them.
  static let longestMean = 15.0
  /// Readings that follow faster than this many seconds are taken together with the next one.
  static let shortestMean = 0.5

  private var tracks: [LinkID: Track] = [:]
  /// ``capacity`` samples for each track, in a ring: the sample of a second is at its remainder.
  private var samples: [Sample] = []
  private var free: [Int] = []
  /// The first reading is in the middle of second 0, so that readings once a second stay clear of its ends.
  private var origin: Instant?
  /// The last second that anything is known of.
  private var newest = 0
  private var pass: UInt32 = 0

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
    let cookie: UInt64?
    let name: String
    let mac: MACAddress?
    var readAt: Instant
    var rxBytes, txBytes: UInt64
    var pass: UInt32

    mutating func note(_ counters: Counters) {
      (readAt, rxBytes, txBytes) = (counters.readAt, counters.rxBytes, counters.txBytes)
    }

    func isSame(_ link: Link, in namespace: Namespace) -> Bool {
      cookie == namespace.cookie && name == link.name && mac == link.mac
    }
  }

  /// Takes in a picture; later pictures come later.
  public mutating func add(_ snapshot: Snapshot) {
    pass &+= 1
    var seen = 0
    var places = Places()
    // By position: copying a thousand namespaces costs more than the rest.
    for namespace in snapshot.namespaces.indices {
      for link in snapshot.namespaces[namespace].links.indices {
        guard let counters = snapshot.namespaces[namespace].links[link].counters,
          snapshot.namespaces[namespace].links[link].kind != .loopback,
          !places.isKeptAtOtherEnd(snapshot.namespaces[namespace].links[link], in: snapshot)
        else { continue }
        seen += 1
        take(counters, of: snapshot.namespaces[namespace].links[link], in: snapshot.namespaces[namespace])
      }
    }
    if seen < tracks.count { forget() }
  }

  /// What a link received and sent in each of the last `seconds`, the newest last.
  public func series(of link: LinkID, in snapshot: Snapshot, seconds: Int) -> Series {
    var series = Series(unknown: seconds)
    if let link = snapshot.link(link) { add(link, in: snapshot, to: &series) }
    return series
  }

  /// Adds what a link received and sent, or where `isMirrored` sent and received.
  func add(_ link: Link, in snapshot: Snapshot, to series: inout Series, isMirrored: Bool = false) {
    if let track = tracks[link.id] { return add(track, to: &series, isMirrored: isMirrored) }
    guard let peer = link.peer, peer.proof == .proved, let far = peer.link, let track = tracks[far] else { return }
    add(track, to: &series, isMirrored: !isMirrored)
  }

  private func add(_ track: Track, to series: inout Series, isMirrored: Bool) {
    let count = min(series.rx.count, Self.capacity, newest + 1)
    let first = series.rx.count - count
    for offset in 0..<count {
      let sample = samples[track.slot + (newest - count + 1 + offset) % Self.capacity]
      guard sample.isKnown else { continue }
      let (rx, tx) = isMirrored ? (sample.tx, sample.rx) : (sample.rx, sample.tx)
      series.rx[first + offset] = (series.rx[first + offset] ?? 0) + Double(rx)
      series.tx[first + offset] = (series.tx[first + offset] ?? 0) + Double(tx)
    }
  }
}

extension RateHistory {
  /// Looks for links; most of those that are looked for one after the other are in one namespace.
  private struct Places {
    private var id: NamespaceID?
    private var place = 0

    /// Of a proved cable whose ends are both read, the end that comes first is kept.
    mutating func isKeptAtOtherEnd(_ link: Link, in snapshot: Snapshot) -> Bool {
      guard let peer = link.peer, peer.proof == .proved, let far = peer.link, far < link.id else { return false }
      if id != far.namespace {
        guard let found = snapshot.namespaces.position(of: far.namespace, by: \.id) else { return false }
        (id, place) = (far.namespace, found)
      }
      guard let position = snapshot.namespaces[place].links.position(of: far.index, by: \.index) else { return false }
      return snapshot.namespaces[place].links[position].counters != nil
        && snapshot.namespaces[place].links[position].peer?.link == link.id
    }
  }

  private mutating func take(_ counters: Counters, of link: Link, in namespace: Namespace) {
    let second = second(of: counters.readAt)
    guard let place = tracks.index(forKey: link.id), tracks.values[place].isSame(link, in: namespace) else {
      return begin(counters, of: link, in: namespace, at: second)
    }
    tracks.values[place].pass = pass
    let track = tracks.values[place]
    let last = self.second(of: track.readAt)
    let elapsed = counters.readAt.seconds(since: track.readAt)
    guard second > last, elapsed >= Self.shortestMean else { return }
    advance(to: second)
    if elapsed <= Self.longestMean, counters.rxBytes >= track.rxBytes, counters.txBytes >= track.txBytes {
      let mean = Sample(
        rx: Float(Double(counters.rxBytes - track.rxBytes) / elapsed),
        tx: Float(Double(counters.txBytes - track.txBytes) / elapsed))
      for covered in (last + 1)...second { samples[track.slot + covered % Self.capacity] = mean }
    }
    tracks.values[place].note(counters)
  }

  private mutating func begin(_ counters: Counters, of link: Link, in namespace: Namespace, at second: Int) {
    let slot: Int
    if let old = tracks[link.id] {
      slot = old.slot
      clear(slot)
    } else if let reused = free.popLast() {
      slot = reused
      clear(slot)
    } else {
      slot = samples.count
      samples.append(contentsOf: repeatElement(.unknown, count: Self.capacity))
    }
    advance(to: second)
    tracks[link.id] = Track(
      slot: slot, cookie: namespace.cookie, name: link.name, mac: link.mac, readAt: counters.readAt,
      rxBytes: counters.rxBytes, txBytes: counters.txBytes, pass: pass)
  }

  private mutating func second(of instant: Instant) -> Int {
    let start = origin ?? instant
    origin = start
    // A counter read before the first one belongs to second 0 as well.
    return max(0, Int(instant.seconds(since: start) + 0.5))
  }

  /// The seconds up to this one are unknown until something covers them.
  private mutating func advance(to second: Int) {
    guard second > newest else { return }
    for new in max(newest + 1, second - Self.capacity + 1)...second {
      let place = new % Self.capacity
      for slot in stride(from: 0, to: samples.count, by: Self.capacity) { samples[slot + place] = .unknown }
    }
    newest = second
  }

  private mutating func clear(_ slot: Int) {
    for place in slot..<(slot + Self.capacity) { samples[place] = .unknown }
  }

  /// Lets go of links that are gone or not read any more.
  private mutating func forget() {
    for (id, track) in tracks where track.pass != pass {
      tracks[id] = nil
      free.append(track.slot)
    }
    // Which slot is reused first makes no difference to what is told, but nothing is to hang on the order of a dictionary.
    free.sort(by: >)
  }
}
