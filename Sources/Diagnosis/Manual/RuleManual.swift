/// What people are told of a rule beforehand: `docs/doctor.md` is made of it.
struct RuleManual: Sendable {
  /// The name of the rule.
  let rule: String
  /// What has to be read, or else it says nothing.
  let needs: String
  /// What it says, and from what that follows.
  let concludes: String
  /// What only looks like it; nil where there is no such thing.
  let spares: String?
  /// When it is how bad; each severity that it can have.
  let severities: [Finding.Severity: String]
  /// What it proposes.
  let remedy: String

  init(
    _ rule: Rule, needs: String, concludes: String, spares: String? = nil, _ severities: [Finding.Severity: String],
    remedy: String
  ) {
    self.rule = rule.name
    self.needs = needs
    self.concludes = concludes
    self.spares = spares
    self.severities = severities
    self.remedy = remedy
  }

  /// One for each rule.
  static let all = cables + bridges + routes + forwarding + stations + overlays + engines
}

extension Doctor {
  /// How bad the findings of a rule can be; nil for what is no rule's name.
  public static func severities(of rule: String) -> Set<Finding.Severity>? {
    RuleManual.all.first { $0.rule == rule }.map { Set($0.severities.keys) }
  }

  /// Every rule in Markdown, in the order of ``ruleNames``: what it needs, what it concludes, how bad that is, and what it
  /// proposes.
  public static var manual: String {
    let chapters = rules.compactMap { rule in
      RuleManual.all.first { $0.rule == rule.name }.map { (rule, $0) }
    }
    let index = chapters.map { rule, manual in
      "| [\(rule.name)](#\(rule.name)) | \(rule.subject) | \(manual.words) |"
    }
    let table = ([introduction] + index).joined(separator: "\n")
    return ([table] + chapters.map(chapter)).joined(separator: "\n\n") + "\n"
  }

  private static func chapter(_ rule: Rule, _ manual: RuleManual) -> String {
    let severities = manual.severities.sorted { $0.key < $1.key }.map { "\($0.key.word): \($0.value)" }
    let facts: [(String, String?)] = [
      ("Needs", manual.needs), ("Concludes", manual.concludes), ("Spares", manual.spares),
      ("Severity", severities.joined(separator: "; ")), ("Remedy", manual.remedy),
    ]
    return
      (["## \(rule.name)", rule.subject.prefix(1).uppercased() + rule.subject.dropFirst() + "."]
      + [facts.compactMap { name, text in text.map { "- **\(name)**: \($0)." } }.joined(separator: "\n")])
      .joined(separator: "\n\n")
  }

  private static let introduction = """
    # What the doctor looks for

    `gantry doctor` and the view Problems apply these rules to one snapshot of the host (`losses` to two). Each finding has
    the facts it rests on and says what to do; a command in a remedy is meant to be run as it stands. What was not read is
    not judged: a rule says nothing where it lacks what it needs, and `gantry doctor` ends with what it could not look at.

    An *error* hurts traffic now, a *warning* will or may, a *remark* is worth knowing and no fault. A *segment* is what
    Ethernet makes of bridges, veth pairs between them, and links that are stacked on them; it is *closed* where all its
    stations are known: no card, tap, tunnel or unread namespace is part of it.

    This page is generated from the rules (`make docs`), and a test compares the two.

    | rule | looks for | severity |
    |---|---|---|
    """
}

extension RuleManual {
  /// `error or warning`.
  fileprivate var words: String { severities.keys.sorted().map(\.word).joined(separator: " or ") }
}
