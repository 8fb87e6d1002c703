import Glibc

/// What the machine is called.
enum SystemName {
  /// The host's name (uname(2)).
  static var host: String {
    var name = utsname()
    guard uname(&name) == 0 else { return "localhost" }
    return withUnsafeBytes(of: &name.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
