import TestSupport
import Testing

/// Networks and containers that live while the state directory was emptied.
@Suite("A lost state directory", .requires(.root), .serialized)
struct LostStateTests {
  private let host: NativeHost

  init() throws {
    host = try NativeHost(forwardPolicy: ["iptables-nft -P FORWARD DROP", "iptables-nft -N DOCKER-USER"])
    try host.host.run("ip", "netns", "add", "one")
  }

  @Test(
    "Networks, cables and containers are found again by their marks, listed, and removed without a trace",
    arguments: [
      "rm -rf /run/gantry", "rm -rf /run/gantry/*", "rm -rf /run/gantry/networks",
      "rm -rf /run/gantry/networks /run/gantry/journal", "rm -rf /run/gantry/endpoints /run/gantry/containers",
    ])
  func lost(script: String) throws {
    let before = try host.picture()
    try host.gantry("network", "create", "lab9", "--ipv6")
    try host.gantry("network", "create", "empty", "--internal")
    try host.gantry("run", "--name", "in9", "--network", "lab9", "--", "sleep", "999")
    try host.gantry("run", "--name", "alone", "--mode", "none", "--", "sleep", "999")
    try host.gantry("attach", "one", "--network", "lab9")
    try host.host.run("sh", "-c", script)
    let networks = try host.json("list", "networks")["networks"].array
    #expect(Set(networks.compactMap { $0["name"].string }) == ["lab9", "empty"])
    #expect(networks.allSatisfy { $0["engine"].string == "native" })
    #expect(try host.container("in9")["name"].string == "in9")
    #expect(try host.container("alone")["name"].string == "alone")
    for change in [
      ["rm", "in9"], ["rm", "alone"], ["detach", "namespace:one", "lab9"], ["network", "rm", "lab9"],
      ["network", "rm", "empty"],
    ] {
      let answer = try host.host.command(GantryUnderTest.path, change + ["--yes"])
        .with(environment: IsolatedHost.environment).run()
      #expect(answer.status == 0, "\(change): \(answer.standardError)")
    }
    // The kernel's settings stay: what they were is lost with the directory.
    let after = try host.picture().withoutSettings
    #expect(after == before.withoutSettings, "\(after.difference(from: before.withoutSettings))")
  }

  @Test("A network of that name can be made while the lost one lives only when that was removed")
  func takenName() throws {
    try host.gantry("network", "create", "lab9")
    try host.host.run("rm", "-rf", "/run/gantry")
    let refusal = try host.answer("network", "create", "lab9")
    #expect(refusal.status == 1, "\(refusal)")
    try host.gantry("network", "rm", "lab9", "--yes")
    try host.gantry("network", "create", "lab9")
  }

  @Test(
    "A file of the journal that cannot be read is set aside with a message, and blocks nothing",
    arguments: ["truncate -s 100 $f", "truncate -s 0 $f", "echo nonsense >$f", "echo '{}' >$f"])
  func unreadable(damage: String) throws {
    try host.gantry("network", "create", "lab9")
    try host.gantry("network", "create", "other")
    try host.host.run("sh", "-c", "f=/run/gantry/journal/2.json; \(damage)")
    #expect(try host.answer("undo", "--list").standardOutput.contains("create network lab9"))
    let answer = try host.answer("network", "create", "after")
    #expect(answer.status == 0, "\(answer.standardError)")
    try host.gantry("undo", "--yes")
    try host.gantry("network", "rm", "other", "--yes")
    try host.gantry("undo", "--recover")
  }
}

extension [String] {
  fileprivate var withoutSettings: [String] { filter { !$0.hasPrefix("net.") } }
}
