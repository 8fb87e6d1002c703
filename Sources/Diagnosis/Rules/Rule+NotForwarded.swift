import Addresses
import Topology

extension Rule {
  /// Networks whose members get no farther than their host: it does not route, or its packet filter drops what they send.
  ///
  /// Told only where the host has a way out itself, and of the packet filter only where no rule is in doubt.
  static let notForwarded = Rule("not-forwarded", "networks from which nothing is forwarded") { survey in
    var causes: [Cause: [Passage]] = [:]
    for passage in survey.passages {
      if let cause = cause(passage) { causes[cause, default: []].append(passage) }
    }
    return causes.sorted { $0.key < $1.key }.map { finding($0.key, $0.value, survey.snapshot) }
  }

  /// One that several networks may have in common.
  private enum Cause: Hashable, Comparable {
    case off(NamespaceID)
    case offOnLink(LinkID)
    case filter(NamespaceID, String)
  }

  private static func cause(_ passage: Passage) -> Cause? {
    let home = passage.home.id
    if passage.home.settings?.forwardsIPv4 == false { return .off(home) }
    if passage.bridge.settings?.forwards == false { return .offOnLink(passage.bridge.id) }
    if case .no(let why)? = passage.home.firewall?.forwards(passage.packet) { return .filter(home, why) }
    return nil
  }

  private static func finding(_ cause: Cause, _ passages: [Passage], _ snapshot: Snapshot) -> Finding {
    let worst = passages.min { $0.severity < $1.severity } ?? passages[0]
    let names = snapshot.names(of: passages.map(\.bridge.id))
    let (evidence, remedy) = words(cause, passages, snapshot)
    return Finding(
      rule: notForwarded.name, severity: worst.severity, object: .network(worst.network.key),
      involved: passages.map { .network($0.network.key) }.filter { $0 != .network(worst.network.key) }
        + [.namespace(worst.home.id)],
      title: "\(names): nothing is forwarded from there to \(worst.uplink.name)",
      evidence: evidence + ["the default route of \(snapshot.name(of: worst.home)) leads through \(worst.uplink.name)"],
      remedy: remedy)
  }

  private static func words(
    _ cause: Cause, _ passages: [Passage], _ snapshot: Snapshot
  ) -> (evidence: [String], remedy: String) {
    switch cause {
    case .off(let home):
      return (
        ["net.ipv4.ip_forward is 0: IPv4 forwarding is off in \(home.kernelName)"],
        "Switch it on: " + snapshot.command("sysctl -w net.ipv4.ip_forward=1", in: home)
      )
    case .offOnLink(let link):
      let name = snapshot.link(link)?.name ?? ""
      // sysctl(8) takes a slash for a dot that is part of a name.
      let setting = "net.ipv4.conf.\(name.replacing(".", with: "/")).forwarding"
      return (
        ["\(setting) is 0: what comes in by \(name) is not forwarded"],
        "Switch it on: " + snapshot.command("sysctl -w \(Remedy.quoted(setting + "=1"))", in: link.namespace)
      )
    case .filter(let home, let why):
      guard why.contains("FORWARD of ip filter") else { return ([why], "Look at that rule, and at who set it") }
      let commands = passages.flatMap { passage in
        let bridge = Remedy.quoted(passage.bridge.name)
        return [
          "iptables -I FORWARD -i \(bridge) ! -o \(bridge) -j ACCEPT",
          "iptables -I FORWARD -o \(bridge) -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
        ]
      }
      return (
        [why, "no rule before it accepts what comes in by these bridges"],
        "Let it through (restarting the engine puts its own rules back): "
          + commands.map { snapshot.command($0, in: home) }.joined(separator: " && ")
      )
    }
  }
}

extension Passage {
  /// What a member sends first to somebody outside.
  var packet: RoutedPacket { RoutedPacket(input: bridge.name, output: uplink.name, source: subnet) }

  /// Nothing is in the way of what a member sends, or it is not known.
  var isOpen: Bool {
    if home.settings?.forwardsIPv4 == false || bridge.settings?.forwards == false { return false }
    if case .no? = home.firewall?.forwards(packet) { return false }
    return true
  }
}
