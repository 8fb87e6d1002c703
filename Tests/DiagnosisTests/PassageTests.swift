import Addresses
import Diagnosis
import Testing
import Topology

@Suite("The way out of a network")
struct PassageTests {
  private static let docker = Firewall(chains: [
    .init(
      family: "ip", table: "filter", name: "FORWARD",
      base: .init(type: "filter", hook: "forward", priority: 0, drops: true),
      rules: [
        .init(matches: [], verdict: .jump("USER"), text: "-A FORWARD -j USER"),
        .init(
          matches: [.init(.output(["br0"])), .init(.state(["related", "established"]))], verdict: .accept, text: "back"),
        .init(
          matches: [.init(.input(["br0"])), .init(.output(["br0"]), isInverted: true)], verdict: .accept, text: "out"),
      ]),
    .init(family: "ip", table: "filter", name: "USER", rules: [.init(matches: [], verdict: .return, text: "return")]),
    .init(
      family: "ip", table: "nat", name: "POSTROUTING",
      base: .init(type: "nat", hook: "postrouting", priority: 100, drops: false),
      rules: [
        .init(
          matches: [
            .init(.source([SmallHost.prefix("10.5.0.0/24")])), .init(.output(["br0"]), isInverted: true),
          ], verdict: .translation, text: "masquerade")
      ]),
  ])

  private func host(_ firewall: Firewall? = docker, forwards: Bool = true) -> Snapshot {
    SmallHost.snapshot().editing(SmallHost.host) { host in
      host.firewall = firewall
      host.settings = .init(forwardsIPv4: forwards)
    }
  }

  private func editing(_ chain: String, _ edit: (inout Firewall.Chain) -> Void) -> Snapshot {
    var firewall = Self.docker
    for position in firewall.chains.indices where firewall.chains[position].name == chain {
      edit(&firewall.chains[position])
    }
    return host(firewall)
  }

  @Test("Docker's own rules are as they should be, and what was not read is not judged")
  func healthy() {
    #expect(Doctor.findings(in: host()) == [])
    #expect(Doctor.findings(in: host(nil)) == [])
  }

  @Test("Forwarding that is off is told, for all links or for the bridge, with how to switch it on")
  func off() throws {
    let all = try #require(findings(of: "not-forwarded", in: host(forwards: false)).first)
    #expect(all.severity == .error)
    #expect(all.evidence[0].hasPrefix("net.ipv4.ip_forward is 0"))
    #expect(all.remedy == "Switch it on: sysctl -w net.ipv4.ip_forward=1")
    let one = host().editing(SmallHost.bridge) { $0.settings = LinkSettings(forwards: false) }
    #expect(
      findings(of: "not-forwarded", in: one).first?.remedy == "Switch it on: sysctl -w net.ipv4.conf.br0.forwarding=1")
    #expect(Doctor.findings(in: host(forwards: false)).count == 1)
  }

  @Test("A host without a way out, an internal network, and a bridge that nobody set up to get out are not told")
  func innocents() {
    let off = host(forwards: false)
    #expect(findings(of: "not-forwarded", in: off.editing(SmallHost.host) { $0.routes.removeFirst() }) == [])
    #expect(findings(of: "not-forwarded", in: off.editingNetwork { $0.isInternal = true }) == [])
    let native = off.editingNetwork { $0.engine = nil }
    #expect(findings(of: "not-forwarded", in: native).map(\.severity) == [.info])
  }

  @Test("What FORWARD drops for sure is told with the policy or the rule, and how to let it through")
  func dropped() throws {
    let policy = try #require(findings(of: "not-forwarded", in: editing("FORWARD") { $0.rules = [] }).first)
    #expect(policy.evidence[0] == "the policy of FORWARD of ip filter is DROP")
    #expect(policy.remedy.contains("iptables -I FORWARD -i br0 ! -o br0 -j ACCEPT"))
    let rule = editing("USER") { chain in
      chain.rules = [.init(matches: [.init(.input(["br+"]))], verdict: .drop, text: "-A USER -i br+ -j DROP")]
    }
    #expect(
      findings(of: "not-forwarded", in: rule).first?.evidence[0] == "USER of ip filter has: -A USER -i br+ -j DROP")
  }

  @Test("A drop that is in doubt, and one of other packets, is not told", arguments: 0..<4)
  func doubt(number: Int) {
    let matches: [Firewall.Match] = [
      .init(.unknown), .init(.input(["br1"])), .init(.state(["invalid"])),
      .init(.destination([SmallHost.prefix("192.168.0.0/16")])),
    ]
    let snapshot = editing("USER") { chain in
      chain.rules = [.init(matches: [matches[number]], verdict: .drop, text: "drop")]
    }
    #expect(findings(of: "not-forwarded", in: snapshot) == [])
  }

  @Test("Masquerading that is missing is told, unless the network is routed on purpose or a rule is in doubt")
  func translation() throws {
    let bare = editing("POSTROUTING") { $0.rules = [] }
    let finding = try #require(findings(of: "not-translated", in: bare).first)
    #expect(finding.severity == .warning)
    #expect(finding.remedy.hasSuffix(": iptables -t nat -A POSTROUTING -s 10.5.0.0/24 ! -o br0 -j MASQUERADE"))
    #expect(findings(of: "not-translated", in: bare.editingNetwork { $0.isTranslated = false }) == [])
    let doubtful = editing("POSTROUTING") { $0.rules[0].matches = [.init(.unknown)] }
    #expect(findings(of: "not-translated", in: doubtful) == [])
  }

  @Test("A way out that takes less than the network is a remark that names both")
  func mtu() throws {
    let finding = try #require(findings(of: "egress-mtu", in: host().editing(SmallHost.uplink) { $0.mtu = 1450 }).first)
    #expect(finding.severity == .info)
    #expect(finding.title == "host/br0: the way out by eth0 takes 1450 bytes, less than the network")
    #expect(findings(of: "egress-mtu", in: host()) == [])
  }

  private func listening(_ addresses: String..., transport: String = "tcp") -> Snapshot {
    SmallHost.snapshot().editing("one") { container in
      container.ports = [.init(transport: "tcp", containerPort: 80, hostPort: 8080)]
    }
    .editing(SmallHost.one) { one in
      one.listeners = addresses.map { Listener(transport: transport, address: SmallHost.address($0), port: 80) }
    }
  }

  @Test("A published port that is served on 127.0.0.1 only is told; one that nobody serves yet is a remark")
  func published() throws {
    let loopback = try #require(findings(of: "published-unheard", in: listening("127.0.0.1")).first)
    #expect(loopback.severity == .warning)
    #expect(loopback.title == "one: port 80/tcp is published, but what serves it listens on 127.0.0.1 only")
    #expect(findings(of: "published-unheard", in: listening()).map(\.severity) == [.info])
    #expect(findings(of: "published-unheard", in: listening("0.0.0.0", transport: "udp")).count == 1)
    for address in ["0.0.0.0", "::", "10.5.0.2"] {
      #expect(findings(of: "published-unheard", in: listening(address, "127.0.0.1")) == [])
    }
    #expect(findings(of: "published-unheard", in: listening().editing(SmallHost.one) { $0.listeners = nil }) == [])
  }

  /// The host and its network with IPv6 as well.
  private func dual(_ firewall: Firewall? = docker, forwards: Bool = true, origin: String = "static") -> Snapshot {
    var out = SmallHost.route("default", via: "2001:db8::1", dev: 2)
    out.origin = origin
    return host(firewall).editing(SmallHost.host) { host in
      host.routes.append(out)
      host.settings?.forwardsIPv6 = forwards
    }
    .editing(SmallHost.uplink) { $0.addresses.append(LinkAddress(SmallHost.prefix("2001:db8::2/64"))) }
    .editing(SmallHost.bridge) { $0.addresses.append(LinkAddress(SmallHost.prefix("fd00:5::1/64"))) }
    .editingNetwork { $0.subnets.append(.init(prefix: SmallHost.prefix("fd00:5::/64"))) }
  }

  private static let masquerading = Firewall(
    chains: docker.chains + [
      .init(
        family: "ip6", table: "nat", name: "POSTROUTING",
        base: .init(type: "nat", hook: "postrouting", priority: 100, drops: false),
        rules: [.init(matches: [.init(.source([SmallHost.prefix("fd00:5::/64")]))], verdict: .translation, text: "six")]
      )
    ])

  @Test("IPv6 that is switched off is a warning beside IPv4, and an error without; a learnt default route stays")
  func offIPv6() throws {
    let finding = try #require(findings(of: "not-forwarded", in: dual(forwards: false)).first)
    #expect(finding.severity == .warning)
    #expect(finding.title == "host/br0: no IPv6 is forwarded from there to eth0")
    #expect(finding.evidence[0].hasPrefix("net.ipv6.conf.all.forwarding is 0"))
    #expect(finding.remedy == "Switch it on: sysctl -w net.ipv6.conf.all.forwarding=1")
    let learnt = dual(forwards: false, origin: "ra")
    #expect(
      findings(of: "not-forwarded", in: learnt).first?.remedy
        == "Switch it on: sysctl -w net.ipv6.conf.eth0.accept_ra=2 net.ipv6.conf.all.forwarding=1")
    let alone = dual(forwards: false).editingNetwork { $0.subnets.removeFirst() }
    #expect(findings(of: "not-forwarded", in: alone).map(\.severity) == [.error])
    #expect(findings(of: "not-forwarded", in: dual()) == [])
    #expect(
      findings(of: "not-forwarded", in: dual(forwards: false).editing(SmallHost.host) { $0.routes.removeLast() }) == [])
  }

  @Test("A filter of IPv6, or of both families, drops IPv6; one of IPv4 does not")
  func droppedIPv6() throws {
    func dropping(_ family: String) -> Snapshot {
      dual(
        Firewall(chains: [
          .init(
            family: family, table: "filter", name: "FORWARD",
            base: .init(type: "filter", hook: "forward", priority: 0, drops: true))
        ]))
    }
    let six = try #require(findings(of: "not-forwarded", in: dropping("ip6")).first)
    #expect(six.title == "host/br0: no IPv6 is forwarded from there to eth0")
    #expect(six.remedy.contains(": ip6tables -I FORWARD -i br0 ! -o br0 -j ACCEPT"))
    let both = findings(of: "not-forwarded", in: dropping("inet"))
    #expect(both.map(\.title) == ["host/br0: nothing is forwarded from there to eth0"])
    #expect(findings(of: "not-forwarded", in: dropping("ip")).first?.title == both.first?.title)
  }

  @Test("Unique local addresses that leave untranslated are a remark")
  func untranslatedIPv6() throws {
    let finding = try #require(findings(of: "not-translated", in: dual()).first)
    #expect(finding.severity == .info)
    #expect(finding.remedy.hasSuffix(": ip6tables -t nat -A POSTROUTING -s fd00:5::/64 ! -o br0 -j MASQUERADE"))
    #expect(findings(of: "not-translated", in: dual(Self.masquerading)) == [])
  }

  private func input(drops: Bool = true, _ rules: Firewall.Rule...) -> Snapshot {
    host(
      Firewall(
        chains: Self.docker.chains + [
          .init(
            family: "ip", table: "filter", name: "INPUT",
            base: .init(type: "filter", hook: "input", priority: 0, drops: drops, packets: 700), rules: rules)
        ]))
  }

  @Test("A host that drops what its containers ask of it is a remark, with what is published on it")
  func refused() throws {
    let ssh = Firewall.Rule(
      matches: [.init(.transport(["tcp"])), .init(.destinationPort(nil, [22...22]))], verdict: .accept, text: "ssh")
    let back = Firewall.Rule(matches: [.init(.state(["related", "established"]))], verdict: .accept, text: "back")
    let published = input(back, ssh).editing("one") {
      $0.ports = [.init(transport: "tcp", containerPort: 80, hostPort: 8080)]
    }
    let finding = try #require(findings(of: "host-refuses", in: published).first)
    #expect(finding.severity == .info)
    #expect(finding.title == "host/br0: the host drops what comes from there to itself")
    #expect(
      finding.evidence == [
        "the policy of INPUT of ip filter is DROP",
        "a connection from 10.5.0.0/24 to 10.5.0.1 of br0 is dropped, questions for names (udp 53) as well",
        "published on this host: 8080/tcp; members may not get there by the host's address",
      ])
    #expect(finding.remedy.hasSuffix(": iptables -I INPUT -i br0 -s 10.5.0.0/24 -j ACCEPT"))
    let names = Firewall.Rule(matches: [.init(.destinationPort("udp", [53...53]))], verdict: .accept, text: "names")
    #expect(
      findings(of: "host-refuses", in: input(names)).first?.evidence[1]
        == "a connection from 10.5.0.0/24 to 10.5.0.1 of br0 is dropped")
  }

  @Test(
    "A rule for the network that has dropped something is a warning; one that never did, or is for all, is a remark")
  func tried() throws {
    func rule(_ matches: [Firewall.Match], _ packets: UInt64?) -> Firewall.Rule {
      .init(matches: matches, verdict: .reject, text: "-A INPUT -j REJECT", packets: packets)
    }
    let bridge = [Firewall.Match(.input(["br0"]))]
    let found = try #require(findings(of: "host-refuses", in: input(drops: false, rule(bridge, 3))).first)
    #expect(found.severity == .warning)
    #expect(found.evidence.contains("that rule has dropped 3 packets"))
    for rule in [rule(bridge, 0), rule(bridge, nil), rule([], 900)] {
      #expect(findings(of: "host-refuses", in: input(drops: false, rule)).map(\.severity) == [.info])
    }
  }

  @Test("What lets it in, drops other things, or is in doubt is not told")
  func admitted() {
    let bridge = Firewall.Match(.input(["br0"]))
    let rules: [Firewall.Rule] = [
      .init(matches: [bridge], verdict: .accept, text: "accept"),
      .init(matches: [bridge, .init(.unknown)], verdict: .accept, text: "perhaps"),
      .init(matches: [.init(.source([SmallHost.prefix("10.0.0.0/8")]))], verdict: .accept, text: "private"),
    ]
    for rule in rules { #expect(findings(of: "host-refuses", in: input(rule)) == []) }
    let narrow: [[Firewall.Match]] = [
      [bridge, .init(.destinationPort("tcp", [22...22]))], [.init(.input(["eth0"]))], [.init(.state(["invalid"]))],
      [.init(.destination([SmallHost.prefix("192.0.2.2/32")]))], [.init(.transport(["icmp"]))],
    ]
    for matches in narrow {
      let rule = Firewall.Rule(matches: matches, verdict: .drop, text: "drop")
      #expect(findings(of: "host-refuses", in: input(drops: false, rule)) == [])
    }
    #expect(findings(of: "host-refuses", in: host()) == [])
  }

  @Test("A table of tracked connections is a warning from nine tenths on, and an error when it is full")
  func conntrack() throws {
    func filled(_ count: Int, limit: Int = 1000) -> [Finding] {
      findings(
        of: "conntrack-full",
        in: host().editing(SmallHost.host) { $0.conntrack = Conntrack(count: count, limit: limit, drops: 7) })
    }
    #expect(filled(899) == [])
    #expect(filled(5000, limit: 0) == [], "no limit")
    let nearly = try #require(filled(900).first)
    #expect(nearly.severity == .warning)
    #expect(nearly.title == "host: the table of tracked connections is 90 % full")
    let full = try #require(filled(1000).first)
    #expect(full.severity == .error)
    #expect(full.evidence[0] == "nf_conntrack_count is 1000, nf_conntrack_max 1000")
    #expect(full.evidence[1] == "7 packets were dropped so far because there was no room")
    #expect(full.remedy.hasSuffix("sysctl -w net.netfilter.nf_conntrack_max=2000"))
  }
}
