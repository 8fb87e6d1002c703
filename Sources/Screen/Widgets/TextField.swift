/// A line of text that can be edited.
public struct TextField: Hashable, Sendable {
  /// The characters.
  private(set) var characters: [Character]
  /// The index of the character that the cursor stands on, or their count at the end.
  public private(set) var cursor: Int
  /// The most characters it takes.
  public let limit: Int

  /// A field with the cursor behind its text.
  public init(_ text: String = "", limit: Int = 1024) {
    characters = Array(text.prefix(limit))
    cursor = characters.count
    self.limit = limit
  }

  /// What has been typed.
  public var text: String { String(characters) }

  /// Whether nothing has been typed.
  public var isEmpty: Bool { characters.isEmpty }

  /// Inserts text at the cursor, as far as the limit allows. Line feeds and tabs become spaces; other control
  /// characters are left out.
  public mutating func insert(_ text: String) {
    let accepted = text.compactMap(Self.accepted).prefix(limit - characters.count)
    // A combining mark typed on its own joins the character before it.
    let head = String(characters[..<cursor] + accepted)
    characters = Array(head + String(characters[cursor...]))
    cursor = min(head.count, characters.count)
  }

  /// Takes everything away.
  public mutating func clear() {
    characters = []
    cursor = 0
  }

  /// Moves the cursor, not beyond the ends.
  public mutating func moveCursor(to index: Int) {
    cursor = max(0, min(index, characters.count))
  }

  /// Takes away the characters between the cursor and `index`.
  mutating func delete(to index: Int) {
    let end = max(0, min(index, characters.count))
    let range = min(cursor, end)..<max(cursor, end)
    characters.removeSubrange(range)
    cursor = range.lowerBound
  }

  private static func accepted(_ character: Character) -> Character? {
    if character.isNewline || character == "\t" { return " " }
    return character.unicodeScalars.contains { $0.properties.generalCategory == .control } ? nil : character
  }
}
