/// A container that is to run.
public struct NewContainer: Hashable, Sendable {
  /// What it is called.
  public var name: String
  /// Who runs it: an engine's name, or ``Registry/engine``, which is gantry itself.
  public var engine: String
  /// The image, which must be there already; nil for gantry's own containers, which have none.
  public var image: String?
  /// How it is connected.
  public var destination: Destination
  /// Program and arguments; empty for the image's own command, or for a process that only holds the namespace.
  public var command: [String]
  /// It runs without a terminal, until it ends by itself or is removed.
  public var isDetached: Bool

  /// A container in the background, unless told otherwise.
  public init(
    name: String, engine: String = Registry.engine, image: String? = nil, destination: Destination,
    command: [String] = [], isDetached: Bool = true
  ) {
    self.name = name
    self.engine = engine
    self.image = image
    self.destination = destination
    self.command = command
    self.isDetached = isDetached
  }
}
