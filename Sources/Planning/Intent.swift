public import Topology

/// What somebody wants changed.
public enum Intent: Hashable, Sendable {
  /// A new network.
  case createNetwork(NewNetwork)
  /// A network goes.
  case removeNetwork(NetworkKey)
  /// A new container runs.
  case run(NewContainer)
  /// A container that gantry runs ends and goes.
  case removeContainer(ContainerKey)
  /// A container or namespace is connected in another way, or to one network more.
  case attach(Attachment)
  /// It loses its connection to a network; to all that can be taken away where none is named.
  case detach(Subject, from: NetworkKey?)
}

/// Whose connection changes.
public enum Subject: Hashable, Sendable {
  /// A container, running or not.
  case container(ContainerKey)
  /// A namespace, whoever made it.
  case namespace(NamespaceID)
}
