import Foundation
import TestSupport
import Testing

/// Whoever is watched does not notice: what gantry leaves behind while it watches, which is nothing.
@Suite("Watching disturbs nothing", .serialized, .requires(.root, .tool("strace")))
struct DisturbanceTests {
  @Test("Every descriptor of a namespace, and every socket in one, is closed before its thread waits again")
  func nothingOpen() throws {
    let watched = try WatchedHost(plugged: 10, lone: 10)
    let own = try watched.host.run("readlink", "/proc/self/ns/net")
    let use = NamespaceUse(try watched.trace(pictures: 6), own: own)
    #expect(use.entries > 60, "twenty at first, and ten each second")
    #expect(use.left.isEmpty)
    // Two threads that each have a namespace and a socket open; while one is found by a path, it is open twice.
    #expect((1...6).contains(use.mostOpen))
  }

  @Test("Nothing that a look at its descriptors, threads and mappings finds of a namespace stays")
  func nothingSeen() throws {
    let watched = try WatchedHost(plugged: 10, lone: 30)
    let process = try watched.watch()
    let holdings = HoldingsOfProcess(try watched.pid(), own: try watched.host.run("readlink", "/proc/self/ns/net"))
    var looks = 0
    while process.lineCount < 5 {
      looks += 1
      for holding in holdings.now {
        try eventually("\(holding) is let go") { !holdings.now.contains(holding) }
      }
      #expect(!holdings.mapsNamespaces)
    }
    #expect(looks > 10)
  }

  @Test("No command is started, no file of the kernel's is written, no module asked for, no setting of a link changed")
  func nothingDone() throws {
    let trace = try WatchedHost(plugged: 5, lone: 5).trace(pictures: 6)
    #expect(trace.named("execve", "execveat").count == 1, "strace's own start of the program")
    let made = trace.named("clone", "clone3", "fork", "vfork").filter { !$0.arguments.contains("CLONE_THREAD") }
    #expect(made.isEmpty)
    #expect(trace.named("init_module", "finit_module", "delete_module", "mount", "umount2", "unshare", "bpf").isEmpty)
    #expect(trace.named("kill", "tkill", "ptrace", "reboot", "sethostname", "unlink", "unlinkat", "mkdir").isEmpty)
    let written = trace.named("open", "openat", "openat2", "creat").filter { call in
      ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].contains { call.arguments.contains($0) }
    }
    #expect(written.isEmpty)
    #expect(trace.named("sendto", "sendmsg").filter { !$0.isHarmlessRequest }.isEmpty)
    #expect(trace.named("sendto").count > 20)
  }

  @Test("No namespace gets a number by being watched, neither here nor in another")
  func noNumbers() throws {
    let watched = try WatchedHost(plugged: 5, lone: 5)
    // One that has a cable to another, and both without a number here.
    try watched.host.run(
      "ip", "-n", "lone0", "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", "lone1")
    // The kernel gives the far end's namespace a number when it tells of a link, or is asked for it, for the first time
    // (peernet2id_alloc in rtnl_fill_link_netnsid): whoever sets a cable up has had it do so.
    for name in ["n0", "n1", "n2", "n3", "n4", "lone0", "lone1"] {
      try watched.host.run("ip", "-n", name, "link", "set", "eth0", "up")
    }
    let before = try watched.host.numbers()
    let process = try watched.watch()
    try eventually("five pictures", within: .seconds(30)) { process.lineCount >= 5 }
    let after = try watched.host.numbers()
    #expect(after == before)
    #expect(before.count == 11)
  }

  @Test("The dashboard, too, starts nothing and keeps nothing open", .requires(.tool("strace")))
  func dashboard() throws {
    #if canImport(CVTerm)
      let watched = try WatchedHost(plugged: 10, lone: 10)
      let trace = try watched.traceDashboard(ticks: 6)
      let use = NamespaceUse(trace, own: try watched.host.run("readlink", "/proc/self/ns/net"))
      #expect(use.entries > 60)
      #expect(use.left.isEmpty)
      #expect(trace.named("execve", "execveat").count == 1)
      #expect(
        trace.named("clone", "clone3", "fork", "vfork").allSatisfy { $0.arguments.contains("CLONE_THREAD") })
      #expect(trace.named("sendto", "sendmsg").filter { !$0.isHarmlessRequest }.isEmpty)
    #endif
  }

  @Test("A deleted namespace, and its cable's end here, go as soon as without gantry")
  func deletion() throws {
    let watched = try WatchedHost(plugged: 10, lone: 30)
    let rounds = 9
    let without = try (0..<rounds).map { try watched.timeOfDeletion(number: 100 + $0) }
    let process = try watched.watch()
    let with = try (0..<rounds).map { round in
      try watched.timeOfDeletion(number: 200 + round) { try process.waitForLine(containing: "\"v\(200 + round)\"") }
    }
    #expect(with.median - without.median <= .milliseconds(100), "\(without) \(with)")
  }
}

extension WatchedHost {
  /// How long a namespace's end of a cable outlives the namespace's last name.
  fileprivate func timeOfDeletion(number: Int, once isReady: () throws -> Void = {}) throws -> Duration {
    try host.addPlugged(number..<(number + 1))
    try isReady()
    let begin = ContinuousClock.now
    try host.run("ip", "netns", "del", "n\(number)")
    try eventually("v\(number) is gone", within: .seconds(30)) {
      try host.command("ip", ["link", "show", "v\(number)"]).run().status != 0
    }
    return .now - begin
  }
}

extension [Duration] {
  fileprivate var median: Duration { sorted()[count / 2] }
}

extension SystemCall {
  /// Netlink requests that only ask: all of rtnetlink's numbers are in fours of new, delete, get, set
  /// (rtnetlink(7)). What is no netlink is a message between gantry's own ends.
  fileprivate var isHarmlessRequest: Bool {
    guard let range = arguments.firstRange(of: "nlmsg_type=") else { return !arguments.contains("nlmsg_") }
    let type = arguments[range.upperBound...]
    if type.hasPrefix("RTM_GET") || type.hasPrefix("SOCK_DIAG") { return true }
    guard type.hasPrefix("0x"), let number = Int(type.dropFirst(2).prefix { $0.isHexDigit }, radix: 16) else {
      return false
    }
    return number >= 16 && number % 4 == 2
  }
}

/// What a running process holds of namespaces that are not its own.
struct HoldingsOfProcess {
  private let process: Int32
  private let own: String

  init(_ process: Int32, own: String) {
    self.process = process
    self.own = own
  }

  /// Descriptors of namespaces, and threads inside, at this moment.
  var now: Set<String> {
    let descriptors = links(in: "fd").filter { $0.target.hasPrefix("net:[") || $0.target.contains("/netns/") }
    let threads = names(in: "task").compactMap { thread in
      target(of: "task/\(thread)/ns/net").map { (name: "thread \(thread)", target: $0) }
    }
    return Set((descriptors + threads).filter { $0.target != own }.map { "\($0.name) → \($0.target)" })
  }

  /// Whether a namespace's file is mapped.
  var mapsNamespaces: Bool {
    let maps = (try? String(contentsOfFile: "/proc/\(process)/maps", encoding: .utf8)) ?? ""
    return maps.contains("net:[") || maps.contains("/netns/")
  }

  private func names(in directory: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/\(directory)")) ?? []
  }

  private func links(in directory: String) -> [(name: String, target: String)] {
    names(in: directory).compactMap { name in target(of: "\(directory)/\(name)").map { (name, $0) } }
  }

  private func target(of link: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/\(link)")
  }
}
