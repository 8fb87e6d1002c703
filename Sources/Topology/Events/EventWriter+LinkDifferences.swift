import Addresses

extension EventWriter {
  /// What is different of a link in itself, but for its addresses.
  func differences(from old: Link, to new: Link) -> [String] {
    var parts: [String] = []
    if old.name != new.name { parts.append("renamed from \(old.name)") }
    parts += stateDifferences(from: old, to: new)
    if old.mtu != new.mtu { parts.append("mtu \(old.mtu) → \(new.mtu)") }
    if old.mac != new.mac {
      parts.append("mac \(old.mac.map { "\($0)" } ?? "none") → \(new.mac.map { "\($0)" } ?? "none")")
    }
    if old.alias != new.alias { parts.append(new.alias.map { "alias \"\($0)\"" } ?? "alias removed") }
    if old.kind != new.kind { parts.append("\(old.kind.words) → \(new.kind.words)") }
    parts += [masterDifference(from: old, to: new), peerDifference(from: old, to: new)].compactMap { $0 }
    if old.master == new.master, old.isUp == new.isUp, old.hasCarrier == new.hasCarrier, let was = old.port,
      let port = new.port
    {
      parts += was.differences(to: port, of: new)
    }
    parts += settingsDifferences(from: old, to: new)
    return parts
  }

  private func stateDifferences(from old: Link, to new: Link) -> [String] {
    if old.isUp != new.isUp {
      return [new.isUp ? new.hasCarrier || new.kind.isBridge ? "set up" : "set up, no carrier" : "set down"]
    }
    if old.hasCarrier != new.hasCarrier { return [new.hasCarrier ? "has carrier" : "carrier lost"] }
    let states = [old.operationalState, new.operationalState]
    // Mostly it follows a moment later.
    guard states[0] != states[1], !states.contains(.unknown), !new.isInExpectedState else { return [] }
    return ["operational state \(states[0].rawValue) → \(states[1].rawValue)"]
  }

  /// What is different of a link's settings. Forwarding that is switched for all links is told of their namespace.
  private func settingsDifferences(from old: Link, to new: Link) -> [String] {
    guard let was = old.settings, let now = new.settings, was != now else { return [] }
    let before = earlier.namespace(old.id.namespace)?.settings
    let after = later.namespace(new.id.namespace)?.settings
    var numbers: [(name: String, was: UInt8, now: UInt8)] = [
      ("proxy_arp", was.proxiesARP ? 1 : 0, now.proxiesARP ? 1 : 0),
      ("arp_ignore", was.ignoredARP, now.ignoredARP), ("rp_filter", was.reversePathFilter, now.reversePathFilter),
    ]
    if before?.forwardsIPv4 == after?.forwardsIPv4 {
      numbers.append(("forwarding", was.forwards ? 1 : 0, now.forwards ? 1 : 0))
    }
    if let was = was.ipv6, let now = now.ipv6 {
      numbers += [
        ("accept_ra", was.acceptedAdvertisements, now.acceptedAdvertisements),
        ("proxy_ndp", was.proxiesNDP ? 1 : 0, now.proxiesNDP ? 1 : 0),
        ("disable_ipv6", was.isOff ? 1 : 0, now.isOff ? 1 : 0),
      ]
      if before?.forwardsIPv6 == after?.forwardsIPv6 {
        numbers.append(("IPv6 forwarding", was.forwards ? 1 : 0, now.forwards ? 1 : 0))
      }
    }
    return numbers.filter { $0.was != $0.now }.map { "\($0.name) \($0.was) → \($0.now)" }
  }

  private func masterDifference(from old: Link, to new: Link) -> String? {
    guard old.master != new.master else { return nil }
    func master(_ link: Link, in picture: Snapshot) -> (id: LinkID, name: String)? {
      link.master.map { index in
        let id = LinkID(namespace: link.id.namespace, index: index)
        return (id, picture.link(id)?.name ?? "#\(index)")
      }
    }
    let (was, now) = (master(old, in: earlier), master(new, in: later))
    switch (was, now) {
    case (let was?, let now?): return "moved from \(was.name) to \(now.name)"
    case (nil, let now?): return "plugged into \(now.name)"
    // The master's own event tells how many it leaves.
    case (let was?, nil): return vanished.contains(.link(was.id)) ? nil : "unplugged from \(was.name)"
    case (nil, nil): return nil
    }
  }

  private func peerDifference(from old: Link, to new: Link) -> String? {
    // That it is hidden is for a moment so whenever a namespace goes, and a problem where it lasts.
    guard let was = old.peer, let now = new.peer, was.link != now.link, let far = now.link else { return nil }
    // One that moved tells so itself.
    if let place = was.link, moves[place] == far { return nil }
    return "its other end is \(later.name(of: far)) now"
  }

  /// Why a link lost or found its carrier, and what it took along when it was set down.
  func cause(from old: Link, _ new: Link) -> String {
    if old.isUp, !new.isUp { return routesLost(with: old) }
    guard old.hasCarrier != new.hasCarrier, new.isUp, let far = later.peer(of: new), far.isUp == new.hasCarrier,
      earlier.link(far.id).map({ $0.isUp != far.isUp || !far.isUp }) ?? true
    else { return "" }
    return " (\(later.name(of: far.id)) is \(far.isUp ? "up" : "down"))"
  }

  /// Link-local addresses come and go with the link's state, and are told only where somebody else has one already.
  mutating func writeAddresses(from old: Link, to new: Link) {
    func prefixes(_ link: Link) -> [IPPrefix] { link.addresses.map(\.prefix).filter { !$0.address.isLinkLocal } }
    let (before, after) = (prefixes(old), prefixes(new))
    let added = after.filter { !before.contains($0) }
    let removed = before.filter { !after.contains($0) }
    let duplicates = new.addresses.filter { address in
      address.isDuplicate && !old.addresses.contains { $0.prefix == address.prefix && $0.isDuplicate }
    }
    let parts =
      added.map { "\($0) added" } + removed.map { "\($0) removed" }
      + duplicates.map { "\($0.prefix) is taken: somebody else has it" }
    guard !parts.isEmpty else { return }
    let isOneWay = duplicates.isEmpty && added.isEmpty != removed.isEmpty
    let change: Change.Kind = !isOneWay ? .changed : removed.isEmpty ? .appeared : .vanished
    add(.address, change, .link(new.id), parts.joined(separator: ", "))
  }
}

extension Link {
  /// Whether its operational state is what follows from its being set up and from its carrier.
  fileprivate var isInExpectedState: Bool {
    switch operationalState {
    case .up: isUp && hasCarrier
    case .down, .lowerLayerDown: !(isUp && hasCarrier)
    case .unknown, .notPresent, .testing, .dormant: false
    }
  }
}

extension LinkKind {
  fileprivate var words: String { [name, detail].compactMap { $0 }.joined(separator: " ") }
}

extension BridgePort {
  /// That a port is disabled without a carrier, and not with one, is no news.
  fileprivate func differences(to new: BridgePort, of link: Link) -> [String] {
    var parts: [String] = []
    let followsCarrier = link.hasCarrier ? state == .disabled : new.state == .disabled
    if state != new.state, !followsCarrier { parts.append("port \(state.rawValue) → \(new.state.rawValue)") }
    if isIsolated != new.isIsolated { parts.append(new.isIsolated ? "port isolated" : "port no longer isolated") }
    let switches = [
      ("flood", flooding.unicast, new.flooding.unicast), ("mcast_flood", flooding.multicast, new.flooding.multicast),
      ("bcast_flood", flooding.broadcast, new.flooding.broadcast), ("learning", learns, new.learns),
      ("neigh_suppress", suppressesNeighbours, new.suppressesNeighbours), ("locked", isLocked, new.isLocked),
    ]
    parts += switches.filter { $0.1 != $0.2 }.map { "\($0.0) \($0.2 ? "on" : "off")" }
    if hasHairpin != new.hasHairpin { parts.append("hairpin \(new.hasHairpin ? "on" : "off")") }
    if vlans != new.vlans {
      let ids = new.vlans.map { "\($0.id)" }.joined(separator: ",")
      parts.append(ids.isEmpty ? "no VLANs" : "VLANs \(ids)")
    }
    return parts
  }
}
