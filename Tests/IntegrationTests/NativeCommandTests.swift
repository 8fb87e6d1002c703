import TestSupport
import Testing

/// The commands that a native plan shows, pasted into a shell, do what gantry does, but for its registry.
@Suite("Commands of plans without an engine", .requires(.root, .tool("nft")), .serialized)
struct NativeCommandTests {
  /// A change, and what comes before it.
  struct Case: CustomTestStringConvertible, Sendable {
    let command: String
    var before: [String] = []
    var forwardPolicy: [String] = []

    var testDescription: String { (forwardPolicy + [command]).joined(separator: ", ") }
    var arguments: [String] { Case.words(command) }

    static func words(_ command: String) -> [String] { command.split(separator: " ").map(String.init) }
  }

  private static let create = "network create lab --subnet 10.77.0.0/24 --subnet fd00:77::/64"
  private static let run = "run --name box --network lab -- sleep 3000002"
  private static let attach = "attach namespace:one --network lab"
  private static let dropping = ["iptables-nft -P FORWARD DROP", "ip6tables-nft -P FORWARD DROP"]
  private static let droppingByNFT = [
    "nft 'add table inet own; add chain inet own f { type filter hook forward priority 0; policy drop; }'"
  ]

  static let cases = [
    Case(command: create), Case(command: create, forwardPolicy: dropping),
    Case(command: create, forwardPolicy: droppingByNFT), Case(command: create + " --isolate-ports --mtu 1400"),
    Case(command: "network create lab --internal --subnet 10.77.0.0/24"),
    Case(command: attach, before: [create]), Case(command: attach, before: [create + " --isolate-ports"]),
    Case(command: "detach namespace:one lab", before: [create, attach]), Case(command: run, before: [create]),
    Case(command: "rm box", before: [create, run]),
    Case(command: "network rm lab", before: [create], forwardPolicy: droppingByNFT),
  ]

  private func host(of change: Case) throws -> NativeHost {
    let host = try NativeHost(forwardPolicy: change.forwardPolicy)
    try host.host.run("ip", "netns", "add", "one")
    for command in change.before { try gantry(Case.words(command), on: host) }
    return host
  }

  @discardableResult
  private func gantry(_ arguments: [String], consent: String = "--yes", on host: NativeHost) throws -> String {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    let words = arguments[..<end] + [consent] + arguments[end...]
    return try host.host.command(GantryUnderTest.path, Array(words)).with(environment: IsolatedHost.environment)()
  }

  private func paste(_ plan: String, on host: NativeHost) throws {
    let indent = "       "
    let script = plan.split(separator: "\n").filter { $0.hasPrefix(indent) }.map { $0.dropFirst(indent.count) }
      .joined(separator: "\n")
    #expect(!script.contains("…"), "\(script)")
    let output = try host.host.command("sh", ["-ec", script]).run()
    #expect(output.status == 0, "\(script)\n\(output.standardError)")
  }

  /// The host without what is chosen anew each time, and without gantry's own files.
  private func picture(_ host: NativeHost) throws -> [String] {
    try host.picture().filter { !$0.hasPrefix("/run/gantry") }.map { line in
      line.replacing(#/^link [0-9]+: /#, with: "link ").replacing(#/([0-9a-f]{2}:){5}[0-9a-f]{2}/#, with: "MAC")
        .replacing(#/veth[0-9a-f]{7}/#, with: "veth").replacing(#/gantry: lab [0-9a-f]+/#, with: "gantry: lab")
        // A bridge takes a moment to notice its ports.
        .replacing(#/NO-CARRIER,|,LOWER_UP| state [A-Z]+/#, with: "").replacing("/usr/bin/sleep", with: "sleep")
    }.sorted()
  }

  @Test("Pasting the commands comes to the same as carrying the plan out, and as undoing it", arguments: cases)
  func pasting(change: Case) throws {
    let host = try host(of: change)
    let before = try picture(host)
    try gantry(change.arguments, on: host)
    let there = try picture(host)
    try paste(gantry(["undo"], consent: "--dry-run", on: host), on: host)
    let undone = try picture(host)
    #expect(undone == before, "\(undone.difference(from: before))")

    let other = try self.host(of: change)
    try paste(gantry(change.arguments, consent: "--dry-run", on: other), on: other)
    let pasted = try picture(other)
    #expect(pasted == there, "\(pasted.difference(from: there))")
  }
}
