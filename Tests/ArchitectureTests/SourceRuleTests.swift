import TestSupport
import Testing

@Suite("Rules about the sources")
struct SourceRuleTests {
  @Test("A pure module has no output, clock, randomness or task", arguments: Module.all.filter(\.isPure))
  func purity(module: Module) throws {
    let impure =
      /\b(print|debugPrint|readLine)\(|\b(Continuous|Suspending)Clock\b|\.random\(|\bTask(\.|\(| \{)|\basync\b|\bawait\b/
    try expectNone(of: impure, where: { $0.module == module.name })
  }

  /// The visitor is what the worker lends to the jobs on its thread.
  @Test("A thread changes its namespace in NamespaceWorker and SpawnThread only")
  func setns() throws {
    let homes = ["NamespaceWorker", "NamespaceVisitor", "SpawnThread"]
    try expectNone(of: /\b\w*(setns|unshare)\(/) { file in !homes.contains { file.name.hasPrefix($0) } }
  }

  @Test("Full Foundation is nowhere: it brings 44 MB of ICU")
  func foundation() throws {
    for file in try SourceFile.all.get() { #expect(!file.imports.contains("Foundation"), "\(file.path)") }
  }

  @Test("Nobody's own folders are in the sources")
  func machinePaths() throws {
    try expectNone(of: /"[^"]*\/(home|work|Users)\/\w/) { _ in true }
  }

  /// Files that are longer than a reader likes, and why.
  private static let longFiles: [String: String] = [:]

  @Test("No file is longer than 400 lines without a reason")
  func length() throws {
    let long = try SourceFile.all.get().filter { $0.lines.count > 400 && Self.longFiles[$0.path] == nil }
    #expect(long.map(\.path) == [])
  }

  private func expectNone(of pattern: some RegexComponent, where applies: (SourceFile) -> Bool) throws {
    let places = try SourceFile.all.get().filter(applies).flatMap { $0.places(of: pattern) }
    #expect(places == [])
  }
}
