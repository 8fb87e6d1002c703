import Topology

/// One thing to look for. A rule is a pure function of what is seen: what it can't see there, it doesn't claim.
struct Rule: Sendable {
  /// What ``Finding/rule`` says, in kebab case.
  let name: String
  /// What it looks for, in a few words.
  let subject: String
  /// It looks at counters or neighbours, which move without anything being changed.
  let isRestless: Bool
  /// A neighbour may show that what it found is well: it is asked again where it found something.
  let isClearedByNeighbours: Bool
  let findings: @Sendable (Survey) -> [Finding]

  init(
    _ name: String, _ subject: String, isRestless: Bool = false, isClearedByNeighbours: Bool = false,
    findings: @escaping @Sendable (Survey) -> [Finding]
  ) {
    self.name = name
    self.subject = subject
    self.isRestless = isRestless
    self.isClearedByNeighbours = isClearedByNeighbours
    self.findings = findings
  }
}
