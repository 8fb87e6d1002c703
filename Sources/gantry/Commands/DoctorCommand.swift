import ArgumentParser
import Diagnosis
import Observation
import Reports
import Topology

/// `gantry doctor`
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look for what is wrong: what, where, why, and what to do.",
    discussion: """
      Errors first, then warnings, then remarks, each with the facts it rests on, and at the end what was looked at and \
      what was not. It looks twice, a second apart, as drops and errors are told from what grows. Where nobody who is \
      known has a gateway's address, it asks for it: one ARP request or neighbour solicitation each, 300 ms for all \
      together. It changes nothing.

      OBJECT limits it to what concerns one container, network, namespace or link; see "gantry help show" for how to \
      name one.

      Examples:
        sudo gantry doctor                    the whole host
        sudo gantry doctor web                one container, its cable, its bridge
        sudo gantry doctor network:bridge
        sudo gantry doctor --json | jq -r '.findings[] | .title + ": " + .remedy'
        sudo gantry doctor >/dev/null || mail -s "containers" root </dev/null

      Exit status: 0 nothing or remarks only, 3 errors or warnings were found.
      """)

  @Argument(help: "What to look at; everything where it is left out.")
  var object: String?

  @Flag(help: "Print the JSON object of docs/schema.json; with OBJECT what concerns it only.")
  var json = false

  @Flag(help: "Print what it looks for, rule by rule, and look at nothing.")
  var rules = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard !rules else { return try StandardOutput.write(Doctor.manual) }
    let earlier = try HostSnapshots().snapshot()
    if try Ticker().waits() {
      try finish(try HostSnapshots(warns: false, inspects: true, tables: .all).snapshot(), since: earlier)
    } else {
      try finish(Inspection.adding(to: earlier), since: nil)
    }
  }

  private func finish(_ read: Snapshot, since earlier: Snapshot?) throws {
    let snapshot = Inspection.asking(Doctor.questions(in: read), on: read)
    let (text, isWell) = try report(on: snapshot, since: earlier, output.style())
    try StandardOutput.write(text)
    if !isWell { throw ProblemsFound() }
  }

  /// The report, and whether there was nothing worse than a remark in it.
  func report(
    on snapshot: Snapshot, since earlier: Snapshot?, _ style: Presentation
  ) throws -> (text: String, isWell: Bool) {
    let object = try object.map { try snapshot.object(named: $0) }
    let all = Doctor.findings(in: snapshot, since: earlier)
    let findings = object.map { object in all.filter { $0.concerns(object, in: snapshot) } } ?? all
    let isWell = findings.allSatisfy { $0.severity == .info }
    guard json else { return (FindingReport(findings, in: snapshot, about: object).text(style), isWell) }
    let excerpt =
      object.map { Excerpt(about: $0, in: snapshot, findings: findings) } ?? Excerpt(of: snapshot, findings: findings)
    return (excerpt.json(isIndented: true) + "\n", isWell)
  }
}
