import Foundation
import Glibc
package import Testing

/// Something of the machine that a test cannot do without.
package struct Requirement: Sendable {
  let reason: Comment
  let isMet: @Sendable () -> Bool

  package init(_ reason: Comment, isMet: @escaping @Sendable () -> Bool) {
    self.reason = reason
    self.isMet = isMet
  }

  /// Root, with the right to make network namespaces.
  package static let root = Requirement("needs root: it makes network namespaces") { canMakeNamespaces }

  /// A real Docker Engine to be started in a namespace of the test's own.
  package static let engine = all(.root, .tool("dockerd"), .tool("docker"), .tool("iptables"), .tool("busybox"))

  /// Podman, likewise.
  package static let podman = all(.root, .tool("podman"), .tool("runc"), .tool("busybox"))

  package static func tool(_ name: String) -> Requirement {
    Requirement("needs the program \(name)") { Command.find(name) != nil }
  }

  package static func file(_ path: String) -> Requirement {
    Requirement("needs the file \(path)") { access(path, R_OK) == 0 }
  }

  /// A kind of link that this kernel has, as `ip link add type` names it.
  package static func linkKind(_ kind: String) -> Requirement {
    Requirement("needs a kernel with \(kind) links") {
      canMakeNamespaces
        && (try? Command("unshare", "--net", "ip", "link", "add", "probe", "type", kind).run())?.status == 0
    }
  }

  static func all(_ requirements: Requirement...) -> Requirement {
    let reasons = requirements.map(\.reason.rawValue).joined(separator: ", ")
    return Requirement(Comment(rawValue: reasons)) { requirements.allSatisfy { $0.isMet() } }
  }

  private static let canMakeNamespaces =
    geteuid() == 0 && (try? Command("unshare", "--net", "--mount", "true").run())?.status == 0
}

extension Trait where Self == ConditionTrait {
  /// Skips the test, with the reason, where a requirement is not met; under `make test` nothing is
  /// skipped (`GANTRY_REQUIRE_ALL=1`), and the test fails instead.
  package static func requires(_ requirements: Requirement...) -> Self {
    let missing = { @Sendable in requirements.filter { !$0.isMet() }.map(\.reason.rawValue).joined(separator: ", ") }
    let reasons = requirements.map(\.reason.rawValue).joined(separator: ", ")
    return .enabled(Comment(rawValue: reasons)) {
      let missing = missing()
      guard !missing.isEmpty else { return true }
      guard ProcessInfo.processInfo.environment["GANTRY_REQUIRE_ALL"] != "1" else { throw Missing(what: missing) }
      return false
    }
  }
}

struct Missing: Error, CustomStringConvertible {
  let what: String

  var description: String { "GANTRY_REQUIRE_ALL=1 lets no test be skipped, but this one \(what)" }
}
