import ArgumentParser
import Execution
import Glibc
import LinuxSystem
import Screen
import Topology

/// `gantry shell`
struct ShellCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell",
    abstract: "Run a shell, or another program of the host, in a network namespace.",
    discussion: """
      It enters the network namespace only: files, users and processes stay the host's, so all tools of the host are \
      there, also for a container that has none. OBJECT is a container, a namespace, a link (then it is the namespace \
      that the link is in) or a network (then that of its bridge).

      The exit status is the program's, 128 and the signal's number where a signal ended it, and 125 where gantry itself \
      failed.

      Examples:
        sudo gantry shell web
        sudo gantry shell web -- ss -tlnp
        sudo gantry shell namespace:test -- tcpdump -ni eth0
      """)

  @Argument(help: "A container, namespace, link or network.")
  var object: String

  @Argument(parsing: .postTerminator, help: "Program and arguments, after --; your shell (SHELL) by default.")
  var command: [String] = []

  func run() throws {
    throw ExitCode(try ownFailures { try status() })
  }

  private func status() throws -> Int32 {
    let snapshot = try HostSnapshots(warns: false).snapshot()
    let namespace = try namespace(in: snapshot)
    let shell = getenv("SHELL").map { String(cString: $0) } ?? "sh"
    let words = command.isEmpty ? [shell] : command
    guard let program = words.first.flatMap({ Program($0) }) ?? (command.isEmpty ? Program("sh") : nil) else {
      throw CommandFailure("there is no program \"\((words.first ?? "").printable)\" on this host")
    }
    return try NamespaceEntry(snapshot, .here).run(program, Array(words.dropFirst()), in: namespace)
  }

  private func namespace(in snapshot: Snapshot) throws -> Namespace {
    let object = try snapshot.object(named: object)
    guard let id = snapshot.namespace(of: object), let namespace = snapshot.namespace(id) else {
      throw CommandFailure("\(snapshot.title(of: object).printable) is in no namespace: it does not run")
    }
    return namespace
  }
}

/// The status with which programs that run others fail themselves.
private let ownFailure: CInt = 125

/// Gives failures of gantry's own a status that programs seldom have; a signal keeps its own.
func ownFailures<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let failure as CommandFailure {
    throw CommandFailure(
      failure.message, details: failure.details, status: failure.status > 128 ? failure.status : ownFailure)
  } catch {
    throw CommandFailure("\(error)".printable, status: ownFailure)
  }
}

extension Snapshot {
  /// Where an object is.
  fileprivate func namespace(of object: ObjectID) -> NamespaceID? {
    switch object {
    case .namespace(let id): id
    case .link(let id): id.namespace
    case .container(let key): container(key)?.namespace
    case .network(let key): network(key)?.bridge?.id.namespace
    }
  }
}
