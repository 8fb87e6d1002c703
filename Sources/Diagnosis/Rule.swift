import Topology

/// One thing to look for. A rule is a pure function of what is seen: what it can't see there, it doesn't claim.
struct Rule: Sendable {
  /// What ``Finding/rule`` says, in kebab case.
  let name: String
  /// What it looks for, in a few words.
  let subject: String
  /// It looks at counters or neighbours, which move without anything being changed.
  let isRestless: Bool
  let findings: @Sendable (Survey) -> [Finding]

  init(
    _ name: String, _ subject: String, isRestless: Bool = false, findings: @escaping @Sendable (Survey) -> [Finding]
  ) {
    self.name = name
    self.subject = subject
    self.isRestless = isRestless
    self.findings = findings
  }
}
