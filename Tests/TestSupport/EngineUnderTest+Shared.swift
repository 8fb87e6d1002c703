extension EngineUnderTest {
  /// The Docker Engine of this test process, with the tutorial's four containers running.
  /// It starts with its first user and is stopped when the process exits.
  package static func shared() throws -> EngineUnderTest { try sharedDocker.get() }

  private static let sharedDocker = Result {
    let engine = try start("shared")
    try engine.runTutorial()
    return engine
  }
}
