import Testing

/// A fault, or what looks like one, to be made on the real kernel.
struct DoctorCase: Sendable, CustomTestStringConvertible {
  let rule: String
  let testDescription: String
  let script: String
  /// Where it is to be found, one of these; nothing where nothing is to be found.
  let places: [String]

  /// Something wrong.
  static func fault(_ rule: String, _ name: String, at places: String..., script: String) -> DoctorCase {
    DoctorCase(rule: rule, testDescription: "\(rule): \(name)", script: script, places: places)
  }

  /// Something that looks like it and is as it should be.
  static func innocent(_ rule: String, _ name: String, _ script: String) -> DoctorCase {
    DoctorCase(rule: rule, testDescription: "\(rule): \(name)", script: script, places: [])
  }

  /// The commands that a remedy ends with; nil where it is words only.
  static func command(in remedy: String) -> String? {
    let programs = ["bridge ", "ip ", "iptables ", "nsenter ", "sysctl "]
    return remedy.ranges(of: ": ").lazy.map { String(remedy[$0.upperBound...]) }
      .first { text in programs.contains { text.hasPrefix($0) } }
  }

  /// Its remedy is a look at something, or a choice, and the fault stays until somebody has made up his mind.
  var isOnlyLookedAt: Bool {
    ["gateway-silent", "equal-defaults", "macvlan-and-host"].contains(rule)
      || testDescription.hasSuffix("ports are all disabled")
      || testDescription.hasSuffix("it has the address and is told not to answer")
      || testDescription.hasSuffix("of another network") || testDescription.hasSuffix("two bridges")
  }

  static let faults: [DoctorCase] = [
    .fault("peer-down", "a container's end is down", at: "one/eth0", script: "ip -n $one link set eth0 down"),
    .fault("peer-down", "the host's end is down", at: "host/p-one", script: "ip -n $host link set p-one down"),
    .fault(
      "no-carrier", "a bridge whose ports are all disabled", at: "host/br0",
      script: "for port in p-one p-two; do ip netns exec $host bridge link set dev $port state 0; done"),
    .fault(
      "no-carrier", "what a link in use is stacked on is down", at: "host/br9",
      script: """
        ip -n $host link add br9 type bridge; ip -n $host link add m0 link br9 type macvlan
        ip -n $host link set m0 netns $two; ip -n $two addr add 10.9.0.2/24 dev m0; ip -n $two link set m0 up
        """),
    .fault("mtu-differs", "a container's end is larger", at: "one/eth0", script: "ip -n $one link set eth0 mtu 9000"),
    .fault(
      "mtu-differs", "one member of a bridge is larger", at: "host/br0",
      script: "ip -n $host link set p-one mtu 9000; ip -n $one link set eth0 mtu 9000"),
    .fault(
      "veth-without-bridge", "taken out of the bridge", at: "host/p-one", script: "ip -n $host link set p-one nomaster"),
    .fault("bridge-down", "with members", at: "host/br0", script: "ip -n $host link set br0 down"),
    .fault(
      "bridge-without-gateway", "its address is gone", at: "host/br0",
      script: "ip -n $host addr del 10.5.0.1/24 dev br0"),
    .fault(
      "gateway-off-link", "the address was replaced, the route stayed", at: "one/eth0",
      script: "ip -n $one addr add 10.6.0.2/24 dev eth0; ip -n $one addr del 10.5.0.2/24 dev eth0"),
    .fault(
      "bridge-without-gateway", "it has the address and is told not to answer", at: "host/br0",
      script: """
        ip netns exec $two sysctl -qw net.ipv4.conf.eth0.arp_ignore=8
        ip -n $one route replace default via 10.5.0.3
        """),
    .fault(
      "bridge-without-gateway", "traffic went well until its address was taken away", at: "host/br0",
      script: """
        ip netns exec $one busybox ping -c 1 -W 5 10.5.0.1 >/dev/null
        ip -n $host addr del 10.5.0.1/24 dev br0
        """),
    .fault(
      "bridge-without-gateway", "its address was taken away, and what was learnt of it is old", at: "host/br0",
      script: """
        ip netns exec $one busybox ping -c 1 -W 5 10.5.0.1 >/dev/null
        ip -n $host addr del 10.5.0.1/24 dev br0
        """ + "\n" + aging("10.5.0.1")),
    .fault(
      "bridge-without-gateway", "behind a firewall bridge", at: "one/eth0", "two/eth0",
      script: firewallBridge + "; ip -n $host addr del 10.5.0.1/24 dev br0"),
    .fault(
      "bridge-without-gateway", "a Calico-like pod whose host end does not answer for others", at: "one/eth0",
      script: calico + "; ip netns exec $host sysctl -qw net.ipv4.conf.p-one.proxy_arp=0"),
    .fault(
      "bridge-without-gateway", "a pod whose host end has lost its IPv6 address", at: "one/eth0",
      script: calico + """

        ip -n $host -6 addr flush dev p-one; ip -n $one -6 addr add fd00:5::2/128 dev eth0 nodad
        ip -n $one -6 route add default via fe80::ecee:eeff:feee:eeee dev eth0
        """),
    .fault(
      "veth-without-bridge", "a Calico-like pod whose host has lost the route to it", at: "host/p-one",
      script: calico + "; ip -n $host route del 10.5.0.2/32"),
    .fault(
      "gateway-silent", "nobody answers behind a tap", at: "one/eth0",
      script: """
        ip -n $host tuntap add tap0 mode tap; ip -n $host link set tap0 master br0 up
        ip -n $one route replace default via 10.5.0.77
        ip netns exec $one busybox ping -c 1 -W 1 10.5.0.77 >/dev/null || true
        """),
    .fault(
      "not-forwarded", "IPv6 forwarding is off", at: "host/br0",
      script: dual + "; ip netns exec $host sysctl -qw net.ipv6.conf.all.forwarding=0"),
    .fault(
      "not-forwarded", "the policy of IPv6's FORWARD is DROP", at: "host/br0",
      script: dual + "; ip netns exec $host ip6tables -P FORWARD DROP"),
    .fault(
      "host-refuses", "the policy of INPUT is DROP", at: "host/br0",
      script: "ip netns exec $host iptables -P INPUT DROP"),
    .fault(
      "host-refuses", "a rule for the bridge has refused somebody", at: "host/br0",
      script: """
        ip netns exec $host iptables -A INPUT -i br0 -j REJECT
        ip netns exec $one busybox nc -w 5 10.5.0.1 80 </dev/null || true
        """),
    .fault(
      "refused-default", "a blackhole of the better metric", at: "one",
      script: "ip -n $one route del default; ip -n $one route add default via 10.5.0.1 metric 100; "
        + "ip -n $one route add blackhole default metric 50"),
    .fault(
      "equal-defaults", "two of one metric", at: "one", script: "ip -n $one route append default via 10.5.0.3"),
    .fault(
      "stray-default", "through a port of the bridge", at: "host/p-one",
      script: "ip -n $host route add default dev p-one scope link"),
    .fault(
      "orphaned-veth", "a pair that nobody uses", at: "host/left",
      script: "ip -n $host link add left type veth peer right; ip -n $host link set left master br0 up"),
    .fault(
      "wrong-neighbour", "a fixed entry with another's hardware address", at: "host/br0",
      script: "ip -n $host neigh replace 10.5.0.2 lladdr 02:42:0a:1e:00:0a dev br0 nud permanent"),
    .fault(
      "macvlan-and-host", "it looked for its host", at: "two/m0",
      script: """
        ip -n $host link add m0 link br0 type macvlan mode bridge; ip -n $host link set m0 netns $two
        ip -n $two addr add 10.5.0.9/24 dev m0; ip -n $two link set m0 up
        ip netns exec $two busybox ping -c 1 -W 1 -I m0 10.5.0.1 >/dev/null || true
        """),
    .fault(
      "address-outside-subnet", "of another network", at: "one/eth0",
      script: "ip -n $one addr flush dev eth0; ip -n $one addr add 10.6.0.2/24 dev eth0"),
    .fault(
      "duplicate-address", "two members", at: "one/eth0", "two/eth0", script: "ip -n $two addr add 10.5.0.2/24 dev eth0"
    ),
    .fault(
      "duplicate-address", "a member and the bridge", at: "two/eth0", script: "ip -n $two addr add 10.5.0.1/24 dev eth0"
    ),
    .fault("duplicate-mac", "two members", at: "one/eth0", "two/eth0", script: sameMAC),
    .fault(
      "subnets-overlap", "two bridges", at: "host/br0",
      script: "ip -n $host link add br1 up type bridge; ip -n $host addr add 10.5.0.129/25 dev br1"),
    .fault(
      "subnets-overlap", "a route leads a part elsewhere", at: "host/br0",
      script:
        "ip -n $host link add d0 up type veth peer d1; ip -n $host link set d1 up; ip -n $host route add 10.5.0.0/25 dev d0"
    ),
    .fault("stale-name", "a file without a mount", at: "host", script: "touch /run/netns/$lab-gone"),
  ]

  static let innocents: [DoctorCase] = [
    .innocent("peer-down", "both ends are down", "ip -n $one link set eth0 down; ip -n $host link set p-one down"),
    .innocent(
      "no-carrier", "a bridge without ports",
      "ip -n $host link add br9 up type bridge; ip -n $host addr add 10.9.0.1/24 dev br9"),
    .innocent(
      "no-carrier", "a bridge whose ports wait for spanning tree",
      """
      ip -n $host link set br0 down; ip -n $host link set br0 type bridge stp_state 1
      ip -n $host link set br0 up
      """),
    .innocent(
      "mtu-differs", "jumbo frames all along",
      """
      for end in one two; do
        ip -n $host link set p-$end mtu 9000
        ip netns exec $lab-$end ip link set eth0 mtu 9000
      done
      """),
    .innocent(
      "veth-without-bridge", "routed, as Calico does",
      """
      ip -n $host link set p-one nomaster; ip -n $host route add 10.5.0.2/32 dev p-one
      ip -n $one route del default; ip -n $one addr flush dev eth0; ip -n $one addr add 10.5.0.2/32 dev eth0
      ip -n $one route add 169.254.1.1 dev eth0; ip -n $one route add default via 169.254.1.1
      """),
    .innocent(
      "veth-without-bridge", "direct, with an address at both ends",
      "ip -n $host link set p-one nomaster; ip -n $host addr add 10.8.0.1/30 dev p-one"),
    .innocent("bridge-down", "without members", "ip -n $host link add br9 type bridge"),
    .innocent(
      "bridge-without-gateway", "another member is the router",
      """
      ip -n $host addr del 10.5.0.1/24 dev br0; ip -n $two route del default
      ip -n $two addr add 10.5.0.1/24 dev eth0
      """),
    .innocent("bridge-without-gateway", "behind a firewall bridge", firewallBridge),
    .innocent("bridge-without-gateway", "a Calico-like pod", calico),
    .innocent(
      "bridge-without-gateway", "the gateway is a router whose bridge lies over its end of the cable",
      """
      ip -n $host addr del 10.5.0.1/24 dev br0
      ip -n $two link add br-lan up type bridge; ip -n $two addr flush dev eth0
      ip -n $two link set eth0 master br-lan; ip -n $two addr add 10.5.0.1/24 dev br-lan
      """),
    .innocent(
      "bridge-without-gateway", "the gateway is on a macvlan over the bridge",
      """
      ip -n $host addr del 10.5.0.1/24 dev br0; ip -n $host link add gw link br0 type macvlan mode bridge
      ip -n $host addr add 10.5.0.1/24 dev gw; ip -n $host link set gw up
      """),
    .innocent(
      "gateway-silent", "the bridge was down while it was asked, and is up again",
      """
      ip -n $host link set br0 down; ip netns exec $one busybox ping -c 1 -W 1 10.5.0.1 >/dev/null || true
      ip -n $host link set br0 up
      """),
    .innocent(
      "duplicate-mac", "links that share the one below",
      "ip -n $one link add v0 link eth0 type ipvlan 2>/dev/null || true"),
    .innocent(
      "refused-default", "one in reserve behind the real one", "ip -n $one route add unreachable default metric 999"),
    .innocent(
      "stray-default", "through a member that answers for others",
      "ip netns exec $host sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.br0.proxy_arp=1; "
        + "ip -n $one route replace default dev eth0"),
    .innocent(
      "orphaned-veth", "one that joins two bridges",
      """
      ip -n $host link add left type veth peer right; ip -n $host link add br1 up type bridge
      ip -n $host link set left master br0 up; ip -n $host link set right master br1 up
      """),
    .innocent(
      "gateway-off-link", "onlink",
      """
      ip -n $one addr flush dev eth0; ip -n $one addr add 10.5.0.2/32 dev eth0
      ip -n $one route add default via 10.5.0.1 dev eth0 onlink
      """),
    .innocent(
      "gateway-off-link", "point to point",
      """
      ip -n $one addr flush dev eth0; ip -n $one addr add 10.5.0.2 peer 10.5.0.1 dev eth0
      ip -n $one route add default via 10.5.0.1
      """),
    .innocent(
      "gateway-off-link", "link-local",
      "ip -n $one -6 route add default via fe80::1 dev eth0"),
    .innocent(
      "bridge-without-gateway", "somebody answers for it by a proxied neighbour",
      """
      ip -n $host link set p-one nomaster; ip -n $host route add 10.5.0.2/32 dev p-one
      ip -n $host link add up0 up type veth peer up1; ip -n $host link set up1 up
      ip -n $host route add default dev up0
      ip netns exec $host sysctl -qw net.ipv4.ip_forward=1; ip -n $host neigh add proxy 169.254.0.1 dev p-one
      ip -n $one route del default; ip -n $one addr flush dev eth0; ip -n $one addr add 10.5.0.2/32 dev eth0
      ip -n $one route add 169.254.0.1 dev eth0; ip -n $one route add default via 169.254.0.1
      """),
    .innocent(
      "bridge-without-gateway", "the way is told by a next-hop object only",
      """
      ip netns exec $one sysctl -qw net.ipv4.nexthop_compat_mode=0
      ip -n $one nexthop add id 1 via 10.5.0.1 dev eth0; ip -n $one route replace default nhid 1
      """),
    .innocent("not-forwarded", "IPv6 in both families' filters", dual),
    .innocent(
      "host-refuses", "it refuses one port only",
      "ip netns exec $host iptables -A INPUT -i br0 -p tcp --dport 22 -j DROP"),
    .innocent(
      "gateway-silent", "nobody asked for it yet",
      "ip -n $one route replace default via 10.5.0.3; ip -n $one neigh flush all"),
    .innocent(
      "gateway-silent", "it answered", "ip netns exec $one busybox ping -c 1 -W 5 10.5.0.1 >/dev/null"),
    .innocent(
      "address-outside-subnet", "beside one that fits", "ip -n $one addr add 10.6.0.2/24 dev eth0"),
    .innocent(
      "address-outside-subnet", "a bridge without an address takes any",
      """
      ip -n $host addr flush dev br0
      for end in one two; do ip -n $lab-$end route del default; ip -n $lab-$end addr flush dev eth0; done
      ip -n $one addr add 10.6.0.2/24 dev eth0
      """),
    .innocent(
      "duplicate-address", "a shared /32",
      "ip -n $one addr add 10.5.0.9/32 dev eth0; ip -n $two addr add 10.5.0.9/32 dev eth0"),
    .innocent(
      "duplicate-mac", "on two bridges",
      "ip -n $host link add br1 up type bridge; ip -n $host link set p-two master br1;" + sameMAC
        + "; ip -n $two route del default"),
    .innocent(
      "subnets-overlap", "a bridge in another namespace",
      """
      ip -n $two addr flush dev eth0
      ip -n $two link add br1 up type bridge; ip -n $two addr add 10.5.0.1/24 dev br1
      """),
    .innocent(
      "subnets-overlap", "single addresses and a refusal",
      """
      ip -n $host link add d0 up type veth peer d1; ip -n $host link set d1 up; ip -n $host route add 10.5.0.77/32 dev d0
      ip -n $host route add blackhole 10.5.0.0/16
      """),
  ]

  /// `one` hangs on a bridge of its own that is joined to the one with the gateway, as Proxmox does it.
  private static let firewallBridge = """
    ip -n $host link add fw0 up type bridge; ip -n $host link set p-one master fw0
    ip -n $host link add fw1 up type veth peer fw2; ip -n $host link set fw2 up
    ip -n $host link set fw1 master fw0; ip -n $host link set fw2 master br0
    """

  /// `one` is routed through a gateway that its host's end answers for.
  private static let calico = """
    ip -n $host link set p-one nomaster; ip -n $host route add 10.5.0.2/32 dev p-one
    ip -n $host link add up0 up type veth peer up1; ip -n $host link set up1 up
    ip -n $host route add default dev up0
    ip netns exec $host sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.p-one.proxy_arp=1
    ip -n $one route del default; ip -n $one addr flush dev eth0; ip -n $one addr add 10.5.0.2/32 dev eth0
    ip -n $one route add 169.254.1.1 dev eth0; ip -n $one route add default via 169.254.1.1
    """

  /// Waits until `one` has lost trust in what it learnt of an address, as it would after half a minute.
  static func aging(_ address: String) -> String {
    """
    for name in base_reachable_time_ms=500 delay_first_probe_time=1 retrans_time_ms=100; do
      ip netns exec $one sysctl -qw net.ipv4.neigh.eth0.$name
    done
    until ip -n $one neigh show \(address) | grep -qE 'STALE|FAILED|INCOMPLETE'; do
      ip netns exec $one busybox ping -c 1 -W 1 \(address) >/dev/null || true
    done
    """
  }

  /// The bridge has IPv6 as well, and a way out.
  private static let dual = """
    ip -n $host addr add fd00:5::1/64 dev br0 nodad; ip -n $one addr add fd00:5::2/64 dev eth0 nodad
    ip -n $one -6 route add default via fd00:5::1
    ip -n $host link add up0 up type veth peer up1; ip -n $host link set up1 up
    ip -n $host -6 route add default dev up0; ip netns exec $host sysctl -qw net.ipv6.conf.all.forwarding=1
    """

  private static let sameMAC = """
    ip -n $two link set eth0 address $(ip -n $one -o link show dev eth0 | sed 's/.*ether \\([^ ]*\\).*/\\1/')
    """
}
