import Foundation

/// The part of a document that a run replaces.
enum Recording {
  private static let start = "<!-- figures: start -->"
  private static let end = "<!-- figures: end -->"

  /// Puts a report between the marks of a file.
  static func put(_ report: String, into path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    guard let first = text.range(of: start), let last = text.range(of: end), first.upperBound <= last.lowerBound else {
      throw BenchError("\(path) has no marks \(start) and \(end)")
    }
    let recorded = text[..<first.upperBound] + "\n\n" + report + "\n" + text[last.lowerBound...]
    try recorded.write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// When and where a run was made.
  static var heading: String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = .withFullDate
    var system = utsname()
    uname(&system)
    let release = withUnsafeBytes(of: &system.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let processors = ProcessInfo.processInfo.activeProcessorCount
    return "Run of \(formatter.string(from: Date())): \(processors) processors, Linux \(release).\n\n"
  }
}
