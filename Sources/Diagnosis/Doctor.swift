public import Topology

/// Looks for what is wrong in a picture of the host.
public enum Doctor {
  /// Everything its rules find, worst first, then by rule.
  public static func findings(in snapshot: Snapshot) -> [Finding] {
    rules.flatMap { $0(snapshot) }.sorted { ($0.severity, $0.rule, $0.title) < ($1.severity, $1.rule, $1.title) }
  }

  /// A rule looks at a picture and says what it finds.
  typealias Rule = @Sendable (Snapshot) -> [Finding]

  static let rules: [Rule] = []
}
