import Foundation
import TestSupport
import Testing

/// A host with an engine, containers and networks of every sort, on which sequences of changes are carried out.
final class SequenceWorld {
  let lab: EngineChangesLab
  /// The beginning of the names of native containers, as named namespaces are the machine's.
  let prefix: String
  let stateDirectory: String

  init() throws {
    lab = try EngineChangesLab("seq")
    prefix = lab.engine.name
    stateDirectory = try #require(lab.gantry.environment["GANTRY_STATE_DIR"])
    try Command("ip", "netns", "add", "\(prefix)-one")()
    // As after a first `run`, so that the directory is a mount from the beginning.
    try Command("ip", "-n", "\(prefix)-one", "link", "set", "lo", "up")()
    for arguments in [
      ["network", "create", "--subnet", "10.80.0.0/24", "--ipv6", "--subnet", "fd00:80::/64", "appnet"],
      ["network", "create", "--subnet", "10.81.0.0/24", "--label", "spare=yes", "spare"],
      // Only a container that does not run refers to it.
      ["network", "create", "--subnet", "10.82.0.0/24", "rest"],
    ] {
      try lab.engine.client(arguments)()
    }
    let fixed = ["--ip", "10.80.0.50", "--ip6", "fd00:80::50", "--mac-address", "02:42:0a:50:00:32"]
    let extras = ["--network-alias", "db", "--publish", "80", "--publish", "8080:8080", "--volume", "/data"]
    try lab.create("web", network: "appnet", runs: true, options: fixed + extras)
    try lab.create("dyn", network: "bridge", runs: true)
    try lab.create("lone", network: "none", runs: true)
    try lab.create("again", network: "bridge", runs: true, options: ["--env", "A=1", "--hostname", "again"])
    try lab.create("idle", network: "rest", runs: false, options: ["--ip", "10.82.0.60", "--network-alias", "sleepy"])
  }

  /// The lines of `gantry undo --list`, the latest first.
  func journal() throws -> [Substring] {
    try lab.gantry.run("undo", "--list").standardOutput.split(separator: "\n").filter { $0.first?.isNumber == true }
  }

  /// Ends containers that the engine does not know.
  func end() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: "/run/netns").filter { $0.hasPrefix("\(prefix)-") }
    for name in names {
      try Command("sh", "-c", "ip netns pids $0 | xargs -r kill -KILL; ip netns del $0", name)()
    }
    let state = "\(stateDirectory)/containers"
    for file in (try? FileManager.default.contentsOfDirectory(atPath: state)) ?? [] {
      // A process in the host's own mode.
      let text = try TextFile.read("\(state)/\(file)")
      guard let match = text.firstMatch(of: /"pid" : (\d+)/) else { continue }
      _ = try Command("kill", "-KILL", String(match.1)).run()
    }
  }
}
