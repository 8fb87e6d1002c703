import Foundation
import TestSupport
import Testing

/// The commands that a plan shows, pasted into a shell, do what gantry does.
@Suite("Commands of plans for engines", .serialized, .requires(.engine))
struct EngineCommandTests {
  private static let lab = Result { try EngineChangesLab("paste") }

  private let lab: EngineChangesLab

  init() throws { lab = try Self.lab.get() }

  /// What is planned, and on what.
  enum Case: String, CaseIterable {
    case recreate, commit, sharers, again, connect, leave, isolate, network, removal, run

    var arguments: [String] {
      switch self {
      case .recreate, .sharers: ["attach", "subject", "--mode", "host", "--recreate", "--settle", "0"]
      case .commit: ["attach", "subject", "--mode", "none", "--recreate", "--commit", "--settle", "0"]
      case .again: ["attach", "subject", "--mode", "container:other", "--recreate", "--settle", "0"]
      case .connect: ["attach", "subject", "--network", "second", "--ip", "10.61.0.9"]
      case .leave: ["detach", "subject", "first"]
      case .isolate: ["attach", "subject", "--mode", "none"]
      case .network: ["network", "create", "made", "--engine", "docker", "--subnet", "10.62.0.0/24", "--mtu", "1400"]
      case .removal: ["network", "rm", "spare"]
      case .run:
        [
          "run", "--name", "new", "--engine", "docker", "--image", "busybox", "-d", "--mode", "none", "--", "sleep",
          "infinity",
        ]
      }
    }

    /// What comes after a program's name is its own.
    func arguments(with option: String) -> [String] {
      self == .run ? [arguments[0], option] + arguments.dropFirst() : arguments + [option]
    }

    var mode: String { self == .commit || self == .again ? "host" : "first" }
  }

  private func prepare(_ change: Case) throws {
    let networks = [("first", "10.60.0.0/24"), ("second", "10.61.0.0/24"), ("spare", "10.63.0.0/24")]
    for (name, subnet) in networks {
      try lab.engine.cli(
        "network", "create", "--subnet", subnet, "--label", "of=test", "--opt",
        "com.docker.network.bridge.name=\(name)", name)
    }
    try lab.create("other", network: "bridge", runs: true)
    var options = [
      "--env", "ODD=it's \"odd\" $HOME\nand `long`", "--volume", "/data", "--label", "a=b c", "--health-cmd", "exit 0",
      "--memory", "32m", "--ulimit", "core=0", "--tmpfs", "/t", "--stop-timeout", "1",
    ]
    if change.mode == "first" {
      options += ["--publish", "127.0.0.1:8088:80", "--ip", "10.60.0.7", "--network-alias", "alias"]
    }
    try lab.create("subject", network: change.mode, runs: true, options: options)
    guard change == .sharers else { return }
    try lab.create("guest", network: "container:subject", runs: true)
    try lab.create("watcher", network: "none", runs: true, options: ["--pid", "container:subject"])
  }

  private func clear() throws {
    for kind in ["container", "volume", "network"] {
      if kind == "container" {
        let all = try lab.engine.cli("ps", "--all", "--quiet").split(separator: "\n").map(String.init)
        if !all.isEmpty { try lab.engine.client(["rm", "--force", "--volumes"] + all)() }
      } else {
        try lab.engine.cli(kind, "prune", "--force")
      }
    }
    while try lab.gantry.command(["undo", "--list"])() != "nothing to undo" {
      let list = try lab.gantry.command(["undo", "--list"])()
      try lab.gantry.command(["undo", "--forget", String(list.prefix { $0 != " " }), "--yes"])()
    }
  }

  /// Everything that the engine has, without what differs each time.
  private func world() throws -> [String: InspectedContainerFacts] {
    var world: [String: InspectedContainerFacts] = [:]
    for name in try lab.engine.cli("ps", "--all", "--format", "{{.Names}}").split(separator: "\n").map(String.init) {
      var container = try lab.engine.inspect(name)
      // The ids of other containers, of which each has a name.
      for other in try lab.engine.cli("ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Names}}").split(
        separator: "\n")
      {
        let parts = other.split(separator: " ")
        container = container.replacing(String(parts[0]), with: "id of \(parts[1])")
      }
      world[name] = InspectedContainerFacts(container)
    }
    for name in try lab.engine.cli("network", "ls", "--format", "{{.Name}}").split(separator: "\n").map(String.init) {
      var network = try lab.engine.inspectNetwork(name).object
      for volatile in ["Id", "Created", "Containers", "Labels"] { network[volatile] = nil }
      world["network \(name)"] = InspectedContainerFacts(.object(["Config": .object(network)]))
    }
    return world
  }

  /// - Parameter keepsImage: false where an image was made, which is another one each time.
  private func expectSame(
    _ one: [String: InspectedContainerFacts], _ other: [String: InspectedContainerFacts], keepsImage: Bool
  ) {
    #expect(one.keys.sorted() == other.keys.sorted())
    for (name, facts) in one {
      // Which streams a client attaches to is no option of a container that is only created.
      let differences = facts.differences(to: other[name] ?? facts).filter {
        !$0.hasPrefix("Config.Attach") && !$0.hasPrefix("Config.StdinOnce")
          && !$0.hasPrefix("Config.Labels.gantry.plan")
          && (keepsImage || !$0.hasPrefix("Image:"))
      }
      #expect(differences == [], "\(name)")
    }
  }

  private func paste(_ plan: String) throws {
    let indent = "       "
    let lines = plan.split(separator: "\n").filter { $0.hasPrefix(indent) }.map { $0.dropFirst(indent.count) }
    let script = lines.joined(separator: "\n")
    #expect(!script.contains("#") && !script.contains("IMAGE"), "\(script)")
    let shell = Command("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/nowhere", "sh", "-c", script)
    let output = try shell.inNamespace(lab.engine.namespace.path).run()
    #expect(output.status == 0, "\(script)\n\(output.standardError)")
  }

  @Test("Pasting the commands comes to the same as carrying the plan out, and as undoing it", arguments: Case.allCases)
  func pasting(change: Case) throws {
    defer { try? clear() }
    try prepare(change)
    let before = try world()
    try lab.gantry.command(change.arguments(with: "--yes"))()
    let there = try world()
    try paste(lab.gantry.command(["undo", "--dry-run", "--settle", "0"])())
    expectSame(before, try world(), keepsImage: change != .commit)
    try clear()
    try prepare(change)
    try paste(lab.gantry.command(change.arguments(with: "--dry-run"))())
    expectSame(there, try world(), keepsImage: change != .commit)
  }
}

extension JSON {
  fileprivate func replacing(_ text: String, with other: String) -> JSON {
    switch self {
    case .string(let own) where own.hasPrefix("container:"):
      .string(own.split(separator: text, omittingEmptySubsequences: false).joined(separator: other))
    case .array(let elements): .array(elements.map { $0.replacing(text, with: other) })
    case .object(let members): .object(members.mapValues { $0.replacing(text, with: other) })
    default: self
    }
  }
}
