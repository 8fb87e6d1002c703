import Addresses
import Topology

extension Rule {
  /// Networks whose members get no farther than their host: it does not route, or its packet filter drops what they send.
  ///
  /// Told only where the host has a way out itself, and of the packet filter only where no rule is in doubt.
  static let notForwarded = Rule("not-forwarded", "networks from which nothing is forwarded") { survey in
    var causes: [Cause: [Passage]] = [:]
    for passage in IPAddress.Family.allCases.flatMap(survey.passages) {
      if let cause = cause(passage) { causes[cause, default: []].append(passage) }
    }
    return causes.sorted { $0.key < $1.key }.map { finding($0.key, $0.value, survey.snapshot) }
  }

  /// One that several networks may have in common.
  private enum Cause: Hashable, Comparable {
    case off(NamespaceID, IPAddress.Family)
    case offOnLink(LinkID)
    case filter(NamespaceID, String)
  }

  private static func cause(_ passage: Passage) -> Cause? {
    let home = passage.home.id
    if passage.isOffEverywhere { return .off(home, passage.family) }
    if passage.isOffOnBridge { return .offOnLink(passage.bridge.id) }
    if case .no(let why)? = passage.home.firewall?.forwards(passage.packet) { return .filter(home, why) }
    return nil
  }

  private static func finding(_ cause: Cause, _ passages: [Passage], _ snapshot: Snapshot) -> Finding {
    let worst = passages.min { $0.severity < $1.severity } ?? passages[0]
    let names = snapshot.names(of: Set(passages.map(\.bridge.id)).sorted())
    let isIPv6 = passages.allSatisfy { $0.family == .ipv6 }
    let (evidence, remedy) = words(cause, passages, snapshot)
    return Finding(
      rule: notForwarded.name, severity: worst.severity, object: .network(worst.network.key),
      involved: Set(passages.map(\.network.key)).subtracting([worst.network.key]).sorted().map(ObjectID.network)
        + [.namespace(worst.home.id)],
      title: "\(names): \(isIPv6 ? "no IPv6" : "nothing") is forwarded from there to \(worst.uplink.name)",
      evidence: evidence + [
        "the \(isIPv6 ? "IPv6 " : "")default route of \(snapshot.name(of: worst.home)) leads through \(worst.uplink.name)"
      ],
      remedy: remedy)
  }

  private static func words(
    _ cause: Cause, _ passages: [Passage], _ snapshot: Snapshot
  ) -> (evidence: [String], remedy: String) {
    switch cause {
    case .off(let home, .ipv6):
      return (
        ["net.ipv6.conf.all.forwarding is 0: IPv6 forwarding is off in \(home.kernelName)"],
        "Switch it on: " + snapshot.command("sysctl -w " + passages[0].switchingOn, in: home)
      )
    case .off(let home, .ipv4):
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
      guard why.contains("FORWARD of ip filter") || why.contains("FORWARD of ip6 filter") else {
        return ([why], "Look at that rule, and at who set it")
      }
      let commands = passages.flatMap { passage in
        let (program, bridge) = (passage.family.filterCommand, Remedy.quoted(passage.bridge.name))
        return [
          "\(program) -I FORWARD -i \(bridge) ! -o \(bridge) -j ACCEPT",
          "\(program) -I FORWARD -o \(bridge) -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
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
  var packet: ArrivingPacket {
    ArrivingPacket(input: bridge.name, source: subnet, target: .beyond(uplink.name))
  }

  /// Nothing is forwarded in the namespace that routes.
  fileprivate var isOffEverywhere: Bool {
    (family == .ipv4 ? home.settings?.forwardsIPv4 : home.settings?.forwardsIPv6) == false
  }

  /// Nothing is forwarded that comes in by the bridge. Of IPv6 only the switch for all links decides (`ip6_forward` of the
  /// kernel).
  fileprivate var isOffOnBridge: Bool { family == .ipv4 && bridge.settings?.forwards == false }

  /// The settings that switch IPv6 forwarding on. A default route that is learnt from router advertisements would go away
  /// with it, unless they are accepted all the same (`accept_ra` 2).
  fileprivate var switchingOn: String {
    let isLearnt = home.defaultRouting(.ipv6).routes.first?.origin == "ra"
    let accepted = uplink.settings?.ipv6?.acceptedAdvertisements ?? 1
    let name = Remedy.quoted("net.ipv6.conf.\(uplink.name.replacing(".", with: "/")).accept_ra=2")
    return (isLearnt && accepted < 2 ? name + " " : "") + "net.ipv6.conf.all.forwarding=1"
  }

  /// Nothing is in the way of what a member sends, or it is not known.
  var isOpen: Bool {
    if isOffEverywhere || isOffOnBridge { return false }
    if case .no? = home.firewall?.forwards(packet) { return false }
    return true
  }
}

extension IPAddress.Family {
  /// The program that sets the packet filter's rules of this family.
  var filterCommand: String { self == .ipv6 ? "ip6tables" : "iptables" }
}
