import ArgumentParser
import Glibc
import Reports
import Screen

/// The program. Without a sub-command it is the dashboard on a terminal, and `gantry list` elsewhere.
@main
struct Gantry: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "gantry",
    abstract: "See and change a host's container networks: namespaces, bridges, veth pairs, containers.",
    discussion: """
      Without a sub-command: the dashboard, if standard output is a terminal, else what `gantry list` prints.
      The facts are the kernel's; engines (Docker, Podman) add names, images and networks, and none is needed.
      Run it as root to see everything; without, it shows what it may read and says what is missing.

      Examples:
        sudo gantry                          the dashboard
        sudo gantry list containers          one table
        sudo gantry show web                 everything about one container
        sudo gantry doctor                   what is wrong, why, and what to do
        sudo gantry network create lab       a network without an engine; "gantry undo" takes it back
        sudo gantry attach web --network lab
        sudo gantry run --network lab -- nc -lk -p 80
        sudo gantry shell web                a shell in its network namespace
        sudo gantry list all --json | jq     for machines: see docs/schema.json

      Exit status: 0 done, 1 failed, 2 usage, 3 problems found, 4 not permitted, 128 and the number of the signal that
      ended it (SIGINT, SIGTERM, SIGHUP: a change is rolled back first);
      "shell" and "run -it" end as what they ran, or with 125.
      """,
    version: version,
    subcommands: [
      ListCommand.self, ShowCommand.self, DoctorCommand.self, NetworkCommand.self, RunCommand.self,
      RemoveCommand.self, AttachCommand.self, DetachCommand.self, UndoCommand.self, ShellCommand.self,
      ExportCommand.self, SupportCommand.self, DemoCommand.self, DemoHostCommand.self, DemoTrafficCommand.self,
    ])

  @OptionGroup var output: OutputOptions

  @Flag(help: "Let the dashboard change nothing.")
  var readOnly = false

  func run() throws {
    if StandardOutput.isTerminal, isatty(STDIN_FILENO) == 1 {
      throw ExitCode(try runDashboard(output, readOnly: readOnly))
    } else {
      try Listing(kind: .all, query: nil, form: .tables).print(output.style())
    }
  }

  static func main() {
    signal(SIGPIPE, SIG_IGN)
    Glibc.exit(status(of: Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs a command line and says how the process is to end.
  private static func status(of arguments: [String]) -> CInt {
    do {
      try Privileges.refuseBorrowedOnes()
      var command = try parseAsRoot(arguments)
      if command is any ChangingCommand { try StopSignals.shared.listen() }
      try command.run()
      return ExitStatus.done
    } catch is OutputClosed {
      return ExitStatus.done
    } catch is ProblemsFound {
      return ExitStatus.problemsFound
    } catch let failure as CommandFailure {
      StandardError.write("gantry: \(failure)\n")
      return failure.status
    } catch let end as ExitCode {
      return end.rawValue
    } catch {
      return status(ofParser: error)
    }
  }

  /// `--help` and `--version` arrive as errors too; what really is one has sysexits' code, and ours is 2.
  private static func status(ofParser error: any Error) -> CInt {
    // What was typed is quoted in it.
    let message = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false).map {
      String($0).printable
    }
    .joined(separator: "\n")
    switch exitCode(for: error) {
    case .success:
      try? StandardOutput.write(message + "\n")
      return ExitStatus.done
    case .validationFailure:
      StandardError.write(message + "\n")
      return ExitStatus.usage
    default:
      StandardError.write("gantry: \(error)\n")
      return ExitStatus.failed
    }
  }
}
