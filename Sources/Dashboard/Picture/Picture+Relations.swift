import Topology

extension Picture {
  /// Containers that live in a namespace, sorted by key.
  func residents(of namespace: Namespace) -> [Container] { namespace.containers.compactMap(snapshot.container) }

  /// What a namespace is called in the tree; one that nothing names is a question mark.
  func title(of namespace: Namespace) -> String {
    let name = snapshot.name(of: namespace)
    return namespace.roles.contains(.hidden) && name == namespace.id.kernelName ? "?" : name
  }

  /// The object that stands for a namespace where it is selected: its container, if it is one's sandbox.
  func object(of namespace: Namespace) -> ObjectID {
    if !namespace.isHost, let container = snapshot.owner(of: namespace) { return .container(container.key) }
    return .namespace(namespace.id)
  }

  /// The network a bridge serves; an engine's before one that no engine knows.
  func network(onBridge bridge: LinkID) -> Network? {
    let networks = snapshot.networks.filter { $0.bridge?.id == bridge }
    return networks.first { $0.engine != nil } ?? networks.first
  }
}

extension Holder {
  /// `pid 4711 sleep`, `fd 7 of pid 991`, …
  var title: String {
    let process = pid.map { "pid \($0)" + (command.map { " \($0)" } ?? "") }
    switch kind {
    case .process: return process ?? "process"
    case .thread: return "thread \(thread.map(String.init) ?? "?") of \(process ?? "?")"
    case .mount: return path.map { "mount \($0)" + (pid.map { " of pid \($0)" } ?? "") } ?? "mount"
    case .descriptor: return "fd \(descriptor.map(String.init) ?? "?") of \(process ?? "?")"
    case .socket: return "socket fd \(descriptor.map(String.init) ?? "?") of \(process ?? "?")"
    }
  }
}
