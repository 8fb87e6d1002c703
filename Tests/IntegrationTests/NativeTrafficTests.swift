import TestSupport
import Testing

/// What a network without an engine lets through, by packets that really go.
@Suite("Traffic of native networks", .requires(.root, .tool("busybox"), .tool("nft"), .tool("iptables-nft")))
struct NativeTrafficTests {
  private static let dockers = [
    "iptables-nft -P FORWARD DROP && iptables-nft -N DOCKER-USER && iptables-nft -A FORWARD -j DOCKER-USER && "
      + "iptables-nft -A DOCKER-USER -j RETURN && ip6tables-nft -P FORWARD DROP"
  ]
  private static let legacy = ["iptables-legacy -P FORWARD DROP && ip6tables-legacy -P FORWARD DROP"]
  private static let nft = [
    "nft 'add table inet fw; add chain inet fw passing { type filter hook forward priority 0; policy drop; }'"
  ]

  @Test(
    "Members reach each other, the gateway and the outside in both families, whoever drops what is forwarded",
    arguments: [[], dockers, legacy, nft])
  func outside(policy: [String]) throws {
    let host = try NativeHost(forwardPolicy: policy)
    let before = try host.picture()
    try host.gantry("network", "create", "lab", "--subnet", "10.9.0.0/24", "--subnet", "fd00:9::/64")
    try host.gantry("run", "--name", "a", "--network", "lab")
    try host.gantry("run", "--name", "b", "--network", "lab")
    for address in ["10.9.0.3", "10.9.0.1", "203.0.113.2", "fd00:9::3", "fd00:9::1", "2001:db8::2"] {
      #expect(try host.reaches(address, from: "a"), "\(address)")
    }
    // It knows the way, but nobody asked it.
    for address in ["10.9.0.2", "fd00:9::2"] {
      #expect(try !host.reaches(address, from: "outside", within: 1), "\(address)")
    }
    try host.gantry("rm", "a", "--yes")
    try host.gantry("rm", "b", "--yes")
    try host.gantry("network", "rm", "lab", "--yes")
    try host.expect(before)
    for _ in 1...6 { try host.gantry("undo", "--yes") }
    try host.expect(before)
    #expect(try !host.host.run("find", "/run/gantry").contains(".json"))
  }

  @Test("A network does not reach another one, an internal one nobody but its own members and its host")
  func isolation() throws {
    let host = try NativeHost()
    try host.gantry("network", "create", "one", "--subnet", "10.1.0.0/24", "--subnet", "fd00:1::/64")
    try host.gantry("network", "create", "two", "--subnet", "10.2.0.0/24", "--subnet", "fd00:2::/64")
    try host.gantry("network", "create", "shut", "--subnet", "10.3.0.0/24", "--subnet", "fd00:3::/64", "--internal")
    // Somebody else's, behind a bridge of theirs, as Docker's are.
    try host.host.batch([
      "netns add other", "link add br0 type bridge", "address add 10.4.0.1/24 dev br0", "link set br0 up",
      "link add v0 type veth peer name eth0 netns other", "link set v0 master br0 up",
    ])
    for arguments in [
      ["link", "set", "eth0", "up"], ["address", "add", "10.4.0.2/24", "dev", "eth0"],
      ["route", "add", "default", "via", "10.4.0.1"],
    ] {
      try host.host.command("ip", ["-n", "other"] + arguments)()
    }
    for (name, network) in [("a", "one"), ("b", "two"), ("c", "shut"), ("d", "shut")] {
      try host.gantry("run", "--name", name, "--network", network)
    }
    #expect(try host.reaches("10.3.0.3", from: "c") && host.reaches("fd00:3::3", from: "c"))
    #expect(try host.reaches("10.3.0.1", from: "c"))
    #expect(try host.reaches("203.0.113.2", from: "a") && host.reaches("203.0.113.2", from: "b"))
    for (from, to) in [
      ("a", "10.2.0.2"), ("a", "fd00:2::2"), ("b", "10.1.0.2"), ("a", "10.3.0.2"), ("a", "fd00:3::2"),
      ("c", "10.1.0.2"),
      ("c", "fd00:1::2"), ("c", "203.0.113.2"), ("c", "2001:db8::2"), ("a", "10.4.0.2"), ("other", "10.1.0.2"),
      ("other", "10.3.0.2"), ("outside", "10.3.0.2"),
    ] {
      #expect(try !host.reaches(to, from: from, within: 1), "\(from) → \(to)")
    }
    // Not even with a route of its own.
    try host.host.command("ip", ["-n", "c", "route", "add", "default", "via", "10.3.0.1"])()
    #expect(try !host.reaches("203.0.113.2", from: "c", within: 1) && !host.reaches("10.1.0.2", from: "c", within: 1))
  }

  @Test("Parted members reach the gateway and the outside, but not each other; a network of IPv6 alone works")
  func parted() throws {
    let host = try NativeHost()
    try host.gantry("network", "create", "lab", "--subnet", "fd00:9::/64", "--isolate-ports", "--mtu", "1400")
    try host.gantry("run", "--name", "a", "--network", "lab")
    try host.gantry("run", "--name", "b", "--network", "lab")
    #expect(try host.reaches("fd00:9::1", from: "a") && host.reaches("2001:db8::2", from: "a"))
    #expect(try !host.reaches("fd00:9::3", from: "a", within: 1))
    #expect(try host.host.run("ip", "-n", "a", "link", "show", "eth0").contains("mtu 1400"))
    #expect(try host.host.run("sysctl", "-n", "net.ipv4.ip_forward") == "0", "nobody needs it")
  }

  @Test("Settings that another network or somebody else relies on stay as long as that is so")
  func settings() throws {
    let host = try NativeHost()
    func forwarding() throws -> String { try host.host.run("sysctl", "-n", "net.ipv4.ip_forward") }
    try host.gantry("network", "create", "one")
    try host.gantry("network", "create", "two")
    try host.gantry("undo", "1", "--yes")
    #expect(try forwarding() == "1")
    try host.gantry("network", "rm", "two", "--yes")
    #expect(try forwarding() == "0")
    try host.gantry("network", "create", "three")
    // Somebody says so too, in a way that can be told apart.
    try host.host.run("sysctl", "-qw", "net.ipv4.ip_forward=0")
    try host.gantry("network", "rm", "three", "--yes")
    #expect(try forwarding() == "0")
  }

  @Test("Whoever flushed the packet filter does not keep a network from being removed")
  func flushed() throws {
    let host = try NativeHost(forwardPolicy: Self.dockers)
    let before = try host.picture()
    try host.gantry("network", "create", "lab")
    try host.host.command(
      "sh", ["-c", "nft delete table inet gantry; iptables-nft -F DOCKER-USER; iptables-nft -A DOCKER-USER -j RETURN"])()
    try host.gantry("network", "rm", "lab", "--yes")
    try host.expect(before)
  }
}
