import Engines
import Glibc

extension EngineDiscovery {
  /// Discovery by the environment and files of this process.
  static var here: EngineDiscovery {
    EngineDiscovery(environment: ProcessEnvironment.variables, isRoot: geteuid() == 0)
  }
}

/// The environment of this process (environ(7)).
enum ProcessEnvironment {
  /// Every variable; the first of several with one name, as getenv(3) has it.
  static var variables: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, variables[String(parts[0])] == nil { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return variables
  }
}
