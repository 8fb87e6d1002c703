public import Topology

/// Looks for what is wrong in a picture of the host.
public enum Doctor {
  /// Everything its rules find, worst first, then by rule.
  public static func findings(in snapshot: Snapshot) -> [Finding] {
    rules.flatMap { $0.findings(snapshot) }.sorted { $0.order < $1.order }
  }

  static let rules: [Rule] = [.strandedSharer, .peerDown, .noCarrier, .hiddenPeer, .gatewayDiffers]
}

/// One thing to look for. A rule is a pure function of the picture: what it can't see there, it doesn't claim.
struct Rule: Sendable {
  let findings: @Sendable (Snapshot) -> [Finding]
}

extension Finding {
  /// Total, so that findings come in one order only.
  fileprivate var order: (Severity, String, String, String) { (severity, rule, title, object.description) }
}
