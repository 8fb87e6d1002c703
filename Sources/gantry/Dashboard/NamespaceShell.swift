import Execution
import Glibc
import LinuxSystem
import Screen
import Topology

/// A shell of the host in a network namespace, on the terminal that the dashboard has given back meanwhile.
struct NamespaceShell {
  let snapshot: Snapshot

  /// Runs it until it ends.
  /// - Throws: why there is none.
  func run(in id: NamespaceID) throws {
    guard let namespace = snapshot.namespace(id) else { throw CommandFailure("the namespace is gone") }
    let chosen = getenv("SHELL").flatMap { Program(String(cString: $0)) }
    guard let program = chosen ?? Program("sh") else { throw CommandFailure("there is no shell on this host") }
    let name = snapshot.name(of: namespace).printable
    try StandardOutput.write("A shell in the network namespace of \(name); \"exit\" leads back to gantry.\n")
    defer { takeTerminal() }
    _ = try NamespaceEntry(snapshot, .here).run(program, [], in: namespace)
  }

  /// A shell that was killed has not given the terminal back.
  private func takeTerminal() {
    let before = signal(SIGTTOU, SIG_IGN)
    tcsetpgrp(STDIN_FILENO, getpgrp())
    signal(SIGTTOU, before)
  }
}
