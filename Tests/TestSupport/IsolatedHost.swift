import Foundation

/// A host of its own: a network, a mount and a process namespace in which nothing is but what a test puts there.
///
/// A `Lab` shares the machine with other labs, and gantry sees them all. Where something is counted, or must not change,
/// nobody else may be seen. Everything in it ends with the value, or with the test process.
package final class IsolatedHost: Sendable {
  /// Keeps the namespaces, as their process 1 and as the reaper of orphans.
  private let keeper: BackgroundProcess
  private let first: Int32

  /// A process that lives in it, by its number in the test's own process namespace.
  package var process: Int32 { first }

  /// Names of namespaces made here are seen nowhere else.
  package init() throws {
    keeper = try Command(
      "unshare", "--net", "--mount", "--propagation", "private", "--pid", "--mount-proc", "--fork", "--kill-child",
      "--", "sh", "-c", Self.preparing
    ).start()
    try keeper.waitForLine(containing: "ready", within: .seconds(60))
    let children = try String(contentsOfFile: "/proc/\(keeper.pid)/task/\(keeper.pid)/children", encoding: .utf8)
    guard let first = children.split(separator: " ").first.flatMap({ Int32($0) }) else {
      throw CommandError(command: "unshare", reason: "has no child", output: keeper.output)
    }
    self.first = first
  }

  deinit { close() }

  /// Ends everything in it.
  package func close() { keeper.kill() }

  /// Other people's namespaces go out of sight, and so do their engines' sockets and the names of `ip netns`.
  private static let preparing = """
    umount -a -t nsfs 2>/dev/null
    mount -t tmpfs -o mode=755 tmpfs /run && ip link set lo up && echo ready && read _
    """

  /// A command that runs inside.
  package func command(_ executable: String, _ arguments: [String] = []) -> Command {
    Command("nsenter", Self.entering(first) + [executable] + arguments)
  }

  /// The arguments of `nsenter` before the program's own.
  package var entering: [String] { Self.entering(first) }

  private static func entering(_ process: Int32) -> [String] {
    ["--target=\(process)", "--net", "--mount", "--pid", "--wd=/", "--"]
  }

  @discardableResult
  package func run(_ executable: String, _ arguments: String...) throws -> String {
    try command(executable, arguments)(within: .seconds(120))
  }

  /// Many `ip` commands in one process, one a line.
  package func batch(_ lines: [String]) throws {
    try command("ip", ["-batch", "-"]).with(input: lines.joined(separator: "\n") + "\n")(within: .seconds(300))
  }

  /// Namespaces `n0`, `n1`, …, each with one end of a veth pair, `eth0`, whose other end, `v0`, `v1`, …, is here.
  package func addPlugged(_ numbers: Range<Int>) throws {
    try batch(numbers.map { "netns add n\($0)" })
    try batch(numbers.map { "link add v\($0) up type veth peer name eth0 netns n\($0)" })
  }

  /// Namespaces `lone0`, `lone1`, … with nothing but `lo`: they have no number here, and cannot be heard.
  package func addLone(_ count: Int) throws {
    try batch((0..<count).map { "netns add lone\($0)" })
  }

  /// What this host's namespace, and each named one, calls others: what `ip netns list-id` writes, by name.
  package func numbers() throws -> [String: String] {
    let list = "ip netns list-id; for f in /run/netns/*; do echo \"== $f\"; nsenter --net=$f ip netns list-id; done"
    var numbers: [String: String] = [:]
    for part in try run("sh", "-c", list).components(separatedBy: "== ") {
      let (name, rest) = part.split(at: "\n")
      numbers[name] = rest
    }
    return numbers
  }

  /// Gantry, and its arguments.
  package func gantry(_ arguments: String...) -> Command {
    command(GantryUnderTest.path, arguments).with(environment: Self.environment)
  }

  /// No engine is here.
  package static let environment = ["DOCKER_HOST": "unix:///run/none.sock", "LANG": "C.UTF-8"]
}

extension String {
  fileprivate func split(at separator: Character) -> (String, String) {
    guard let position = firstIndex(of: separator) else { return (self, "") }
    return (String(self[..<position]), String(self[index(after: position)...]))
  }
}
