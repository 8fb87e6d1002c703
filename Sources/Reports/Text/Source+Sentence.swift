import Screen
import Topology

extension Source {
  /// How it does and why, in one line: `docker is denied: no permission for /run/docker.sock`.
  var sentence: String {
    "\(name.printable) is \(state.rawValue)" + (detail.map { ": \($0.printable)" } ?? "")
  }
}
