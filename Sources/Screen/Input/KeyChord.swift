/// A key with its modifiers, written as in `ctrl-l`, `shift-tab`, `alt-x`, `g`, `G`, `f5`, `pgup`, `space`.
public struct KeyChord: Hashable, Sendable {
  /// The key.
  public var key: Key
  /// What is held with it.
  public var modifiers: Modifiers

  /// A key with modifiers; by default none.
  public init(_ key: Key, _ modifiers: Modifiers = []) {
    self.key = key
    self.modifiers = modifiers
  }

  /// A letter with Control.
  public static func control(_ letter: Character) -> KeyChord { KeyChord(.character(letter), .control) }

  /// Shift-Tab.
  public static let backTab = KeyChord(.tab, .shift)
}

extension KeyChord: ExpressibleByExtendedGraphemeClusterLiteral {
  /// The key that writes a character.
  public init(extendedGraphemeClusterLiteral character: Character) { self.init(.character(character)) }
}

extension KeyChord: LosslessStringConvertible {
  /// The chord as it is written in a configuration file and shown in the help.
  public var description: String {
    Self.prefixes.reduce(into: "") { text, prefix in
      if modifiers.contains(prefix.modifier) { text += prefix.name + "-" }
    } + Self.name(of: key)
  }

  /// Reads a chord; `nil` if it isn't one. Names are read in upper and lower case alike, single characters as they are.
  public init?(_ description: String) {
    var rest = description[...]
    var modifiers: Modifiers = []
    while let prefix = Self.prefixes.first(where: { rest.lowercased().hasPrefix($0.name + "-") }),
      rest.count > prefix.name.count + 1
    {
      modifiers.insert(prefix.modifier)
      rest = rest.dropFirst(prefix.name.count + 1)
    }
    guard let key = Self.key(named: rest) else { return nil }
    self.init(key, modifiers)
    normalize()
  }

  private static let prefixes: [(name: String, modifier: Modifiers)] = [
    ("ctrl", .control), ("alt", .alt), ("shift", .shift),
  ]

  private static let names: [(name: String, key: Key)] = [
    ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("pgup", .pageUp), ("pgdn", .pageDown),
    ("home", .home), ("end", .end), ("tab", .tab), ("enter", .enter), ("esc", .escape), ("backspace", .backspace),
    ("del", .delete), ("ins", .insert), ("space", .character(" ")),
  ]

  private static func name(of key: Key) -> String {
    if let named = names.first(where: { $0.key == key }) { return named.name }
    switch key {
    case .character(let character): return String(character)
    case .function(let number): return "f\(number)"
    default: return ""
    }
  }

  private static func key(named text: Substring) -> Key? {
    if text.count == 1, let character = text.first { return .character(character) }
    let name = text.lowercased()
    if let named = names.first(where: { $0.name == name }) { return named.key }
    guard name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...12).contains(number) else { return nil }
    return .function(number)
  }

  /// Terminals report letters with Control in lower case, and Shift as part of the character.
  private mutating func normalize() {
    guard case .character(let character) = key else { return }
    if modifiers.contains(.control), let lower = character.lowercased().first {
      key = .character(lower)
    } else if modifiers.contains(.shift), let upper = character.uppercased().first, upper != character {
      key = .character(upper)
      modifiers.remove(.shift)
    }
  }
}
