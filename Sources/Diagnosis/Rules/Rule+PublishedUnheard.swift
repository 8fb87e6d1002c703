import Addresses
import Topology

extension Rule {
  /// A port that an engine published, and that nobody in the container listens on, or on 127.0.0.1 only: what arrives there
  /// from the host is refused.
  ///
  /// That nobody listens is a remark: it may be starting. Host mode has no published ports.
  static let publishedUnheard = Rule("published-unheard", "published ports that nobody hears") { survey in
    survey.residents.compactMap { container, home -> Finding? in
      guard let listeners = home.listeners, container.state == .running else { return nil }
      var seen: Set<Container.PublishedPort> = []
      let published = container.ports.filter { $0.hostPort != nil && seen.insert($0.inside).inserted }
      let unheard = published.compactMap { port in
        loopback(port, listeners).map { (port: port, loopback: $0) }
      }
      return unheard.isEmpty ? nil : finding(container, unheard)
    }
  }

  /// - Returns: the addresses of loopback that are listened on; nil where somebody hears.
  private static func loopback(_ port: Container.PublishedPort, _ listeners: [Listener]) -> [IPAddress]? {
    let there = listeners.filter { $0.transport == port.transport && $0.port == port.containerPort }
    guard ["tcp", "udp"].contains(port.transport), there.allSatisfy(\.address.isLoopback) else { return nil }
    return there.map(\.address)
  }

  private static func finding(
    _ container: Container, _ unheard: [(port: Container.PublishedPort, loopback: [IPAddress])]
  ) -> Finding {
    let onLoopback = unheard.filter { !$0.loopback.isEmpty }
    let first = onLoopback.first ?? unheard[0]
    let name = "\(first.port.containerPort)/\(first.port.transport)"
    return Finding(
      rule: publishedUnheard.name, severity: onLoopback.isEmpty ? .info : .warning,
      object: .container(container.key),
      title: first.loopback.first.map {
        "\(container.name): port \(name) is published, but what serves it listens on \($0) only"
      } ?? "\(container.name): port \(name) is published, but nobody listens on it",
      evidence: unheard.map { port, loopback in
        "\(container.engine) publishes \(port.containerPort)/\(port.transport) on port \(port.hostPort ?? 0) of the host; "
          + (loopback.isEmpty
            ? "no socket listens on it inside"
            : "inside \(loopback.map(\.description).joined(separator: ", ")) listens on it")
      },
      remedy: onLoopback.isEmpty
        ? "Nothing, if it is about to start; else look at what it serves, and on which port"
        : "Let it listen on 0.0.0.0 (or ::) inside the container: on 127.0.0.1 only the container itself can reach it")
  }
}

extension Container.PublishedPort {
  /// The same port whatever the host's side is.
  fileprivate var inside: Container.PublishedPort { .init(transport: transport, containerPort: containerPort) }
}
