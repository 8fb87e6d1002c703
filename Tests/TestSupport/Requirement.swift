import Foundation
import Glibc
package import Testing

/// Something of the machine that a test cannot do without.
package struct Requirement: Sendable {
  /// What a person reads after “needs”.
  let name: String
  let isMet: @Sendable () -> Bool

  package init(_ name: String, isMet: @escaping @Sendable () -> Bool) {
    self.name = name
    self.isMet = isMet
  }

  /// Root, with the right to make network namespaces.
  package static let root = Requirement("root and the right to make network namespaces") { canMakeNamespaces }

  package static func tool(_ name: String) -> Requirement {
    Requirement("the program \(name)") { Command.find(name) != nil }
  }

  package static func file(_ path: String) -> Requirement {
    Requirement("the file \(path)") { access(path, R_OK) == 0 }
  }

  /// A kind of link that this kernel has, as `ip link add type` names it.
  package static func linkKind(_ kind: String) -> Requirement {
    Requirement("a kernel with \(kind) links") {
      canMakeNamespaces
        && (try? Command("unshare", "--net", "ip", "link", "add", "probe", "type", kind).run())?.status == 0
    }
  }

  private static let canMakeNamespaces =
    geteuid() == 0 && (try? Command("unshare", "--net", "--mount", "true").run())?.status == 0
}

extension [Requirement] {
  /// A real Docker Engine, to be started in a namespace of the test's own.
  package static let engine: Self = [
    .root, .tool("dockerd"), .tool("docker"), .tool("iptables"), .tool("busybox"), .tool("curl"),
  ]

  /// Podman, likewise.
  package static let podman: Self = [.root, .tool("podman"), .tool("runc"), .tool("busybox"), .tool("curl")]
}

extension Trait where Self == ConditionTrait {
  /// Skips the test, and says why, where a requirement is not met; under `make test` nothing is
  /// skipped (`GANTRY_REQUIRE_ALL=1`), and the test fails instead.
  package static func requires(_ requirements: Requirement...) -> Self { requires(requirements) }

  /// The same for requirements with a common name: `.requires(.engine)`.
  package static func requires(_ requirements: [Requirement]) -> Self {
    let missing = requirements.filter { !$0.isMet() }.map(\.name).joined(separator: ", ")
    return .enabled(Comment(rawValue: "needs \(missing)")) {
      guard !missing.isEmpty else { return true }
      guard ProcessInfo.processInfo.environment["GANTRY_REQUIRE_ALL"] != "1" else { throw Missing(what: missing) }
      return false
    }
  }
}

struct Missing: Error, CustomStringConvertible {
  let what: String

  var description: String { "GANTRY_REQUIRE_ALL=1 lets no test be skipped, but this one needs \(what)" }
}
