/// What an engine's container is made by.
public enum ContainerOrigin: Hashable, Sendable, Codable {
  /// An image and a command.
  case image(String, command: [String], EngineConnection)
  /// What another container was made by, read when the plan began, but connected in another way, and from another image
  /// where one is named.
  case another(EngineObject, EngineConnection, image: String?)
  /// What the container itself was made by, read when the plan began; under this name, from another image where one is
  /// named, in the namespace of another container where that was made again too, and started where it is to run.
  case itself(name: String, image: String?, sharing: EngineObject?, starts: Bool)

  func mappingObjects(_ transform: (EngineObject) -> EngineObject) -> ContainerOrigin {
    switch self {
    case .image(let image, let command, let connection):
      .image(image, command: command, connection.mappingObjects(transform))
    case .another(let other, let connection, let image):
      .another(transform(other), connection.mappingObjects(transform), image: image)
    case .itself(let name, let image, let sharing, let starts):
      .itself(name: name, image: image, sharing: sharing.map(transform), starts: starts)
    }
  }
}

/// What an engine's network is made by.
public enum NetworkOrigin: Hashable, Sendable, Codable {
  /// A description.
  case new(EngineNetworkSpec)
  /// What it was made by, read when the plan began.
  case itself
}
