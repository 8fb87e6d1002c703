import Foundation

/// The built program, started as a person would start it.
package struct GantryUnderTest: Sendable {
  /// The file of the network namespace to start it in; nil for the machine's own.
  package var namespace: String?
  package var environment: [String: String] = [:]
  /// A copy that anybody may run, for a run without privileges.
  private var publicCopy: TemporaryDirectory?

  package init(in namespace: LabNamespace? = nil) {
    self.namespace = namespace?.path
  }

  /// In the engine's namespace, with `DOCKER_HOST` leading to it.
  package init(beside engine: EngineUnderTest) {
    namespace = engine.namespace.path
    environment["DOCKER_HOST"] = engine.host
  }

  /// Beside the test bundle, where `swift build` puts it, unless `GANTRY_BINARY` names another.
  package static let path: String = {
    if let chosen = ProcessInfo.processInfo.environment["GANTRY_BINARY"] { return chosen }
    let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appending(path: "gantry").path
  }()

  /// As the user nobody; the repository may lie where nobody may look.
  package func unprivileged() throws -> GantryUnderTest {
    let directory = try TemporaryDirectory()
    try FileManager.default.copyItem(atPath: Self.path, toPath: "\(directory.path)/gantry")
    var copy = self
    copy.publicCopy = directory
    return copy
  }

  package func command(_ arguments: [String]) -> Command {
    let path = publicCopy.map { "\($0.path)/gantry" } ?? Self.path
    let command = Command(path, arguments).with(environment: environment).inNamespace(namespace)
    return publicCopy == nil ? command : command.unprivileged()
  }

  /// Runs it to its end; any exit status is an answer.
  package func run(_ arguments: String..., within limit: Duration = .seconds(30)) throws -> Output {
    try command(arguments).run(within: limit)
  }

  /// Runs it with `--json`; it must succeed.
  package func json(_ arguments: String...) throws -> JSON {
    try JSON(parsing: command(arguments + ["--json"])())
  }
}
