import Foundation
import TestSupport
import Testing

/// A host of its own with an outside behind its only link: 203.0.113.2 and 2001:db8::2, which know the way back.
final class NativeHost: Sendable {
  let host: IsolatedHost

  init(forwardPolicy: [String] = []) throws {
    host = try IsolatedHost()
    try host.batch(
      [
        "netns add outside", "link add up0 type veth peer name eth0 netns outside",
        "address add 203.0.113.1/24 dev up0",
        "address add 2001:db8::1/64 dev up0 nodad", "link set up0 up", "-n outside link set lo up",
      ].filter { !$0.hasPrefix("-n") })
    for arguments in [
      ["link", "set", "eth0", "up"], ["address", "add", "203.0.113.2/24", "dev", "eth0"],
      ["address", "add", "2001:db8::2/64", "dev", "eth0", "nodad"],
      ["route", "add", "10.0.0.0/8", "via", "203.0.113.1"], ["-6", "route", "add", "fd00::/8", "via", "2001:db8::1"],
    ] {
      try host.command("ip", ["-n", "outside"] + arguments)()
    }
    try host.batch(["route add default via 203.0.113.2", "route add default via 2001:db8::2"])
    for setting in ["net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"] {
      try host.run("sysctl", "-qw", "\(setting)=0")
    }
    for command in forwardPolicy { try host.command("sh", ["-c", command])() }
  }

  /// Runs gantry; it must succeed.
  @discardableResult
  func gantry(_ arguments: String...) throws -> String {
    try host.command(GantryUnderTest.path, arguments).with(environment: IsolatedHost.environment)(within: .seconds(120))
  }

  /// Runs gantry; any exit status is an answer.
  func answer(_ arguments: String...) throws -> Output {
    try host.command(GantryUnderTest.path, arguments).with(environment: IsolatedHost.environment).run(
      within: .seconds(120))
  }

  /// Whether somebody in a named namespace gets an answer from an address.
  func reaches(_ address: String, from namespace: String, within seconds: Int = 3) throws -> Bool {
    let command = ["netns", "exec", namespace, "busybox", "ping", "-c", "1", "-W", "\(seconds)", address]
    return try host.command("ip", command).run().status == 0
  }

  /// Links, addresses, routes, rules, settings, namespaces, processes, gantry's own files.
  func picture() throws -> [String] { try Self.picture(of: host) }

  /// The same of any host.
  static func picture(of host: IsolatedHost) throws -> [String] {
    // The kernel's own link-local addresses come when they are ready, and so does the carrier of a link. A process that is just ending, such as one of these,
    // is told in brackets.
    let script = """
      ip -o link | sed 's/@.*//; s/^/link /'
      ip -o address | grep -v fe80 | awk '{print "address", $2, $4}'
      (ip route; ip -6 route | grep -v fe80) | sed 's/ linkdown//'
      nft -s list ruleset; iptables-nft -S; ip6tables-nft -S; iptables-legacy -S
      sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding
      ls /run/netns
      find /run/gantry -type f | grep -v -e lock -e journal/ | sort
      ps -eo args | grep -v -e '^ps ' -e '^sh -c' -e '^grep' -e '^sed' -e '^[[]' -e '^COMMAND' -e defunct
      """
    return try host.command("sh", ["-c", script]).run().standardOutput.split(separator: "\n").map(String.init)
  }

  /// Expects that nothing is there that was not, the journal apart.
  func expect(_ before: [String], at location: SourceLocation = #_sourceLocation) throws {
    let after = try picture()
    #expect(after == before, "\(after.difference(from: before))", sourceLocation: location)
  }

  func json(_ arguments: String...) throws -> JSON {
    try JSON(
      parsing: host.command(GantryUnderTest.path, arguments + ["--json"]).with(environment: IsolatedHost.environment)())
  }

  /// A container as gantry lists it.
  func container(_ name: String) throws -> JSON {
    try json("list", "containers")["containers"].array.first("name", name)
  }
}
