/// A container or a network of an engine, as a plan means it. It is recognised by its id; one that the plan makes, by what
/// was chosen beforehand, until the engine has given it an id.
public struct EngineObject: Hashable, Sendable {
  /// What it is.
  public enum Kind: String, Hashable, Sendable {
    case container, network
  }

  /// Whose it is.
  public let engine: EngineTarget
  /// What it is.
  public let kind: Kind
  /// What people call it.
  public internal(set) var name: String
  /// What tells it from others in its plan: the id that it had when it was planned, or a text that was chosen for it.
  public let key: String
  /// The name under which it is made; nobody else's for a container that takes another's place.
  public let firstName: String
  /// True where it is made with a label that says ``key``, as its first name may be somebody else's.
  public let isLabelled: Bool
  /// The engine's id; nil until it was made.
  public var id: String?

  /// The label of what gantry makes.
  public static let label = "gantry.plan"

  /// Something that is there.
  public init(_ kind: Kind, _ name: String, id: String, of engine: EngineTarget) {
    self.engine = engine
    self.kind = kind
    self.name = name
    key = id
    firstName = name
    isLabelled = false
    self.id = id
  }

  /// Something that is still to be made.
  init(new kind: Kind, _ name: String, key: String, firstName: String? = nil, of engine: EngineTarget) {
    self.engine = engine
    self.kind = kind
    self.name = name
    self.key = key
    self.firstName = firstName ?? name
    isLabelled = firstName == nil
  }

  /// True where both are the same object; one of them may not know its id yet.
  public func isSame(as other: EngineObject) -> Bool {
    engine.socket == other.engine.socket && kind == other.kind && key == other.key
  }

  /// The same object under the name that it has by now.
  func called(_ name: String) -> EngineObject {
    var copy = self
    copy.name = name
    return copy
  }

  /// As an argument of a command.
  var argument: String { name.quoted }
}
