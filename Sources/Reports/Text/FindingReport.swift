public import Diagnosis
import Screen
public import Topology

/// What the doctor found, with evidence and remedies: what `gantry doctor` prints.
public struct FindingReport: Sendable {
  let findings: [Finding]
  let snapshot: Snapshot
  let object: ObjectID?

  /// A report on all `findings`, or on what concerns one object.
  public init(_ findings: [Finding], in snapshot: Snapshot, about object: ObjectID? = nil) {
    self.snapshot = snapshot
    self.object = object
    self.findings = object.map { object in findings.filter { $0.concerns(object, in: snapshot) } } ?? findings
  }

  /// The report as text, worst first. Every line ends with a line feed.
  public func text(_ style: Presentation) -> String {
    let blocks =
      findings.map { lines(of: $0, style) } + [folded(summary, style)] + [
        scope.flatMap { folded($0, style) } + limits(style)
      ]
    return blocks.filter { !$0.isEmpty }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  private static let labelWidth = 9

  private func lines(of finding: Finding, _ style: Presentation) -> [String] {
    let place = "\(finding.object.category) \(snapshot.reference(to: finding.object))"
    let title = style.paint("\(finding.severity.word): ", finding.severity.ink) + finding.title.printable
    return [title] + labelled("where", [place], style) + labelled("why", finding.evidence, style)
      + labelled("to do", [finding.remedy], style)
  }

  /// Texts below each other, the label before the first, folded where the width is limited.
  private func labelled(_ label: String, _ texts: [String], _ style: Presentation) -> [String] {
    let lines = texts.flatMap { text in
      style.width.map { text.printable.wrapped(to: max(20, $0 - Self.labelWidth)) } ?? [text.printable]
    }
    return lines.enumerated().map { index, line in
      style.paint("  \(index == 0 ? label : "")".padded(to: Self.labelWidth), .dim) + line
    }
  }

  private func folded(_ text: String, _ style: Presentation) -> [String] {
    style.width.map { text.wrapped(to: $0) } ?? [text]
  }

  /// `Found: 1 error, 2 warnings.`, or in words that there is none and what was looked for.
  private var summary: String {
    let place = object.map { " on \(snapshot.title(of: $0).printable)" } ?? ""
    guard !findings.isEmpty else {
      return "Nothing was found\(place). Looked for: \(Doctor.subjects.joined(separator: "; "))."
    }
    let counts = Finding.Severity.allCases.compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : Self.count(count, severity.word)
    }
    return "Found\(place): \(counts.joined(separator: ", "))."
  }

  /// What was looked at, and what was not.
  private var scope: [String] {
    let read = snapshot.namespaces.filter { $0.access == .read }
    let links = read.reduce(0) { $0 + $1.links.count }
    var seen = [
      "\(Self.count(read.count, "namespace")) with \(Self.count(links, "link"))",
      Self.count(snapshot.containers.count, "container"), Self.count(snapshot.networks.count, "network"),
    ]
    let filters = read.filter { $0.firewall != nil }.map { snapshot.name(of: $0) }
    if !filters.isEmpty { seen.append("the packet filter of \(Self.few(filters))") }
    let sockets = read.filter { $0.listeners != nil }.map { snapshot.name(of: $0) }
    if !sockets.isEmpty { seen.append("the listening sockets of \(Self.few(sockets))") }
    let asked = read.reduce(0) { $0 + $1.inquiries.count }
    if asked > 0 { seen.append("\(Self.count(asked, "gateway")) by asking for \(asked == 1 ? "it" : "them")") }
    var unseen = ["packet filters of \(filters.isEmpty ? "any namespace" : "other namespaces")", "other hosts"]
    let denied = snapshot.namespaces.count - read.count
    if denied > 0 { unseen.insert("\(Self.count(denied, "namespace")) that cannot be read", at: 0) }
    return [
      "Looked at: \(seen.joined(separator: ", ")).", "Not looked at: \(unseen.joined(separator: ", ")).",
    ]
  }

  private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private static func few(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ").printable + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }

  /// Sources that are not well: what they would have told was not looked at.
  private func limits(_ style: Presentation) -> [String] {
    snapshot.sources.filter(\.isTroubled).map {
      style.paint("Not all could be looked at: \($0.sentence)", .warning)
    }
  }
}
