/// What networks and links may be called.
enum Naming {
  /// The longest name of a link in bytes: `IFNAMSIZ` (16) with its NUL.
  static let linkLength = 15
  private static let networkLength = 63

  /// A name that is safe on every screen, in every shell and as a file: letters, digits, `_`, `.` and `-`, a letter or
  /// digit first, as Docker wants it.
  static func checkNetwork(_ name: String) throws(Refusal) { try check(name, "network") }

  /// The same, and it fits as a host name (64 bytes, sethostname(2)) and as a name of `ip netns`.
  static func checkContainer(_ name: String) throws(Refusal) { try check(name, "container") }

  private static func check(_ name: String, _ what: String) throws(Refusal) {
    let bytes = Array(name.utf8)
    guard !bytes.isEmpty else { throw Refusal("a \(what) needs a name") }
    guard bytes.count <= networkLength else {
      throw Refusal("the name has \(bytes.count) bytes, and \(networkLength) is the most")
    }
    guard bytes.allSatisfy({ isLetterOrDigit($0) || "_.-".utf8.contains($0) }), bytes.first.map(isLetterOrDigit) == true
    else {
      throw Refusal("\"\(name)\" is no name for a \(what): letters, digits, _ . - and a letter or digit first")
    }
  }

  /// What the kernel's dev_valid_name() lets through, without what only confuses: control characters.
  static func checkLink(_ name: String) throws(Refusal) {
    let count = name.utf8.count
    guard count <= linkLength else {
      throw Refusal("\"\(name)\" has \(count) bytes, and a link's name has at most \(linkLength)")
    }
    guard !name.isEmpty, name != ".", name != "..",
      name.unicodeScalars.allSatisfy({ $0.value > 0x20 && !(0x7f...0xa0).contains($0.value) && $0 != "/" && $0 != ":" })
    else {
      throw Refusal("\"\(name)\" is no name for a link: no white space, /, : or control characters, not . or ..")
    }
  }

  /// A container of an engine: what Docker and Podman let through, `[a-zA-Z0-9][a-zA-Z0-9_.-]+`, has two characters at least.
  static func checkEngineContainer(_ name: String) throws(Refusal) {
    try checkContainer(name)
    guard name.utf8.count > 1 else { throw Refusal("\"\(name)\" is no name for a container of an engine: too short") }
  }

  /// A container's name as the name of an image, which has small letters and no two separators in a row.
  static func imageName(of name: String) -> String {
    let words = name.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    return words.isEmpty ? "container" : words.joined(separator: "-")
  }

  /// The name of a bridge, which packet filters must not take for a pattern: nft(8) does so where it ends in `*`, iptables
  /// where it ends in `+`.
  static func checkBridge(_ name: String) throws(Refusal) {
    try checkLink(name)
    guard !name.hasSuffix("*"), !name.hasSuffix("+"), !name.contains("\""), !name.contains("\\") else {
      throw Refusal("\"\(name)\" is no name for a bridge: packet filters take *, +, \" and \\ for something else")
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
