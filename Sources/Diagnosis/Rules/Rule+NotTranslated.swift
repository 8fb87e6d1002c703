import Addresses
import Topology

extension Rule {
  /// Networks that an engine set up to share their host's address, and whose packets leave with their own: nobody outside
  /// knows where to send answers.
  ///
  /// Without IPv6 most things go on by IPv4, and engines leave IPv6 untranslated by default: that is a remark.
  ///
  /// Innocent: networks that are routed on purpose (the engine's option says so), public subnets, and a rule in doubt.
  static let notTranslated = Rule("not-translated", "networks whose addresses leave untranslated") { survey in
    IPAddress.Family.allCases.flatMap(survey.passages).compactMap { passage in
      guard passage.network.engine != nil, passage.network.isTranslated, passage.isOpen,
        passage.subnet.address.isPrivate, let firewall = passage.home.firewall,
        case .no(let why) = firewall.translates(passage.packet)
      else { return nil }
      return finding(passage, why, survey.snapshot)
    }
  }

  private static func finding(_ passage: Passage, _ why: String, _ snapshot: Snapshot) -> Finding {
    let bridge = Remedy.quoted(passage.bridge.name)
    return Finding(
      rule: notTranslated.name, severity: passage.family == .ipv4 ? .warning : .info,
      object: .network(passage.network.key),
      involved: [.link(passage.bridge.id)],
      title: "\(passage.network.name): what its members send \(passage.family == .ipv4 ? "" : "by IPv6 ")leaves by "
        + "\(passage.uplink.name) without masquerading",
      evidence: [
        "the nat table of \(snapshot.name(of: passage.home)): \(why)",
        "\(passage.subnet) is a private subnet: who gets its packets cannot answer, unless a route leads back here",
      ],
      remedy: "Translate it (restarting the engine puts its own rule back): "
        + snapshot.command(
          "\(passage.family.filterCommand) -t nat -A POSTROUTING -s \(passage.subnet) ! -o \(bridge) -j MASQUERADE",
          in: passage.home.id))
  }
}

extension IPAddress {
  /// RFC 1918, the shared space of RFC 6598, and the unique local addresses of RFC 4193.
  fileprivate var isPrivate: Bool {
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"].contains {
      IPPrefix($0)?.contains(self) ?? false
    }
  }
}
