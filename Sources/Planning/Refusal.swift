/// Why something is not done: what, why, and what to do instead.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence, without an end stop where nothing follows.
  public let description: String

  /// A refusal with this reason.
  public init(_ reason: String) { description = reason }
}
