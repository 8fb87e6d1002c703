import ArgumentParser
import Diagnosis
import Observation
import Reports
import Screen
import Topology

/// `gantry show`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show everything about one container, network, namespace or link.",
    discussion: """
      OBJECT is a container's name or the beginning of its id, a network, a link as [NAMESPACE/]NAME, a named \
      namespace, a pid, or net:[inode]. Where one name means several things, container:, network:, namespace: or link: \
      before it says which. On a terminal, a page that is longer than the screen is shown in $GANTRY_PAGER, $PAGER, or \
      less(1); a pipe gets all of it.

      Examples:
        gantry show web                  a container: addresses, routes, cable and proof, counters, ports, holders
        gantry show docker0              a link of the host
        gantry show web/eth0             a link of a container
        gantry show network:bridge
        gantry show 'net:[4026532177]' --json
      """)

  @Argument(help: "What to show.")
  var object: String

  @Flag(help: "Print the JSON object of docs/schema.json, with what concerns OBJECT only.")
  var json = false

  @Flag(help: "Write all of it, on a terminal too, instead of starting a pager.")
  var noPager = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let hostFilter = Inspection.HostFilter.beginReading()
    let read = try HostSnapshots(tables: .all).snapshot()
    let snapshot = Inspection.adding(to: read, hostFilter, pageOf: try read.object(named: object))
    let text = try text(in: snapshot, output.style())
    if noPager { try StandardOutput.write(text) } else { try Pager.write(text) }
  }

  func text(in snapshot: Snapshot, _ style: Presentation) throws -> String {
    let id = try snapshot.object(named: object)
    let findings = Doctor.findings(in: snapshot)
    return json
      ? Excerpt(about: id, in: snapshot, findings: findings).json(isIndented: true) + "\n"
      : Page(about: id, in: snapshot, findings: findings).text(style)
  }
}

extension Snapshot {
  /// The object that a user named.
  /// - Throws: a ``CommandFailure`` that lists what else could be meant.
  func object(named text: String) throws -> ObjectID {
    switch resolve(text) {
    case .found(let object): return object
    case .ambiguous(let candidates):
      throw CommandFailure(
        "\"\(text.printable)\" can mean \(candidates.count) objects; name one of them as written here:",
        details: candidates.map { "\(typableReference(to: $0))  (\(title(of: $0).printable))" })
    case .unknown(let closest):
      let hint = closest.isEmpty ? "" : " Did you mean \(closest.map(\.printable).joined(separator: ", "))?"
      throw CommandFailure("there is no object \"\(text.printable)\".\(hint) \"gantry list\" lists them all.")
    }
  }

  /// A reference that is shown as it is written: an escaped name would not be found again.
  private func typableReference(to object: ObjectID) -> String {
    reference(to: object) { $0.printable == $0 }.printable
  }
}
