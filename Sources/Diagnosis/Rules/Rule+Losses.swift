import Topology

extension Rule {
  /// A link that loses packets while one looks: errors at all, or drops that are more than a few.
  ///
  /// A drop now and then is normal: frames of a protocol that nobody listens to count as such. An overlay that knows single
  /// tunnel ends only drops what is for all: what is lost of the rest, the overlay's own rules tell. Counters that went down, or
  /// belong to a link that was made anew, say nothing.
  static let losses = Rule("losses", "drops or errors that grow", isRestless: true) { survey in
    guard let earlier = survey.earlier else { return [] }
    let later = survey.snapshot
    let succession = LinkSuccession(from: earlier, to: later)
    return later.counters.indices.compactMap { place -> Finding? in
      guard let before = succession[place],
        let growth = Growth(from: earlier.counters[before], to: later.counters[place]), growth.isWorthTelling,
        let link = later.link(later.counters.links[place]),
        !(growth.isOfSendingOnly && later.dropsGroups(link))
      else { return nil }
      return finding(growth, link, later)
    }
  }

  private static func finding(_ growth: Growth, _ link: Link, _ snapshot: Snapshot) -> Finding {
    let isBroken = growth.errors > 0
    return Finding(
      rule: losses.name, severity: .warning, object: .link(link.id),
      title: "\(snapshot.name(of: link.id)) \(isBroken ? "has errors" : "drops packets"), and more all the time",
      evidence: growth.evidence,
      remedy: isBroken
        ? "Look at what carries it (cable, card, tunnel): \(details(of: link, snapshot))"
        : "Look for what cannot keep up or refuses: the reader's queue, the MTU, a VLAN that nobody takes: "
          + details(of: link, snapshot))
  }

  private static func details(of link: Link, _ snapshot: Snapshot) -> String {
    snapshot.command("ip -s -s link show \(Remedy.quoted(link.name))", in: link.id.namespace)
  }
}

extension Snapshot {
  /// True for a VXLAN that has no tunnel end for frames to all, or to several.
  fileprivate func dropsGroups(_ link: Link) -> Bool {
    guard let home = namespace(link.id.namespace), let overlay = Overlay(link, in: home, of: self) else { return false }
    return !overlay.hasDefault
  }
}

extension Counters {
  fileprivate func hasLost(asMuchAs other: Counters) -> Bool {
    rxDropped == other.rxDropped && txDropped == other.txDropped && rxErrors == other.rxErrors
      && txErrors == other.txErrors
  }
}

/// What a link's counters lost between two readings.
private struct Growth {
  private let lost: [(name: String, from: UInt64, to: UInt64)]
  private let seconds: Double
  private let packets: UInt64
  /// The time in which those went through; losses are read less often where the other end tells of the rest.
  private let packetSeconds: Double
  let errors: UInt64
  private let drops: UInt64

  /// Nil where there is none, or it is not known: not read at this end, no time passed, or counters that went down.
  init?(from old: Counters, to new: Counters) {
    guard !old.hasLost(asMuchAs: new), new.lossesReadAt > old.lossesReadAt, new.readAt > old.readAt,
      new.rxPackets >= old.rxPackets, new.txPackets >= old.txPackets
    else { return nil }
    let pairs: [(String, UInt64?, UInt64?)] = [
      ("rx errors", old.rxErrors, new.rxErrors), ("tx errors", old.txErrors, new.txErrors),
      ("rx dropped", old.rxDropped, new.rxDropped), ("tx dropped", old.txDropped, new.txDropped),
    ]
    var lost: [(name: String, from: UInt64, to: UInt64)] = []
    for (name, from, to) in pairs {
      guard let from, let to else { continue }
      guard to >= from else { return nil }
      if to > from { lost.append((name, from, to)) }
    }
    guard !lost.isEmpty else { return nil }
    self.lost = lost
    seconds = new.lossesReadAt.seconds(since: old.lossesReadAt)
    packets = (new.rxPackets - old.rxPackets) &+ (new.txPackets - old.txPackets)
    packetSeconds = new.readAt.seconds(since: old.readAt)
    errors = lost.filter { $0.name.hasSuffix("errors") }.reduce(0) { $0 &+ ($1.to - $1.from) }
    drops = lost.filter { $0.name.hasSuffix("dropped") }.reduce(0) { $0 &+ ($1.to - $1.from) }
  }

  /// More drops than this in a second …
  private static let fewDrops = 5.0
  /// … and more than one packet in so many.
  private static let rarely = 100.0

  /// Nothing was lost but frames to be sent.
  var isOfSendingOnly: Bool { lost.allSatisfy { $0.name == "tx dropped" } }

  var isWorthTelling: Bool {
    guard errors == 0 else { return true }
    let dropRate = Double(drops) / max(1, seconds)
    return dropRate > Self.fewDrops && Double(drops) / seconds * Self.rarely > Double(packets) / packetSeconds
  }

  /// `rx dropped 20 → 40 in 1.0 s`, and what went through.
  var evidence: [String] {
    lost.map { "\($0.name) \($0.from) → \($0.to) in \(Self.tenths(seconds)) s" }
      + ["\(packets) packets were counted in \(Self.tenths(packetSeconds)) s"]
  }

  private static func tenths(_ seconds: Double) -> String {
    let tenths = UInt64((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
