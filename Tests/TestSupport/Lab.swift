import Foundation
import Glibc
import Synchronization

/// Real network namespaces for one test: made when asked for, gone when the value goes.
///
/// Their names start with `gt-SUITE-pPID-N`. The PID is the test process's, so that what a killed run left behind
/// is recognised and removed by the next one.
package final class Lab: Sendable {
  package let name: String

  package init(_ suite: String) throws {
    Self.sweepOnce
    name = Self.newName(suite)
  }

  deinit { close() }

  /// A new named namespace with `lo` up; its file is `/run/netns/NAME-LABEL`.
  package func namespace(_ label: String) throws -> LabNamespace {
    let namespace = LabNamespace(name: "\(name)-\(label)")
    try Command("ip", "netns", "add", namespace.name)()
    try namespace.ip("link", "set", "lo", "up")
    return namespace
  }

  /// Many namespaces at once, each with one end of a veth pair whose other end is in `hub`: in the namespace
  /// labelled `n7` there is `eth0`, in the hub there is `v7`. Numbered from 0, all ends up.
  package func namespaces(_ count: Int, around hub: LabNamespace) throws -> [LabNamespace] {
    let all = (0..<count).map { LabNamespace(name: "\(name)-n\($0)") }
    try batch(all.map { "netns add \($0.name)" })
    try batch(
      all.enumerated().map { "link add v\($0) netns \(hub.name) up type veth peer name eth0 netns \($1.name)" })
    return all
  }

  /// Many `ip` commands in one process, one a line.
  package func batch(_ lines: [String]) throws {
    try Command("ip", "-batch", "-").with(input: lines.joined(separator: "\n") + "\n")(within: .seconds(300))
  }

  /// A veth pair made at once in its two namespaces, with both ends up.
  package func connect(_ one: LabNamespace, _ oneLink: String, _ other: LabNamespace, _ otherLink: String) throws {
    try one.ip(
      "link", "add", oneLink, "type", "veth", "peer", "name", otherLink, "netns", other.name)
    try one.ip("link", "set", oneLink, "up")
    try other.ip("link", "set", otherLink, "up")
  }

  /// Removes everything made under the lab's name.
  package func close() {
    _ = try? Command(Repository.script("engine"), "clean", name).run()
  }

  static func newName(_ suite: String) -> String {
    "gt-\(suite)-p\(getpid())-\(counter.add(1, ordering: .relaxed).newValue)"
  }

  /// Once a test process, before its first lab.
  static let sweepOnce: Void = { _ = try? Command(Repository.script("engine"), "sweep").run() }()

  private static let counter = Atomic(0)
}

/// Where the sources are that these tests were built from.
package enum Repository {
  package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  package static func script(_ name: String) -> String { "\(root)/scripts/\(name)" }
}
