import Glibc

/// How the process ends.
enum ExitStatus {
  static let done: CInt = 0
  static let failed: CInt = 1
  static let usage: CInt = 2
  static let notPermitted: CInt = 4
}

/// Why a command could not do what it was asked: the first line says what, why, and what to do.
struct CommandFailure: Error, CustomStringConvertible {
  let status: CInt
  /// The first line.
  let message: String
  /// More lines, such as candidates.
  let details: [String]

  init(_ message: String, details: [String] = [], status: CInt = ExitStatus.failed) {
    self.status = status
    self.message = message
    self.details = details
  }

  var description: String { ([message] + details.map { "  " + $0 }).joined(separator: "\n") }
}
