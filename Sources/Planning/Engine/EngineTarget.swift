/// An engine that a plan speaks to, by its socket on this machine.
public struct EngineTarget: Hashable, Sendable {
  /// `docker`, `podman`, `docker-2`, …
  public let name: String
  /// Path of the socket of its API.
  public let socket: String

  /// The engine at this socket.
  public init(name: String, socket: String) {
    self.name = name
    self.socket = socket
  }

  /// Podman speaks Docker's API, but not in everything as Docker does.
  public var isPodman: Bool { name.hasPrefix("podman") }

  /// The name of the network that containers get where nobody names one.
  public var defaultNetwork: String { isPodman ? "podman" : "bridge" }

  /// Its own client as it reaches this engine.
  var client: String {
    let url = "unix://\(socket)".quoted
    if isPodman { return socket == "/run/podman/podman.sock" ? "podman" : "podman --url \(url)" }
    return ["/var/run/docker.sock", "/run/docker.sock"].contains(socket) ? "docker" : "docker -H \(url)"
  }
}
