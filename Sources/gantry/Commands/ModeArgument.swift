import ArgumentParser
import Planning
import Topology

/// A mode on the command line: `bridge`, `host`, `none` or `container:NAME`.
enum ModeArgument: Hashable, ExpressibleByArgument {
  case bridge
  case host
  case none
  case container(String)

  init?(argument: String) {
    switch argument {
    case "bridge": self = .bridge
    case "host": self = .host
    case "none": self = .none
    case _ where argument.hasPrefix("container:") && argument != "container:":
      self = .container(String(argument.dropFirst("container:".count)))
    default: return nil
    }
  }

  /// What is meant in a picture of the host.
  func destination(in snapshot: Snapshot) throws -> Destination {
    switch self {
    case .bridge: return .bridge
    case .host: return .host
    case .none: return .none
    case .container(let name):
      guard case .container(let key) = try snapshot.object(named: "container:\(name)") else {
        throw CommandFailure("\"\(name)\" is no container")
      }
      return .container(key)
    }
  }
}
