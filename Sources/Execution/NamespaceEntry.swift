public import LinuxSystem
import Planning
public import Topology

/// Runs programs in namespaces of a picture, on the terminal of this process.
public struct NamespaceEntry: Sendable {
  private let access: NamespaceAccess
  private let snapshot: Snapshot

  /// For the namespaces of a picture; `state` tells of those that gantry made itself.
  public init(_ snapshot: Snapshot, _ state: StateDirectory) throws {
    access = try NamespaceAccess(snapshot, state)
    self.snapshot = snapshot
  }

  /// Runs a program in a network namespace, and nothing else of it: files, users and processes stay the host's.
  /// - Returns: its exit status; 128 and the signal's number where a signal ended it.
  /// - Throws: a `StateError` where the namespace is gone, a `SystemError` where it cannot be entered.
  public func run(_ program: Program, _ arguments: [String], in namespace: Namespace) throws -> Int32 {
    guard let target = NamespaceTarget(namespace, in: snapshot) else {
      throw StateError(
        "this kernel has no lasting identity for \(snapshot.name(of: namespace)): SO_NETNS_COOKIE needs Linux 5.14")
    }
    let status = try access.with(target) { try SpawnThread.runInteractively(program, arguments, in: $0) }
    guard let status else { throw StateError("\(target.name) is gone") }
    return status
  }
}
