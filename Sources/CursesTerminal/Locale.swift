import Glibc
import Screen

/// The character set of the process.
enum Locale {
  /// Takes the environment's locale and returns the characters it has.
  ///
  /// Where the environment names no locale at all, as on hosts where nobody set one up, C.UTF-8 is tried, since hardly
  /// a terminal is left that doesn't understand UTF-8. Who asks for `C` or `POSIX` gets ASCII.
  static func activate(asciiOnly: Bool) -> Repertoire {
    setlocale(LC_CTYPE, "")
    if !isUTF8, !isNamedByEnvironment { setlocale(LC_CTYPE, "C.UTF-8") }
    return isUTF8 && !asciiOnly ? .unicode : .ascii
  }

  private static var isUTF8: Bool {
    nl_langinfo(nl_item(CODESET)).map { String(cString: $0) == "UTF-8" } ?? false
  }

  /// The variables that setlocale(3) looks at for LC_CTYPE.
  private static var isNamedByEnvironment: Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      if let value = getenv(name), value.pointee != 0 { return true }
    }
    return false
  }
}
