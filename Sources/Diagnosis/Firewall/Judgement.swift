import Addresses
import Topology

/// The first packet of a connection that comes into a namespace.
struct ArrivingPacket {
  /// The name of the link it comes in by.
  let input: String
  /// The subnet it comes from.
  let source: IPPrefix
  /// Where it goes.
  let target: Target

  /// Where a packet goes.
  enum Target {
    /// Through the link of this name to somewhere far away, whatever it asks for there.
    case beyond(String)
    /// To an address of the namespace itself; without a port to one that no rule names.
    case here(IPAddress, transport: String, port: UInt16?)
  }

  var family: IPAddress.Family { source.address.family }
}

/// What becomes of a packet at a hook, as far as its rules can be judged.
enum Judgement: Equatable {
  case yes
  /// It does not pass; the rule or policy that decides so.
  case no(String)
  /// Some rule decides by what is not known.
  case unclear
}

extension Firewall {
  /// Whether a packet is let through where packets are forwarded.
  func forwards(_ packet: ArrivingPacket) -> Judgement { passage(of: packet, at: "forward").judgement }

  /// Whether a packet is let in that is for the namespace itself. With it the packets that a rule has dropped which is for
  /// that link or subnet only; nil where such a rule does not count, or another one drops.
  func admits(_ packet: ArrivingPacket) -> (judgement: Judgement, dropped: UInt64?) { passage(of: packet, at: "input") }

  private func passage(
    of packet: ArrivingPacket, at hook: String
  ) -> (judgement: Judgement, dropped: UInt64?) {
    var result = Judgement.yes
    for chain in baseChains(at: hook, type: "filter") where chain.isFor(packet.family) {
      let fate = fate(of: packet, in: chain)
      if let drop = fate.drop, !fate.mayPass { return (.no(drop), fate.dropped) }
      if fate.drop != nil || fate.isUnclear { result = .unclear }
    }
    return (result, nil)
  }

  /// Whether a packet gets another source address before it leaves.
  func translates(_ packet: ArrivingPacket) -> Judgement {
    var result = Judgement.no("no rule of it translates what comes from \(packet.source)")
    for chain in baseChains(at: "postrouting", type: "nat") where chain.isFor(packet.family) {
      let fate = fate(of: packet, in: chain)
      if fate.isTranslated { return .yes }
      if fate.mayBeTranslated || fate.isUnclear { result = .unclear }
    }
    return result
  }

  /// What a chain, with those it leads to, may do with a packet.
  private struct Fate {
    /// Some rule, or the end of a base chain, may let it pass.
    var mayPass = false
    /// It may be dropped; by what.
    var drop: String?
    /// How many packets the rule has dropped that does so, where it is for nothing but the packet's link or subnet.
    var dropped: UInt64?
    /// The chain may end without a decision.
    var mayReturn = false
    /// Its source is translated for sure, or perhaps.
    var isTranslated = false
    var mayBeTranslated = false
    var isUnclear = false
  }

  private func fate(of packet: ArrivingPacket, in base: Chain) -> Fate {
    var fate = walk(base, packet, depth: 0)
    guard fate.mayReturn else { return fate }
    if base.base?.drops ?? false {
      fate.drop = fate.drop ?? "the policy of \(base.place) is DROP"
    } else {
      fate.mayPass = true
    }
    return fate
  }

  /// Chains cannot lead to each other in circles; what is nested deeper than this is not judged.
  private static let greatestDepth = 16

  private func walk(_ chain: Chain, _ packet: ArrivingPacket, depth: Int) -> Fate {
    var fate = Fate()
    guard depth < Self.greatestDepth else {
      (fate.isUnclear, fate.mayPass, fate.mayReturn) = (true, true, true)
      return fate
    }
    for rule in chain.rules {
      guard let isCertain = rule.applies(to: packet) else { continue }
      switch rule.verdict {
      case .none: continue
      case .accept: fate.mayPass = true
      case .translation:
        fate.mayPass = true
        fate.mayBeTranslated = true
        if isCertain { fate.isTranslated = !fate.isUnclear && !fate.mayReturn }
      case .drop, .reject:
        if fate.drop == nil, rule.isParticular { fate.dropped = rule.packets }
        fate.drop = fate.drop ?? "\(chain.place) has: \(rule.text)"
      case .return: fate.mayReturn = true
      case .unknown:
        (fate.isUnclear, fate.mayPass) = (true, true)
        continue
      case .jump(let name), .goTo(let name):
        guard let target = self.chain(named: name, beside: chain) else {
          fate.isUnclear = true
          continue
        }
        let inner = walk(target, packet, depth: depth + 1)
        fate.mayPass = fate.mayPass || inner.mayPass
        if fate.drop == nil { (fate.drop, fate.dropped) = (inner.drop, inner.dropped) }
        fate.isUnclear = fate.isUnclear || inner.isUnclear
        fate.mayBeTranslated = fate.mayBeTranslated || inner.mayBeTranslated
        if isCertain { fate.isTranslated = fate.isTranslated || inner.isTranslated }
        if inner.mayReturn {
          guard case .goTo = rule.verdict else { continue }
          fate.mayReturn = true
        }
      }
      if isCertain { return fate }
    }
    fate.mayReturn = true
    return fate
  }
}

extension Firewall.Chain {
  /// `FORWARD of ip filter`.
  var place: String { "\(name) of \(family) \(table)" }

  fileprivate func isFor(_ packet: IPAddress.Family) -> Bool {
    family == "inet" || family == (packet == .ipv4 ? "ip" : "ip6")
  }
}

extension Firewall.Rule {
  /// Whether it is for what comes from one link or subnet only.
  fileprivate var isParticular: Bool {
    matches.contains { match in
      switch match.subject {
      case .input, .source: !match.isInverted
      default: false
      }
    }
  }

  /// Whether it is for a packet: true for certain, false perhaps, nil not.
  fileprivate func applies(to packet: ArrivingPacket) -> Bool? {
    var isCertain = true
    for match in matches {
      switch match.holds(for: packet) {
      case true?: continue
      case false?: return nil
      case nil: isCertain = false
      }
    }
    return isCertain
  }
}

extension Firewall.Match {
  /// Nil where that is not known.
  fileprivate func holds(for packet: ArrivingPacket) -> Bool? {
    switch (subject, packet.target) {
    case (.input(let names), _): isIt(names.contains { Self.pattern($0, matches: packet.input) })
    case (.output(let names), .beyond(let output)): isIt(names.contains { Self.pattern($0, matches: output) })
    case (.output, .here): false
    case (.source(let prefixes), _): Self.contain(prefixes, packet.source).map { $0 != isInverted }
    // Somewhere far away is in no network that somebody names.
    case (.destination(let prefixes), .beyond): isIt(prefixes.contains { $0.length == 0 })
    case (.destination(let prefixes), .here(let address, _, _)): isIt(prefixes.contains { $0.contains(address) })
    case (.localDestination, .beyond): isIt(false)
    case (.localDestination, .here): isIt(true)
    case (.state(let states), _): isIt(states.contains("new"))
    case (.family(let family), _): isIt(family == packet.family)
    case (.transport(let names), .here(_, let transport, _)): isIt(names.contains(transport))
    // A port of another protocol is neither it nor otherwise.
    case (.destinationPort(let wanted?, _), .here(_, let transport, _)) where wanted != transport: false
    case (.destinationPort(_, let ports), .here(_, _, let port)):
      isIt(port.map { port in ports.contains { $0.contains(port) } } ?? false)
    case (.transport, .beyond), (.destinationPort, .beyond), (.unknown, _): nil
    }
  }

  private func isIt(_ holds: Bool) -> Bool { holds != isInverted }

  private static func pattern(_ pattern: String, matches name: String) -> Bool {
    guard let last = pattern.last, last == "+" || last == "*" else { return pattern == name }
    return name.hasPrefix(pattern.dropLast())
  }

  private static func contain(_ prefixes: [IPPrefix], _ source: IPPrefix) -> Bool? {
    if prefixes.contains(where: { $0.length <= source.length && $0.contains(source.address) }) { return true }
    return prefixes.contains { $0.overlaps(source) } ? nil : false
  }
}
