import ArgumentParser
import Glibc
import Reports
import Topology

/// `gantry support`
struct SupportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "support",
    abstract: "Tell what a bug report needs: version, kernel, rights, terminal, engines.",
    discussion: """
      Nothing of your containers is in it.

      Examples:
        sudo gantry support
        sudo gantry support --json
      """)

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let report = SupportReport.here(sources: try HostSnapshots().snapshot().sources)
    try StandardOutput.write(json ? report.json + "\n" : report.text(output.style()))
  }
}
