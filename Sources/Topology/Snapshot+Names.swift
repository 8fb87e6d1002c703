extension Snapshot {
  /// What people call a namespace: `host`, the name of the container whose sandbox it is, its first name, the process
  /// that lives in it as `command[pid]`, or else `net:[inode]`. Not unique: see ``reference(to:)``.
  ///
  /// A container's name comes before the namespace's own, as engines mount sandboxes under a hash.
  public func name(of namespace: Namespace) -> String {
    if namespace.isHost { return "host" }
    if let owner = owner(of: namespace) { return owner.name }
    if let name = namespace.names.first { return name }
    if let process = namespace.holders.first(where: { $0.kind == .process }), let pid = process.pid {
      return "\(process.command ?? "pid")[\(pid)]"
    }
    return namespace.id.kernelName
  }

  /// What people call the namespace with this id, seen or not.
  public func name(of id: NamespaceID) -> String { namespace(id).map { name(of: $0) } ?? id.kernelName }

  /// A container's name; its key where it is gone.
  public func name(of key: ContainerKey) -> String { container(key)?.name ?? key.description }

  /// A network's name; its key where it is gone.
  public func name(of key: NetworkKey) -> String { network(key)?.name ?? key.description }

  /// A link with its namespace: `host/veth9`; the index as `#7` where its name is not known.
  public func name(of link: LinkID) -> String {
    "\(name(of: link.namespace))/\(self.link(link)?.name ?? "#\(link.index)")"
  }

  /// What people call an object. Not escaped.
  public func name(of object: ObjectID) -> String {
    switch object {
    case .namespace(let id): name(of: id)
    case .link(let id): name(of: id)
    case .container(let key): name(of: key)
    case .network(let key): name(of: key)
    }
  }

  /// What an object is and what people call it: `container web`, `link host/veth9`. Not escaped.
  public func title(of object: ObjectID) -> String { "\(object.category) \(name(of: object))" }

  /// The container whose sandbox a namespace is: not one that shares it, nor one in its engine's host mode.
  public func owner(of namespace: Namespace) -> Container? {
    namespace.containers.lazy.compactMap(container).first { container in
      switch container.mode {
      case .bridge, .none, .other, .unknown: true
      case .host, .container: false
      }
    }
  }
}
