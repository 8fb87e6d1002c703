/// One system call as strace wrote it down.
package struct SystemCall: Sendable, Equatable {
  package let thread: Int32
  package let name: String
  /// What stands between the parentheses; descriptors are followed by what they lead to, in `<>`.
  package var arguments: String
  /// What stands after the equals sign; empty for a call that never returned.
  package var result = ""
  /// Seconds since 1970 at the call's begin.
  package let time: Double
  /// The line it began on; others may have begun and ended before it did.
  package let begin: Int
  /// The line it ended on.
  package var end: Int

  /// A descriptor and what it leads to.
  package struct Descriptor: Sendable, Hashable {
    package let number: Int32
    package let target: String

    /// From text such as `5</run/netns/a>, O_RDONLY`.
    init?(_ text: Substring) {
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int32(digits) else { return nil }
      self.number = number
      let rest = text.dropFirst(digits.count)
      guard rest.first == "<" else {
        target = ""
        return
      }
      // A target may have brackets of its own: `anon_inode:[eventfd]` has none of these, but `<a>b` is a file's name, too.
      target = String(rest.dropFirst().prefix { $0 != ">" })
    }
  }

  /// The descriptor that is the first argument.
  package var descriptor: Descriptor? { Descriptor(arguments[...]) }

  /// The descriptor that it returned.
  package var returned: Descriptor? { Descriptor(result[...]) }

  /// The number that it returned; nil for an error.
  package var count: Int? { Int(result.prefix { $0.isASCII && $0.isNumber }) }
}
