import Foundation
import TestSupport

/// An engine with objects of the user's, and the built program beside it. One engine serves all cells.
struct EngineMatrixWorld {
  let lab: EngineLab
  private let gantry: GantryUnderTest

  init() throws {
    lab = try EngineLab()
    var gantry = GantryUnderTest(beside: lab.engine)
    gantry.environment["GANTRY_STATE_DIR"] = lab.place.state
    self.gantry = gantry
  }

  func run(_ arguments: String...) throws -> Output { try gantry.command(arguments).run(within: .seconds(120)) }

  /// Removes what the last cell left, and makes what an operation needs.
  func prepare(_ operation: EngineOperation) throws {
    if !lab.engine.isAnswering { try lab.engine.startAgain() }
    try Command("rm", "-rf", lab.place.state)()
    try script(
      """
      for c in $(docker ps --all --quiet); do docker rm --force --volumes $c; done
      for n in $(docker network ls --quiet --filter type=custom); do docker network rm $n; done
      """)
    // The bridge was deleted, or is that of a network that was.
    if try lab.engine.namespace.ip("-brief", "link").contains("docker0 ") == false {
      lab.engine.shutDown()
      try lab.engine.startAgain()
    }
    try lab.engine.cli("network", "create", "mine")
    try lab.engine.run("bystander", network: "mine")
    try lab.prepare(operation)
  }

  /// A container or a network as `docker inspect` shows it.
  struct Thing: Hashable, CustomStringConvertible {
    let name: String
    let id: String
    let state: String

    var description: String { "\(name) (\(id.prefix(6))) \(state)" }
  }

  func things() throws -> Set<Thing> {
    let networks = try lab.engine.cli("network", "ls", "--no-trunc", "--format", "{{.Name}} {{.ID}}").things
    let names = try lab.engine.cli("ps", "--all", "--quiet").split(separator: "\n").map(String.init)
    guard !names.isEmpty else { return networks }
    let format =
      "{{.Name}} {{.Id}} {{.State.Running}} {{.HostConfig.NetworkMode}}{{range $n, $e := .NetworkSettings.Networks}} {{$n}}={{$e.IPAddress}}{{end}}"
    return networks.union(try lab.engine.client(["inspect", "--format", format] + names)().things)
  }

  /// Applies a change of the user's.
  func apply(_ change: ForeignChange, _ operation: EngineOperation) throws {
    switch change {
    case .nothing: break
    case .containerRemoved: try script("docker rm --force subject")
    case .containerRenamed: try script("docker rename subject mine-now")
    case .containerReplaced:
      try script("docker rm --force subject")
      try lab.engine.run("subject", options: ["--label", "mine"], command: ["sleep", "1111"])
    case .networkRemoved:
      try script(
        """
        for n in made doomed; do docker network rm $n; done
        docker network disconnect --force bridge subject
        """)
    case .bridgeDeleted:
      try script(
        """
        for n in bridge made doomed; do
          id=$(docker network inspect --format '{{slice .ID 0 12}}' $n) && ip link del br-$id
        done
        ip link del docker0
        """)
    case .engineGone: lab.engine.kill()
    case .registryLost, .journalLost, .journalCut: try change.damageFiles(of: lab.place.state)
    }
  }

  /// Runs lines of a shell with the engine's client. A removal of what is not there is no failure.
  private func script(_ lines: String) throws {
    let client = "docker() { \(Repository.script("engine")) client \(lab.engine.name) \"$@\"; }\n"
    _ = try lab.engine.namespace.command("sh", ["-c", client + lines]).run()
  }
}

extension String {
  /// The things in lines of a name, an id, and a state.
  fileprivate var things: Set<EngineMatrixWorld.Thing> {
    Set(
      split(separator: "\n").map { line in
        let words = line.split(separator: " ").map(String.init)
        return EngineMatrixWorld.Thing(
          name: words[0].hasPrefix("/") ? String(words[0].dropFirst()) : words[0], id: words[1],
          state: words.dropFirst(2).joined(separator: " "))
      })
  }
}
