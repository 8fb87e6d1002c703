import Foundation
import TestSupport

/// A Swift file below `Sources`.
struct SourceFile: Sendable {
  /// Relative to the repository.
  let path: String
  /// Its lines without comments.
  let lines: [String]

  var name: String { (path as NSString).lastPathComponent }
  /// The folder below `Sources`.
  var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// The modules that the file imports.
  var imports: Set<String> {
    let pattern =
      /^\s*(@\S+\s+)*((public|package|internal|fileprivate|private)\s+)?import\s+((struct|class|enum|protocol|func|var|let|typealias)\s+)?(?<module>\w+)/
    return Set(
      lines.filter { $0.contains("import ") }.compactMap { try? pattern.firstMatch(in: $0)?.output.module }.map(
        String.init))
  }

  /// `path:line` of each line in which the pattern is found.
  func places(of pattern: some RegexComponent) -> [String] {
    lines.indices.filter { lines[$0].contains(pattern) }.map { "\(path):\($0 + 1): \(lines[$0])" }
  }

  /// All of them, read once.
  static let all = Result { try read() }

  private static func read() throws -> [SourceFile] {
    let root = Repository.root
    let paths = FileManager.default.enumerator(atPath: "\(root)/Sources")?.compactMap { $0 as? String } ?? []
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = try TextFile.read("\(root)/Sources/\(path)")
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(withoutComment)
      return SourceFile(path: "Sources/\(path)", lines: lines)
    }
  }

  /// Line comments only: the format has no block comments. A `//` in a string, as in a URL, follows a colon.
  private static func withoutComment(_ line: Substring) -> String {
    guard line.contains("//") else { return String(line) }
    return String(line.replacing(/(^|[^:])\/\/.*$/) { $0.output.1 })
  }
}
