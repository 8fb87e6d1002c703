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
}
