import Foundation
import TestSupport
import Testing

/// What is read for findings alone, and where: packet filters by programs, sockets by sock_diag(7).
@Suite("Inspection", .requires(.root, .tool("nft")))
struct InspectionTests {
  /// A host of its own with an `nft` that tells in which namespace it is started.
  private struct Inspected {
    let host: IsolatedHost
    private let directory: TemporaryDirectory

    init() throws {
      host = try IsolatedHost()
      directory = try TemporaryDirectory()
      let nft = try Command("sh", "-c", "command -v nft")().trimmingCharacters(in: .newlines)
      let script = "#!/bin/sh\nreadlink /proc/self/ns/net >>\(directory.path)/log\nexec \(nft) \"$@\"\n"
      try Command("chmod", "+x", directory.write(script, to: "nft"))()
    }

    /// The namespaces in which filters are read by a command, sorted.
    func filters(_ arguments: String...) throws -> [String] {
      let log = try directory.write("", to: "log")
      var environment = IsolatedHost.environment
      environment["PATH"] = "\(directory.path):/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
      let output = try host.command(GantryUnderTest.path, arguments).with(environment: environment)
        .run(within: .seconds(60))
      #expect([0, 3].contains(output.status), "\(output)")
      return try Command("sort", log)().split(separator: "\n").map(String.init)
    }

    func namespace(_ name: String? = nil) throws -> String {
      let path = name.map { "/run/netns/\($0)" } ?? "/proc/self/ns/net"
      let inode = try host.run("stat", "--dereference", "--format", "%i", path)
      return "net:[\(inode.trimmingCharacters(in: .newlines))]"
    }
  }

  @Test("Where there is no bridge, no packet filter is read")
  func noBridge() throws {
    let inspected = try Inspected()
    try inspected.host.addPlugged(0..<2)
    #expect(try inspected.filters("list", "all", "--json") == [])
    #expect(try inspected.filters("doctor", "--json") == [])
  }

  @Test("Packet filters of the host and of namespaces with bridges are read, once each, and no others")
  func bridges() throws {
    let inspected = try Inspected()
    let host = inspected.host
    try host.addPlugged(0..<3)
    try host.batch(["link add br0 type bridge"])
    try host.run("ip", "-n", "n1", "link", "add", "br1", "type", "bridge")
    for name in ["n0", "n1", "n2"] { try host.run("ip", "netns", "exec", name, "nft", "add table inet own") }
    let expected = try [inspected.namespace(), inspected.namespace("n1")].sorted()
    #expect(try inspected.filters("list", "all", "--json") == expected)
    #expect(try inspected.filters("doctor", "--json") == expected)
    // What finds nothing out by it does not read it.
    #expect(try inspected.filters("list", "all") == [])
    #expect(try inspected.filters("list", "namespaces", "--json") == [])
  }

  @Test("The packet filter of a namespace without a bridge is read for its page alone, which shows it")
  func page() throws {
    let inspected = try Inspected()
    let host = inspected.host
    try host.addPlugged(0..<2)
    for name in ["n0", "n1"] {
      try host.run("ip", "netns", "exec", name, "nft", "add table inet own")
      try host.run(
        "ip", "netns", "exec", name, "nft", "add chain inet own in { type filter hook input priority 7; policy drop; }")
    }
    #expect(try inspected.filters("show", "n1") == [inspected.namespace("n1")])
    #expect(try inspected.filters("show", "n1/eth0") == [])
    let page = try host.gantry("show", "n1")()
    let row = page.split(separator: "\n").first { $0.contains("inet own in") }
    #expect(row?.split(separator: " ").map(String.init) == ["input", "filter", "inet", "own", "in", "7", "drop", "0"])
  }

  @Test("Where no port is published, no listening socket is looked for", .requires(.tool("strace")))
  func noSockets() throws {
    let inspected = try Inspected()
    let host = inspected.host
    try host.addPlugged(0..<2)
    try host.run("ip", "link", "add", "br0", "type", "bridge")
    let directory = try TemporaryDirectory()
    let file = "\(directory.path)/trace"
    try host.command(
      "strace", SystemCallTrace.arguments(writingTo: file) + [GantryUnderTest.path, "list", "all", "--json"]
    ).with(environment: IsolatedHost.environment)(within: .seconds(60))
    let sockets = try SystemCallTrace(contentsOf: file).named("socket")
    #expect(sockets.contains { $0.arguments.contains("NETLINK_ROUTE") })
    #expect(!sockets.contains { $0.arguments.contains("NETLINK_SOCK_DIAG") })
  }
}
