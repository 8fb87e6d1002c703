/// What plans have to know of a container that is made again beside the snapshot: read from its engine right before.
public struct ContainerFacts: Hashable, Sendable {
  /// True where it has written files outside of volumes; nil where its engine would not say.
  public var hasWritten: Bool?
  /// True where its engine keeps something that it has printed, which goes with it; nil where that is not known.
  public var hasLogs: Bool?
  /// The command that it was created by, where its engine remembers that (Podman).
  public var hasCreateCommand = false
  /// Annotations that its engine does not tell in the API by which it is made again (Podman), sorted by name.
  public var annotations: [String] = []
  /// The umask, where the engine does not take it in that API (Podman).
  public var umask: String?
  /// The log driver, where the engine tells another one in that API (Podman).
  public var logDriver: String?

  /// A container of which nothing is known.
  public init() {}
}
