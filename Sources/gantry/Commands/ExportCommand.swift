import ArgumentParser
import Diagnosis
import Reports
import Topology

/// `gantry export`
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the wiring as JSON, for Graphviz, as a Mermaid chart, or as a tree.",
    discussion: """
      Examples:
        gantry export --format dot | dot -Tsvg > wiring.svg
        gantry export --format mermaid >> NOTES.md
        gantry export --format text
      """)

  @Option(help: "json, dot, mermaid or text.")
  var format: Excerpt.Format

  @OptionGroup var output: OutputOptions

  func run() throws {
    let snapshot = try HostSnapshots().snapshot()
    let excerpt = Excerpt(of: snapshot, findings: Doctor.findings(in: snapshot))
    try StandardOutput.write(excerpt.exported(as: format, output.style()))
  }
}
