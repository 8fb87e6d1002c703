/// The words that mark rules and links as those of an object in gantry's registry: `gantry: lab 3f09c2d1a5b7`.
///
/// A name may be given again, so the registry's number of the object stands beside it.
public struct OwnerMark: Hashable, Sendable {
  /// The object's name.
  public let name: String
  /// Its number in the registry.
  public let number: UInt64

  /// The mark of an object.
  public static func text(_ name: String, _ number: UInt64) -> String {
    "\(prefix)\(name) \(String(number, radix: 16))"
  }

  /// Reads a mark; nil where the text is none.
  public init?(_ text: some StringProtocol) {
    guard text.hasPrefix(Self.prefix) else { return nil }
    let words = text.dropFirst(Self.prefix.count).split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, !words[0].isEmpty, let number = UInt64(words[1], radix: 16) else { return nil }
    name = String(words[0])
    self.number = number
  }

  private static let prefix = "gantry: "
}
