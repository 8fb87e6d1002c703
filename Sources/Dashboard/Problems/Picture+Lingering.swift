import Diagnosis
import Topology

extension Picture {
  /// How long, in seconds, something that lasts only a moment is told: long enough to be read.
  private static let lingering = 10.0

  /// What was found, with what lasted a moment a short while ago; and of that, what is told how long.
  static func lingering(
    _ found: [Finding], after earlier: Picture?, at now: Instant
  ) -> (findings: [Finding], momentary: Lingering<FindingID, Finding>) {
    var momentary = earlier?.momentary ?? Lingering(seconds: lingering)
    for finding in found where finding.isMomentary { momentary.keep(finding, as: FindingID(finding), at: now) }
    momentary.expire(at: now)
    guard !momentary.isEmpty else { return (found, momentary) }
    let present = Set(found.lazy.filter(\.isMomentary).map(FindingID.init))
    let recent = momentary.ids.filter { !present.contains($0) }.compactMap { momentary[$0] }
    return (recent.isEmpty ? found : Doctor.ordered(found + recent), momentary)
  }
}
