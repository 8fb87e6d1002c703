import Foundation

/// The built program, started as a person would start it.
package struct GantryUnderTest: Sendable {
  /// The file of the network namespace to start it in; nil for the machine's own.
  package var namespace: String?
  package var environment: [String: String] = [:]

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

  package func command(_ arguments: [String]) -> Command {
    Command(Self.path, arguments).with(environment: environment).inNamespace(namespace)
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
