/// A version of the Engine API: `1.41`.
struct APIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  let major: Int
  let minor: Int

  /// The oldest one gantry reads, of Docker 1.12: what Podman counts from, too.
  static let oldest = APIVersion(major: 1, minor: 24)
  /// The newest one whose changes were read (moby, api/docs/CHANGELOG.md).
  static let newest = APIVersion(major: 1, minor: 56)

  init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Parses `1.41`; nil for anything else.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]), major >= 0, minor >= 0
    else { return nil }
    self.init(major: major, minor: minor)
  }

  var description: String { "\(major).\(minor)" }

  static func < (left: APIVersion, right: APIVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}
