import Foundation

extension EngineUnderTest {
  /// Runs a busybox container in the background; answers its id. It stops at once when told to,
  /// where `sleep` as process 1 would let the engine wait ten seconds.
  ///
  ///     try engine.run("bbox04", network: "container:bbox01")
  @discardableResult
  package func run(
    _ name: String, network: String? = nil, options: [String] = [], command: [String] = ["sleep", "infinity"]
  ) throws -> String {
    let network = network.map { ["--network", $0] } ?? []
    return try client(
      ["run", "--detach", "--stop-signal", "KILL", "--name", name] + network + options + ["busybox"] + command)()
  }

  /// Runs a program inside a container; answers what it wrote.
  @discardableResult
  package func exec(_ container: String, _ command: String...) throws -> String {
    try client(["exec", container] + command)()
  }

  package func remove(_ containers: String...) throws {
    try client(["rm", "--force", "--volumes"] + containers)()
  }

  /// `docker inspect` of one object of any kind.
  package func inspect(_ object: String) throws -> JSON {
    try JSON(parsing: cli("inspect", object))[0]
  }

  /// `docker network inspect` of one network.
  package func inspectNetwork(_ network: String) throws -> JSON {
    try JSON(parsing: cli("network", "inspect", network))[0]
  }

  /// The number of a container's first process, as the engine's host sees it.
  package func pid(of container: String) throws -> Int {
    try inspect(container)["State"]["Pid"].int ?? 0
  }

  /// The four containers of the classic tutorial, one for each mode.
  package func runTutorial() throws {
    try run("bbox01")
    try run("bbox02", network: "host")
    try run("bbox03", network: "none")
    try run("bbox04", network: "container:bbox01")
  }

  /// Makes it a Swarm of one node, reachable from nowhere.
  package func startSwarm() throws {
    try cli("swarm", "init", "--advertise-addr", "127.0.0.1", "--listen-addr", "127.0.0.1:2377")
  }
}
