import Diagnosis
import Topology

extension Picture {
  /// How long, in seconds, something that lasts only a moment is told: long enough to be read.
  private static let lingering = 10.0

  /// What was found, with what lasted a moment a short while ago, and when that was.
  static func lingering(
    _ found: [Finding], after earlier: Picture?, at now: Instant
  ) -> (findings: [Finding], lastFound: [FindingID: Instant]) {
    var lastFound: [FindingID: Instant] = [:]
    for finding in found where finding.isMomentary { lastFound[FindingID(finding)] = now }
    let recent = (earlier?.findings ?? []).filter { finding in
      guard finding.isMomentary, let since = earlier?.lastFound[FindingID(finding)] else { return false }
      return lastFound[FindingID(finding)] == nil && now.seconds(since: since) < lingering
    }
    guard !recent.isEmpty else { return (found, lastFound) }
    for finding in recent { lastFound[FindingID(finding)] = earlier?.lastFound[FindingID(finding)] }
    return (Doctor.ordered(found + recent), lastFound)
  }
}
