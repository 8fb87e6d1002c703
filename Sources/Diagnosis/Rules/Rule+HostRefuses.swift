import Addresses
import Topology

extension Rule {
  /// Networks whose members get no answer from their own host, as its packet filter drops what comes in (INPUT): name
  /// resolution, services and published ports of the host among it.
  ///
  /// A remark, since firewalls do so by default; a warning where a rule that is for this network only has dropped something.
  static let hostRefuses = Rule("host-refuses", "a host that drops what its containers ask of it") { survey in
    var causes: [Cause: [Refusal]] = [:]
    for network in survey.snapshot.networks {
      for refusal in survey.refusals(of: network) {
        causes[Cause(home: refusal.home.id, words: refusal.words), default: []].append(refusal)
      }
    }
    return causes.sorted { ($0.key.home, $0.key.words) < ($1.key.home, $1.key.words) }
      .map { finding($0.value, survey.snapshot) }
  }

  /// One that several networks may have in common.
  private struct Cause: Hashable {
    let home: NamespaceID
    let words: String
  }

  private static func finding(_ refusals: [Refusal], _ snapshot: Snapshot) -> Finding {
    let first = refusals.first { $0.dropped ?? 0 > 0 } ?? refusals[0]
    let bridges = Set(refusals.map(\.bridge.id)).sorted()
    let networks = Set(refusals.map(\.network.key)).subtracting([first.network.key]).sorted()
    var evidence = [first.words]
    if let dropped = first.dropped, dropped > 0 { evidence.append("that rule has dropped \(dropped) packets") }
    evidence += refusals.map { refusal in
      "a connection from \(refusal.subnet) to \(refusal.address) of \(refusal.bridge.name) is dropped"
        + (refusal.isForNames ? ", questions for names (udp 53) as well" : "")
    }
    let published = Set(refusals.flatMap(\.published)).sorted()
    if !published.isEmpty {
      evidence.append(
        "published on this host: \(published.joined(separator: ", ")); members may not get there by the host's address")
    }
    return Finding(
      rule: hostRefuses.name, severity: first.dropped ?? 0 > 0 ? .warning : .info, object: .network(first.network.key),
      involved: networks.map(ObjectID.network) + [.namespace(first.home.id)],
      title: "\(snapshot.names(of: bridges)): the host drops what comes from there to itself",
      evidence: evidence, remedy: remedy(refusals, snapshot))
  }

  private static func remedy(_ refusals: [Refusal], _ snapshot: Snapshot) -> String {
    guard refusals.allSatisfy(\.isOfIPTables) else { return "Nothing, if that is meant; else look at that rule" }
    let commands = refusals.map { refusal in
      snapshot.command(
        "\(refusal.subnet.address.family.filterCommand) -I INPUT -i \(Remedy.quoted(refusal.bridge.name)) -s "
          + "\(refusal.subnet) -j ACCEPT", in: refusal.home.id)
    }
    return "Nothing, if that is meant; else let it in: " + commands.joined(separator: " && ")
  }
}

/// That a namespace drops what members of a network ask of itself.
private struct Refusal {
  let network: Network
  let bridge: Link
  let home: Namespace
  /// The bridge's own address.
  let address: IPAddress
  let subnet: IPPrefix
  /// The rule or policy that drops it.
  let words: String
  /// What a rule has dropped that is for this network only.
  let dropped: UInt64?
  /// Questions for names are dropped as well.
  let isForNames: Bool
  /// Ports of the host that members' containers are published on: `8080/tcp`.
  let published: [String]

  /// A rule of iptables(8) put before all others mends it.
  var isOfIPTables: Bool { words.contains(" of ip filter") || words.contains(" of ip6 filter") }
}

extension Survey {
  fileprivate func refusals(of network: Network) -> [Refusal] {
    guard let wired = network.bridge.flatMap({ bridge($0.id) }), wired.bridge.isUp,
      let home = snapshot.namespace(wired.bridge.id.namespace), home.access == .read, let firewall = home.firewall,
      !wired.live.isEmpty
    else { return [] }
    let members = network.containers.compactMap(snapshot.container)
    let published = members.flatMap(\.ports).compactMap { port in port.hostPort.map { "\($0)/\(port.transport)" } }
    return IPAddress.Family.allCases.compactMap { family in
      guard
        let own = wired.bridge.addresses.first(where: {
          $0.prefix.address.family == family && !$0.prefix.address.isLinkLocal
        })?.prefix
      else { return nil }
      func packet(_ transport: String, _ port: UInt16?) -> ArrivingPacket {
        ArrivingPacket(
          input: wired.bridge.name, source: own.network, target: .here(own.address, transport: transport, port: port))
      }
      let connection = firewall.admits(packet("tcp", nil))
      guard case .no(let words) = connection.judgement else { return nil }
      var isForNames = false
      if case .no = firewall.admits(packet("udp", 53)).judgement { isForNames = true }
      return Refusal(
        network: network, bridge: wired.bridge, home: home, address: own.address, subnet: own.network, words: words,
        dropped: connection.dropped, isForNames: isForNames, published: published)
    }
  }
}
