import Topology

extension Container.Mode {
  /// What a mode means; nil where the word says it.
  var meaning: String? {
    switch self {
    case .host: "in the host's own namespace"
    case .none: "a namespace with loopback only"
    case .container: "in that one's namespace"
    case .other: "a namespace wired without a bridge"
    case .bridge, .unknown: nil
    }
  }
}
