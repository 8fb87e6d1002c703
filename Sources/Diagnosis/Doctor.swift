public import Topology

/// Looks for what is wrong in a picture of the host.
public enum Doctor {
  /// Everything its rules find, worst first, then by rule.
  /// - Parameter earlier: a picture from some time before, to see what grows; without one, that is not looked at.
  public static func findings(in snapshot: Snapshot, since earlier: Snapshot? = nil) -> [Finding] {
    findings(of: rules, in: snapshot, since: earlier)
  }

  /// The same where nothing was changed since `earlier`, in which `known` was found: only what comes and goes without a
  /// change (counters, neighbours) is looked at again.
  public static func findings(
    in snapshot: Snapshot, since earlier: Snapshot, unchangedBut known: [Finding]
  ) -> [Finding] {
    let restless = rules.filter { rule in
      rule.isRestless || rule.isClearedByNeighbours && known.contains { $0.rule == rule.name }
    }
    let names = restless.map(\.name)
    let kept = known.filter { !names.contains($0.rule) }
    return ordered(kept + findings(of: restless, in: snapshot, since: earlier))
  }

  /// Findings from several looks in the order of one: worst first, then by rule.
  public static func ordered(_ findings: [Finding]) -> [Finding] {
    // Their order is made of texts: once for each, not once for each comparison.
    findings.map { ($0.order, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// What is looked for, in words, in the order of ``ruleNames``.
  public static var subjects: [String] { rules.map(\.subject) }

  /// The names that ``Finding/rule`` can be.
  public static var ruleNames: [String] { rules.map(\.name) }

  /// Nothing is wrong with what was not read yet.
  private static func findings(of rules: [Rule], in snapshot: Snapshot, since earlier: Snapshot?) -> [Finding] {
    guard snapshot.isRead else { return [] }
    let survey = Survey(of: snapshot, since: earlier)
    return ordered(rules.flatMap { $0.findings(survey) })
  }

  static let rules: [Rule] = [
    .peerDown, .noCarrier, .hiddenPeer, .mtuDiffers, .strandedSharer, .missingNetwork, .vethWithoutBridge, .bridgeDown,
    .bridgeGone, .orphanedVeth, .bridgeWithoutGateway, .noDefaultRoute, .refusedDefault, .equalDefaults, .strayDefault,
    .gatewayDiffers, .gatewayOffLink, .gatewaySilent, .addressOutsideSubnet, .duplicateAddress, .duplicateMAC,
    .wrongNeighbour, .notForwarded, .notTranslated, .hostRefuses, .conntrackFull, .egressMTU, .publishedUnheard,
    .subnetsOverlap, .macvlanAndHost, .addressDiffers, .leftoverSandbox, .overlayEntry, .overlayTunnelEnd, .overlayMTU,
    .staleName, .losses,
  ]
}

extension Finding {
  /// It tells of the time between two pictures only: a moment later it may be over.
  public var isMomentary: Bool { rule == Rule.losses.name }

  /// Total, so that findings come in one order only.
  fileprivate var order: (Severity, String, String, String) { (severity, rule, title, object.description) }
}
