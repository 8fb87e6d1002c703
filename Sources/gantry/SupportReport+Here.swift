import Glibc
import LinuxSystem
import Reports
import Topology

extension SupportReport {
  /// What this process is and where it runs.
  static func here(sources: [Source]) -> SupportReport {
    SupportReport(
      sections: [
        Section(name: "gantry", facts: [Fact("version", Gantry.version), Fact("binary", link("/proc/self/exe"))]),
        Section(name: "kernel", facts: kernel()),
        Section(name: "rights", facts: rights()),
        Section(name: "terminal", facts: terminal()),
        Section(name: "environment", facts: variables(["DOCKER_HOST", "DOCKER_CONTEXT", "CONTAINER_HOST"])),
      ], sources: sources)
  }

  private static func kernel() -> [Fact] {
    var name = utsname()
    guard uname(&name) == 0 else { return [Fact("name", nil)] }
    return [
      Fact("name", text(&name.sysname)), Fact("release", text(&name.release)), Fact("version", text(&name.version)),
      Fact("machine", text(&name.machine)), Fact("networkNamespace", link("/proc/self/ns/net")),
    ]
  }

  /// A C array of characters that ends with a zero.
  private static func text<Tuple>(_ field: inout Tuple) -> String {
    withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  private static func rights() -> [Fact] {
    let effective = try? Capabilities.effective()
    return [Fact("uid", String(geteuid()))]
      + [("CAP_NET_ADMIN", Capabilities.netAdmin), ("CAP_SYS_ADMIN", .sysAdmin), ("CAP_SYS_PTRACE", .sysPtrace)]
      .map { name, capability in Fact(name, effective.map { $0.contains(capability) ? "yes" : "no" }) }
  }

  private static func terminal() -> [Fact] {
    [Fact("columns", StandardOutput.columns.map(String.init))]
      + variables(["TERM", "COLORTERM", "LC_ALL", "LC_CTYPE", "LANG", "NO_COLOR", "TERMINFO"])
  }

  private static func variables(_ names: [String]) -> [Fact] {
    names.map { name in Fact(name, getenv(name).map { String(cString: $0) }) }
  }

  private static func link(_ path: String) -> String? { try? readLink(path) }
}
