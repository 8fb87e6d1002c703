/// What an engine's container is made by.
public enum ContainerOrigin: Hashable, Sendable {
  /// An image and a command.
  case image(String, command: [String], EngineConnection)
  /// What another container was made by, read when the plan began, but connected in another way, and from another image
  /// where one is named.
  case another(EngineObject, EngineConnection, image: String?, owners: NamespaceOwners? = nil)
  /// What the container itself was made by, read when the plan began; under this name, from another image where one is
  /// named, in the namespace of another container where that was made again too, and started where it is to run.
  case itself(name: String, image: String?, sharing: EngineObject?, starts: Bool, owners: NamespaceOwners? = nil)

  func mappingObjects(_ transform: (EngineObject) -> EngineObject) -> ContainerOrigin {
    switch self {
    case .image(let image, let command, let connection):
      .image(image, command: command, connection.mappingObjects(transform))
    case .another(let other, let connection, let image, let owners):
      .another(
        transform(other), connection.mappingObjects(transform), image: image, owners: owners?.mappingObjects(transform))
    case .itself(let name, let image, let sharing, let starts, let owners):
      .itself(
        name: name, image: image, sharing: sharing.map(transform), starts: starts,
        owners: owners?.mappingObjects(transform))
    }
  }
}

/// The containers whose process ids and whose memory a container shares, where those are made again too.
public struct NamespaceOwners: Hashable, Sendable {
  /// The owner of its process ids.
  public var pid: EngineObject?
  /// The owner of its memory and queues.
  public var ipc: EngineObject?

  var objects: [EngineObject] { [pid, ipc].compactMap(\.self) }

  func mappingObjects(_ transform: (EngineObject) -> EngineObject) -> NamespaceOwners {
    NamespaceOwners(pid: pid.map(transform), ipc: ipc.map(transform))
  }
}

/// What an engine's network is made by.
public enum NetworkOrigin: Hashable, Sendable {
  /// A description.
  case new(EngineNetworkSpec)
  /// What it was made by, read when the plan began.
  case itself
}
