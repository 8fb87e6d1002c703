import Foundation
import TestSupport
import Testing

/// A real engine of the test's own, a gantry beside it, and what other tools say of its containers.
struct EngineChangesLab {
  let engine: EngineUnderTest
  private let directory: TemporaryDirectory
  let gantry: GantryUnderTest

  init(_ suite: String, _ kind: EngineUnderTest.Kind = .docker) throws {
    engine = try EngineUnderTest.start(suite, kind)
    directory = try TemporaryDirectory()
    var gantry = GantryUnderTest(beside: engine)
    gantry.environment["GANTRY_STATE_DIR"] = "\(directory.path)/state"
    if kind == .podman {
      gantry.environment["CONTAINER_HOST"] = engine.host
      gantry.environment["DOCKER_HOST"] = "unix:///run/\(engine.name)/none.sock"
    }
    self.gantry = gantry
  }

  /// Runs gantry; it must succeed.
  @discardableResult
  func change(_ arguments: String...) throws -> String { try gantry.command(arguments + ["--yes"])() }

  /// Runs gantry; it must fail, and this is why.
  func refusal(_ arguments: String...) throws -> String {
    let output = try gantry.command(arguments + ["--yes"]).run()
    #expect(output.status == 1, "\(arguments): \(output.standardOutput)")
    return output.standardError
  }

  func create(
    _ name: String, network: String, runs: Bool, options: [String] = [], image: String = "busybox"
  ) throws {
    let image = options + [image, "sleep", "infinity"]
    try engine.client(["create", "--stop-signal", "KILL", "--name", name, "--network", network] + image)()
    if runs { try engine.cli("start", name) }
  }

  /// What its engine says of a container, without its ids.
  func configuration(of name: String) throws -> String {
    let container = try engine.inspect(name)
    let networks = container["NetworkSettings"]["Networks"].object.sorted { $0.key < $1.key }.map { network, endpoint in
      let aliases = endpoint["Aliases"].array.compactMap(\.string).filter {
        container["Id"].string?.hasPrefix($0) != true
      }
      return "\(network) \(endpoint["IPAddress"].string ?? "") \(endpoint["MacAddress"].string ?? "") \(aliases)"
    }
    let mode = container["HostConfig"]["NetworkMode"].string ?? ""
    let isRunning = container["State"]["Running"].bool == true
    return "\(mode) \(isRunning) \(container["Config"]["Image"].string ?? "") \(networks)"
  }

  /// How a running container is connected, by the kernel: the name of whose namespace it is, or its links.
  func wiring(of name: String, owners: [String]) throws -> String {
    let namespace = try self.namespace(of: engine.pid(of: name))
    if try namespace == self.namespace(of: Int(engine.pid)) { return "host" }
    for owner in owners where try namespace == self.namespace(of: engine.pid(of: owner)) { return "container:\(owner)" }
    let links = try JSON(
      parsing: Command("ip", "-json", "link").inNamespace("/proc/\(engine.pid(of: name))/ns/net")())
    return links.array.count == 1 ? "none" : "bridge"
  }

  private func namespace(of pid: Int) throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/ns/net")
  }

  /// Names and states of all containers, networks and images: what a change may leave behind.
  func leftovers() throws -> [String] {
    try [
      // Podman has it "Up 2 seconds ago".
      engine.cli("ps", "--all", "--format", "{{.Names}} {{.State}}").split(separator: "\n")
        .map { $0.split(separator: " ").prefix(2).joined(separator: " ") }.joined(separator: "\n"),
      engine.cli("network", "ls", "--format", "{{.Name}}"),
      engine.cli("images", "--format", "{{.Repository}}"), engine.cli("volume", "ls", "--format", "{{.Name}}"),
    ].map { $0.split(separator: "\n").sorted().joined(separator: ", ") }
  }
}
