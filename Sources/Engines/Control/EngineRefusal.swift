/// Why an engine did not do what it was asked.
public struct EngineRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The engine.
  public let engine: String
  /// The HTTP status of its answer; nil where there was none.
  public let status: Int?
  /// Its own words; or what is wrong with the connection to it.
  public let message: String

  /// True where the engine has looked at the request and refused it: then nothing has changed.
  public var hadNoEffect: Bool { status.map { (400..<500).contains($0) } ?? false }

  /// True where what the request was about is not there.
  public var isNotFound: Bool { status == 404 }

  init(_ engine: String, _ failure: EngineFailure) {
    self.engine = engine
    switch failure {
    case .refused(let status, let message):
      self.status = status
      self.message = message
    default:
      status = nil
      message = failure.description
    }
  }

  /// The engine's name, its words, and the status.
  public var description: String {
    "\(engine): \(message.isEmpty ? "no reason given" : message)\(status.map { " (\($0))" } ?? "")"
  }
}
