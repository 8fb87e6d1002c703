/// One whole reading of an engine.
struct EngineFacts: Sendable, Hashable {
  var kind: EngineKind
  /// `20.10.24, API 1.41`.
  var version: String
  var containers: [EngineContainer]
  var networks: [EngineNetwork]
  /// How many containers the engine would not give the details of.
  var withoutDetails: Int
}
