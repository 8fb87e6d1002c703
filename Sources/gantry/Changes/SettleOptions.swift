import ArgumentParser

/// How long a container that is made again is watched.
struct SettleOptions: ParsableArguments {
  @Option(
    help: "Seconds to watch a container that is made again; 5, or until its health check has a result, by default.")
  var settle: Int?

  func validate() throws {
    guard settle.map({ (0...86_400).contains($0) }) != false else {
      throw ValidationError("--settle takes seconds, 0 to 86400.")
    }
  }
}
