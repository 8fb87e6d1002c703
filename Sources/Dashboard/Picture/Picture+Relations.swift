import Topology

extension Picture {
  /// The container that gives a namespace its name: the one whose own it is, not one that shares it.
  func principal(of namespace: Namespace) -> Container? {
    let residents = residents(of: namespace)
    return residents.first(where: \.ownsNamespace) ?? residents.first { $0.mode != .host }
  }

  /// Containers that live in a namespace, sorted by key.
  func residents(of namespace: Namespace) -> [Container] { namespace.containers.compactMap(snapshot.container) }

  /// What a namespace is called: by its container, its name, its process, or the kernel.
  func title(of namespace: Namespace) -> String {
    if namespace.isHost { return "host" }
    if let container = principal(of: namespace) { return container.name }
    if let name = namespace.names.first { return name }
    if let process = namespace.holders.first(where: { $0.kind == .process }) { return process.title }
    return namespace.roles.contains(.hidden) ? "?" : namespace.id.kernelName
  }

  /// What a namespace is called, known or not.
  func title(of namespace: NamespaceID) -> String {
    snapshot.namespace(namespace).map(title(of:)) ?? namespace.kernelName
  }

  /// The object that stands for a namespace where it is selected: its container, if it is one's sandbox.
  func object(of namespace: Namespace) -> ObjectID {
    if !namespace.isHost, let container = principal(of: namespace) { return .container(container.key) }
    return .namespace(namespace.id)
  }

  /// What an object is called; nil where it is gone.
  func title(of object: ObjectID) -> String? {
    switch object {
    case .namespace(let id): snapshot.namespace(id).map(title(of:))
    case .link(let id): link(id)?.name
    case .container(let key): snapshot.container(key)?.name
    case .network(let key): snapshot.network(key)?.name
    }
  }

  /// The namespace an object lives in.
  func namespace(of object: ObjectID) -> Namespace? {
    switch object {
    case .namespace(let id): snapshot.namespace(id)
    case .link(let id): snapshot.namespace(id.namespace)
    case .container(let key): snapshot.container(key)?.namespace.flatMap(snapshot.namespace)
    case .network(let key): snapshot.network(key)?.bridge.flatMap { snapshot.namespace($0.id.namespace) }
    }
  }

  /// The network a bridge serves; an engine's before one that no engine knows.
  func network(onBridge bridge: LinkID) -> Network? {
    let networks = snapshot.networks.filter { $0.bridge?.id == bridge }
    return networks.first { $0.engine != nil } ?? networks.first
  }
}

extension Container {
  /// True where the namespace it lives in is its own sandbox.
  var ownsNamespace: Bool {
    switch mode {
    case .host, .container: false
    case .bridge, .none, .other, .unknown: true
    }
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
