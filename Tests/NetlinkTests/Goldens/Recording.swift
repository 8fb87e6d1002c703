import Addresses
import CLinux
import Glibc
import LinuxSystem
import TestSupport

@testable import Netlink

/// How a golden is recorded: in a fresh namespace `commands` are carried out, and of what `ask` makes the kernel say the
/// first message is taken that `picks` accepts.
struct Recording: Sendable {
  let name: String
  let note: String
  let commands: [String]
  let ask: @Sendable (inout NetlinkConnection<RecordingTransport>) throws -> Void
  let picks: @Sendable (NetlinkMessage) throws -> Bool

  /// A link of a name. `OTHER` in a command stands for a second namespace, `SELF` for the first.
  static func link(_ name: String, _ note: String, named link: String, _ commands: String...) -> Recording {
    Recording(name: name, note: note, commands: commands) {
      _ = try $0.links()
    } picks: {
      $0.type == RTM_NEWLINK ? try LinkMessage($0).name == link : false
    }
  }

  static func address(_ name: String, _ note: String, _ address: String, _ commands: String...) -> Recording {
    Recording(name: name, note: note, commands: commands) {
      _ = try $0.addresses()
    } picks: {
      $0.type == RTM_NEWADDR ? try AddressMessage($0).prefix.description == address : false
    }
  }

  static func route(_ name: String, _ note: String, _ destination: String, _ commands: String...) -> Recording {
    Recording(name: name, note: note, commands: commands) {
      _ = try $0.routes()
    } picks: {
      $0.type == RTM_NEWROUTE ? try RouteMessage($0).destination.description == destination : false
    }
  }

  func record(_ lab: Lab) throws -> [UInt8] {
    let position = name.replacing("-", with: "")
    let namespace = try lab.namespace(position)
    let other = try lab.namespace(position + "o")
    for command in commands {
      let words = command.replacing("OTHER", with: other.name).replacing("SELF", with: namespace.name).split(
        separator: " "
      ).map(String.init)
      if words.first == "bridge" {
        try Command("bridge", ["-n", namespace.name] + words.dropFirst())()
      } else {
        try namespace.ip(each: words.joined(separator: " "))
      }
    }
    let (ask, picks, name) = (ask, picks, name)
    return try namespace.inside {
      var kernel = NetlinkConnection(RecordingTransport(try NetlinkSocket(NETLINK_ROUTE)))
      try ask(&kernel)
      for bytes in kernel.transport.messages {
        if let message = NetlinkMessage(bytes.span.bytes), try picks(message) { return bytes }
      }
      throw Unexpected(what: "nothing to record for \(name)")
    }
  }
}

extension Recording {
  static let all: [Recording] = links + others

  private static let cable =
    "link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02"

  private static let links: [Recording] = [
    .link("lo", "the loopback link of a new namespace", named: "lo"),
    .link("veth", "a veth whose peer is in the same namespace", named: "v0", cable, "link set v0 alias uplink"),
    .link(
      "veth-elsewhere", "a veth whose peer is in another namespace", named: "v0",
      "link add v0 address 02:00:00:00:00:01 type veth peer name v1 netns OTHER"),
    .link(
      "bridge", "a bridge with settings of its own", named: "br0",
      "link add br0 address 02:00:00:00:00:10 type bridge stp_state 1 ageing_time 2000 forward_delay 700"
        + " priority 4096 mcast_snooping 0"),
    .link(
      "bridge-port", "a veth that is a port of a bridge", named: "v0", cable, "link add br0 type bridge",
      "link set v0 master br0",
      "link set v0 type bridge_slave hairpin on isolated on guard on learning off flood off neigh_suppress on"
        + " cost 9 priority 3"),
    .link(
      "macvlan", "a macvlan on a veth", named: "m0", cable,
      "link add link v0 name m0 address 02:00:00:00:00:20 type macvlan mode vepa"),
    .link(
      "macvtap", "a macvtap on a veth", named: "m0", cable,
      "link add link v0 name m0 address 02:00:00:00:00:20 type macvtap mode private"),
    .link(
      "macvlan-elsewhere", "a macvlan whose parent is in another namespace", named: "m0",
      "-n OTHER link add v0 type veth peer name v1",
      "-n OTHER link add link v0 name m0 netns SELF address 02:00:00:00:00:20 type macvlan mode bridge"),
    .link(
      "vxlan", "a VXLAN over IPv4 multicast", named: "x0", cable,
      "link add x0 address 02:00:00:00:00:30 type vxlan id 42 group 239.1.1.1 local 192.0.2.1 dev v0 dstport 4789"),
    .link(
      "vxlan-ipv6", "a VXLAN to one IPv6 host", named: "x0",
      "link add x0 address 02:00:00:00:00:30 type vxlan id 43 remote 2001:db8::7 local 2001:db8::1 dstport 8472"
        + " nolearning"),
    .link(
      "vxlan-external", "a VXLAN with external metadata", named: "x0",
      "link add x0 address 02:00:00:00:00:30 type vxlan external dstport 4789"),
    .link("tun", "a persistent tun of a user and a group", named: "t0", "tuntap add t0 mode tun user 1000 group 1001"),
    .link("tap", "a persistent tap", named: "t0", "tuntap add t0 mode tap", "link set t0 address 02:00:00:00:00:40"),
    .link("ifb", "an ifb", named: "i0", "link add i0 address 02:00:00:00:00:50 type ifb"),
    .link(
      "alternative-names", "a veth with further names", named: "v0", cable,
      "link property add dev v0 altname theFirstOtherName altname another"),
  ]

  private static let others: [Recording] = [
    .address("address-ipv4", "an IPv4 address", "10.1.2.3/24", cable, "addr add 10.1.2.3/24 brd + dev v0 label v0:x"),
    .address(
      "address-peer", "a point-to-point address", "10.9.0.1/32", cable, "addr add 10.9.0.1 peer 10.9.0.2 dev v0"),
    .address(
      "address-ipv6", "an IPv6 address that is not unique yet", "fd00::5/64", cable, "addr add fd00::5/64 dev v0"),
    .route(
      "route-multipath", "an IPv4 route with two next hops", "10.5.0.0/16", cable, "link set v0 up", "link set v1 up",
      "addr add 10.1.2.3/24 dev v0", "route add 10.5.0.0/16 nexthop via 10.1.2.9 weight 3 nexthop via 10.1.2.8"),
    .route(
      "route-via-ipv6", "an IPv4 route through an IPv6 gateway", "10.6.0.0/16", cable, "link set v0 up",
      "link set v1 up", "addr add fd00::5/64 dev v0 nodad", "route add 10.6.0.0/16 via inet6 fd00::9 dev v0"),
    .route(
      "route-default", "an IPv4 default route with metric and MTU", "0.0.0.0/0", cable, "link set v0 up",
      "link set v1 up", "addr add 10.1.2.3/24 dev v0", "route add default via 10.1.2.1 metric 7 mtu 1400 src 10.1.2.3"),
    .route(
      "route-ipv6", "an IPv6 default route", "::/0", cable, "link set v0 up", "link set v1 up",
      "addr add fd00::5/64 dev v0 nodad", "-6 route add default via fd00::1"),
    .route("route-unreachable", "an IPv4 route that refuses", "10.7.0.0/16", "route add unreachable 10.7.0.0/16"),
    Recording(
      name: "neighbour", note: "a permanent IPv4 neighbour",
      commands: [cable, "neigh add 10.1.2.4 lladdr 02:00:00:00:00:04 dev v0"]
    ) {
      _ = try $0.neighbours()
    } picks: {
      $0.type == RTM_NEWNEIGH ? try NeighbourMessage($0).destination?.description == "10.1.2.4" : false
    },
    Recording(
      name: "forwarding-bridge", note: "a static entry of a bridge's forwarding table",
      commands: [
        cable, "link add br0 type bridge", "link set v0 master br0",
        "bridge fdb add 02:00:00:00:00:09 dev v0 master static",
      ]
    ) {
      _ = try $0.bridgeForwarding()
    } picks: {
      $0.type == RTM_NEWNEIGH ? try NeighbourMessage($0).mac?.description == "02:00:00:00:00:09" : false
    },
    Recording(
      name: "forwarding-vxlan", note: "an entry of a VXLAN's forwarding table",
      commands: [
        "link add x0 type vxlan id 42 dstport 4789", "bridge fdb add 02:00:00:00:00:0a dev x0 dst 192.0.2.9",
      ]
    ) {
      _ = try $0.bridgeForwarding()
    } picks: {
      $0.type == RTM_NEWNEIGH ? try NeighbourMessage($0).mac?.description == "02:00:00:00:00:0a" : false
    },
    Recording(
      name: "bridge-family", note: "a bridge's port in an AF_BRIDGE message",
      commands: [cable, "link add br0 type bridge", "link set v0 master br0"]
    ) {
      _ = try $0.bridgeVLANs()
    } picks: {
      $0.type == RTM_NEWLINK ? try LinkMessage($0).name == "v0" : false
    },
    Recording(name: "namespace-id", note: "the number of a namespace", commands: ["netns set OTHER 77"]) {
      _ = try $0.namespaceIDs()
    } picks: {
      $0.type == RTM_NEWNSID
    },
    Recording(name: "statistics", note: "the counters of lo by RTM_GETSTATS", commands: []) {
      _ = try $0.linkStatistics()
    } picks: {
      $0.type == RTM_NEWSTATS
    },
    Recording(name: "refusal", note: "a refusal with the kernel's message and the place", commands: []) { kernel in
      _ = try? kernel.request(
        RequestTests.creation("vx0", "vxlan") { $0.add(IFLA_VXLAN_ID, UInt32(1 << 24)) })
    } picks: {
      $0.type == Int(NLMSG_ERROR)
    },
  ]
}
