import Diagnosis
import Topology

extension Matcher {
  /// A finding matches by what it is about, or by its own words: its rule, its severity, its title. What must *not* hold is
  /// asked of its object only.
  func matches(_ finding: Finding) -> Bool {
    if matches(finding.object) { return true }
    guard !hasNegation else { return false }
    if finding.involved.contains(where: matches) { return true }
    guard isByName else { return false }
    let text = "\(finding.severity.word) \(finding.rule) \(finding.title)".lowercased()
    return query.text.lowercased().split(separator: " ").allSatisfy { text.contains($0) }
  }
}
