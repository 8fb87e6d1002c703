public import Addresses
public import Topology

/// What a connection is to be like.
public struct Attachment: Hashable, Sendable {
  /// Who is connected.
  public var subject: Subject
  /// What to.
  public var destination: Destination
  /// True where a container may be made again for it, which costs its writable layer.
  public var mayRecreate: Bool
  /// True where what it has written is kept in an image, of which it is made again.
  public var keepsWritten: Bool
  /// Seconds that a container which is made again is watched; nil where ``SettleTime`` chooses.
  public var settle: Int?

  /// A connection that leaves the container as it is, unless told otherwise.
  public init(
    _ subject: Subject, to destination: Destination, mayRecreate: Bool = false, keepsWritten: Bool = false,
    settle: Int? = nil
  ) {
    self.subject = subject
    self.destination = destination
    self.mayRecreate = mayRecreate
    self.keepsWritten = keepsWritten
    self.settle = settle
  }
}

/// What a container is connected to.
public enum Destination: Hashable, Sendable {
  /// A network, with this address (the lowest free one where it is nil, in an engine's network the highest) and
  /// interface (the lowest free `ethN` where it is nil).
  case network(NetworkKey, address: IPAddress? = nil, interface: String? = nil)
  /// The default network of its engine.
  case bridge
  /// The host's own stack.
  case host
  /// `lo` only.
  case none
  /// The namespace of another container.
  case container(ContainerKey)
}
