import Topology

extension Container {
  /// True where the namespace it lives in is its own sandbox.
  var ownsNamespace: Bool {
    switch mode {
    case .host, .container: false
    case .bridge, .none, .other, .unknown: true
    }
  }
}
