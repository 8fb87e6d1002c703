/// The words that mark rules and links as those of an object in gantry's registry: `gantry: lab 3f09c2d1a5b7`.
///
/// A name may be given again, so the registry's number of the object stands beside it. A bridge's mark says what else
/// has to be known to find its network again: `gantry: lab 3f09c2d1a5b7 internal`.
public struct OwnerMark: Hashable, Sendable {
  /// What else is told of a network.
  public enum Trait: String, Hashable, Sendable {
    /// Nothing leads out of it.
    case `internal`
    /// Its members are isolated from each other.
    case isolated
    /// The bridge was there before.
    case existing
  }

  /// The object's name; a connection has that of its network.
  public var name: String
  /// Its number in the registry.
  public var number: UInt64
  /// What else is told of it.
  public var traits: [Trait]

  /// The mark of an object.
  public init(_ name: String, _ number: UInt64, _ traits: [Trait] = []) {
    self.name = name
    self.number = number
    self.traits = traits
  }

  /// Reads a mark; nil where the text is none.
  public init?(text: some StringProtocol) {
    guard text.hasPrefix(Self.prefix) else { return nil }
    let words = text.dropFirst(Self.prefix.count).split(separator: " ", omittingEmptySubsequences: false)
    guard words.count >= 2, !words[0].isEmpty, let number = UInt64(words[1], radix: 16), number != 0 else { return nil }
    self.init(String(words[0]), number, words.dropFirst(2).compactMap { Trait(rawValue: String($0)) })
  }

  /// The text of an alias or a comment.
  public var text: String {
    ([Self.prefix + name] + (number == 0 ? [] : [String(number, radix: 16)]) + traits.map(\.rawValue))
      .joined(separator: " ")
  }

  private static let prefix = "gantry: "
}
