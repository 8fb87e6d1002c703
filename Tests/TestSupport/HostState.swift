import Foundation

/// What a test may leave no trace in: namespaces, mounts, and processes of engines.
package struct HostState: Equatable, Sendable {
  package let links: [String]
  package let namespaces: [String]
  package let mounts: [String]
  package let processes: [String]

  /// What is there now, as far as it carries a lab's or an engine's name.
  package static func leftovers(of name: String) throws -> HostState {
    let mounts = try TextFile.read("/proc/self/mountinfo")
    return HostState(
      links: try Command("ip", "-brief", "link")().lines(containing: name),
      namespaces: ((try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? [])
        .filter { $0.hasPrefix(name) }.sorted(),
      mounts: mounts.lines(containing: name),
      processes: try Command("ps", "-eo", "pid,args")().lines(containing: "/run/\(name)"))
  }

  package static let clean = HostState(links: [], namespaces: [], mounts: [], processes: [])
}

extension String {
  fileprivate func lines(containing text: String) -> [String] {
    split(separator: "\n").map(String.init).filter { $0.contains(text) }
  }
}
