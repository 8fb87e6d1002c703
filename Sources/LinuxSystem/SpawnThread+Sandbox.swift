import CLinux
import Glibc
import SystemPackage

/// How a process is set apart from the others of its host, beside its network namespace: with mounts, a host name and
/// process ids of its own.
public struct Sandbox: Sendable {
  /// Its host name.
  public var hostName: String
  /// Files of the host in whose place it sees others: each with what it sees.
  public var files: [(path: String, seen: String)]
  /// Whether it gets a session of its own without a terminal, or that of the calling process.
  public var isDetached: Bool

  /// A process that is set apart like this.
  public init(hostName: String, files: [(path: String, seen: String)], isDetached: Bool) {
    self.hostName = hostName
    self.files = files
    self.isDetached = isDetached
  }
}

/// A process that was made and waits to be told to begin. If whoever made it ends before, it ends too.
public final class WaitingProcess: Sendable {
  /// Its id.
  public let pid: Int32
  private let gate: OwnedDescriptor

  init(pid: Int32, gate: consuming OwnedDescriptor) {
    self.pid = pid
    self.gate = gate
  }

  /// Lets it begin.
  public func begin() throws(SystemError) {
    let number = gate.rawValue
    try syscall("write", on: "process \(pid)") { write(number, "\n", 1) }
  }
}

extension SpawnThread {
  /// What the process is until it may begin: it reads a line, and then becomes the program. With process ids of its own it
  /// needs a /proc of its own.
  private static let waiting = """
    read -r _ <&3 || exit 125; mount -t proc proc /proc 2>/dev/null; exec 3<&-; exec "$@"
    """

  /// Makes a process in a sandbox, in the network namespace that is given.
  /// - Throws: a `SystemError` where a namespace or mount cannot be made, or the process.
  public static func prepare(
    _ program: Program, _ arguments: [String], in sandbox: Sandbox, _ namespace: borrowing NamespaceDescriptor
  ) throws -> WaitingProcess {
    guard let shell = Program("sh") else { throw SystemError("exec", on: "sh", .noSuchFileOrDirectory) }
    let network = namespace.rawValue
    var ends: [CInt] = [-1, -1]
    try syscall("pipe") { cl_pipe(&ends) }
    let reading = OwnedDescriptor(owning: ends[0])
    let gate = OwnedDescriptor(owning: ends[1])
    let number = reading.rawValue
    let pid = try once {
      try syscall("setns", on: "the network namespace") { setns(network, CL_CLONE_NEWNET) }
      try sandbox.enter()
      var descriptors = [(3 as Int32, number)]
      let nothing = OwnedDescriptor(
        owning: try syscall("open", on: "/dev/null") { open("/dev/null", O_RDWR | O_CLOEXEC) })
      if sandbox.isDetached { descriptors += (0...2).map { ($0, nothing.rawValue) } }
      let pid = try start(
        shell, ["-c", waiting, "sh", program.path] + arguments, descriptors: descriptors,
        isSessionLeader: sandbox.isDetached)
      _ = consume nothing
      return pid
    }
    _ = consume reading
    if sandbox.isDetached { try reap(pid) }
    return WaitingProcess(pid: pid, gate: gate)
  }

  /// As long as this process lives, it is the parent of those that it has started: they must not stay zombies.
  private static func reap(_ pid: Int32) throws(SystemError) {
    try startThread("reaper") { while waitpid(pid, nil, 0) == -1, errno == EINTR {} }
  }

  /// Waits for the end of a process that this one has prepared with its terminal.
  /// - Returns: its exit status; 128 and the signal's number where a signal ended it.
  public static func waitInteractively(for pid: Int32) throws(SystemError) -> Int32 {
    let ignored = [SIGINT, SIGQUIT].map { ($0, signal($0, SIG_IGN)) }
    defer { for (number, before) in ignored { signal(number, before) } }
    return try wait(for: pid)
  }
}

extension Sandbox {
  /// Sets the calling thread apart, for good; the process that it starts next has process ids of its own.
  fileprivate func enter() throws(SystemError) {
    try syscall("unshare") { unshare(CL_CLONE_NEWNS | CL_CLONE_NEWUTS | CL_CLONE_NEWPID) }
    // What others unmount goes here too: names of namespaces, above all, are not to be held.
    try syscall("mount", on: "/") { mount("", "/", "none", UInt(MS_SLAVE) | UInt(MS_REC), nil) }
    for (path, seen) in files where access(path, F_OK) == 0 {
      try syscall("mount", on: path) { mount(seen, path, "none", UInt(MS_BIND), nil) }
    }
    let name = hostName
    try syscall("sethostname", on: name) { sethostname(name, name.utf8.count) }
    if isDetached { try syscall("chdir", on: "/") { chdir("/") } }
  }
}
