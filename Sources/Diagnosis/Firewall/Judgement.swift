import Addresses
import Topology

/// The first packet of a connection that is routed through a namespace to somewhere far away.
struct RoutedPacket {
  /// The name of the link it comes in by.
  let input: String
  /// The name of the link it leaves by.
  let output: String
  /// The subnet it comes from.
  let source: IPPrefix
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
  func forwards(_ packet: RoutedPacket) -> Judgement {
    var result = Judgement.yes
    for chain in baseChains(at: "forward", type: "filter") where chain.isForIPv4 {
      let fate = fate(of: packet, in: chain)
      if let drop = fate.drop, !fate.mayPass { return .no(drop) }
      if fate.drop != nil || fate.isUnclear { result = .unclear }
    }
    return result
  }

  /// Whether a packet gets another source address before it leaves.
  func translates(_ packet: RoutedPacket) -> Judgement {
    var result = Judgement.no("no rule of it translates what comes from \(packet.source)")
    for chain in baseChains(at: "postrouting", type: "nat") where chain.isForIPv4 {
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
    /// The chain may end without a decision.
    var mayReturn = false
    /// Its source is translated for sure, or perhaps.
    var isTranslated = false
    var mayBeTranslated = false
    var isUnclear = false
  }

  private func fate(of packet: RoutedPacket, in base: Chain) -> Fate {
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

  private func walk(_ chain: Chain, _ packet: RoutedPacket, depth: Int) -> Fate {
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
      case .drop, .reject: fate.drop = fate.drop ?? "\(chain.place) has: \(rule.text)"
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
        fate.drop = fate.drop ?? inner.drop
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

  fileprivate var isForIPv4: Bool { family == "ip" || family == "inet" }
}

extension Firewall.Rule {
  /// Whether it is for a packet: true for certain, false perhaps, nil not.
  fileprivate func applies(to packet: RoutedPacket) -> Bool? {
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
  fileprivate func holds(for packet: RoutedPacket) -> Bool? {
    let holds: Bool? =
      switch subject {
      case .input(let names): names.contains { Self.pattern($0, matches: packet.input) }
      case .output(let names): names.contains { Self.pattern($0, matches: packet.output) }
      case .source(let prefixes): Self.contain(prefixes, packet.source)
      // Somewhere far away is in no network that somebody names.
      case .destination(let prefixes): prefixes.contains { $0.length == 0 }
      case .localDestination: false
      case .state(let states): states.contains("new")
      case .family(let family): family == .ipv4
      case .unknown: nil
      }
    return holds.map { $0 != isInverted }
  }

  private static func pattern(_ pattern: String, matches name: String) -> Bool {
    guard let last = pattern.last, last == "+" || last == "*" else { return pattern == name }
    return name.hasPrefix(pattern.dropLast())
  }

  private static func contain(_ prefixes: [IPPrefix], _ source: IPPrefix) -> Bool? {
    if prefixes.contains(where: { $0.length <= source.length && $0.contains(source.address) }) { return true }
    return prefixes.contains { $0.overlaps(source) } ? nil : false
  }
}
