import Glibc
import LinuxSystem
import SystemPackage

/// The lab's host: network, mount, PID and host name namespaces of its own, which end with their first process.
enum DemoHost {
  /// This program, for whoever starts it again.
  static var program: String { get throws { try readLink("/proc/self/exe") } }

  /// Becomes the program unshare, which starts this program anew as the first process of the lab's host. The kernel kills
  /// that one, and with it the whole lab, when unshare ends in whatever way.
  static func enter(_ arguments: [String]) throws -> Never {
    let command = [
      "unshare", "--net", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc", try program,
    ]
    var words = (command + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    execvp("unshare", &words)
    let error = SystemError("exec", on: "unshare", Errno(rawValue: errno))
    throw CommandFailure("\(error): the demo needs unshare, of the package util-linux")
  }

  /// Hides what belongs to the machine: its named namespaces, its engines, its state.
  static func prepare() throws {
    guard getpid() == 1 else {
      throw CommandFailure("this is for \"gantry demo\", which makes a lab first", status: ExitStatus.usage)
    }
    // Mounts below a hidden directory would still be listed, and be looked for.
    for point in try mountPoints(ofType: "nsfs").reversed() {
      try syscall("umount", on: point) { umount2(point, CInt(MNT_DETACH)) }
    }
    try syscall("mount", on: "/run") { mount("tmpfs", "/run", "tmpfs", UInt(MS_NOSUID | MS_NODEV), "mode=755") }
    try syscall("mount", on: "/sys") { mount("sysfs", "/sys", "sysfs", UInt(MS_NOSUID | MS_NODEV | MS_NOEXEC), nil) }
    let name = "demo"
    try syscall("sethostname", on: name) { sethostname(name, name.utf8.count) }
    for variable in ["CONTAINER_HOST", "DOCKER_CONTEXT", "XDG_RUNTIME_DIR", "GANTRY_STATE_DIR"] { unsetenv(variable) }
    setenv("DOCKER_HOST", "unix:///run/docker.sock", 1)
  }

  /// Runs the dashboard, and meanwhile buries whoever dies, as the first process of a PID namespace has to.
  /// - Returns: how the dashboard ended.
  static func runDashboard(_ arguments: [String]) throws -> CInt {
    let dashboard = try spawn([try program] + arguments)
    var status: CInt = 0
    while try syscall("wait", { waitpid(-1, &status, 0) }) != dashboard {}
    return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }

  private static func spawn(_ command: [String]) throws -> pid_t {
    var words = command.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    let error = posix_spawn(&pid, command[0], nil, nil, &words, environ)
    guard error == 0 else { throw SystemError("posix_spawn", on: command[0], Errno(rawValue: error)) }
    return pid
  }

  private static func mountPoints(ofType type: String) throws -> [String] {
    String(decoding: try readFile("/proc/self/mountinfo"), as: UTF8.self).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard let mark = fields.firstIndex(of: "-"), fields[mark + 1] == type else { return nil }
      return String(fields[4])
    }
  }
}
