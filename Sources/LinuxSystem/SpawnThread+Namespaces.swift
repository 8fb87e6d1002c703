import CLinux
import Glibc
import SystemPackage

extension SpawnThread {
  /// Does something on a thread that is in a network namespace of its own, which ends with it unless something is put up
  /// to hold it.
  public static func inNewNetworkNamespace<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) throws -> Result {
    try once {
      try syscall("unshare", on: "the network namespace") { unshare(CL_CLONE_NEWNET) }
      return try body()
    }
  }

  /// Runs a program on the terminal of this process in another network namespace, or in that of the calling thread.
  /// - Returns: its exit status; 128 and the signal's number where a signal ended it.
  public static func runInteractively(
    _ program: Program, _ arguments: [String], in namespace: borrowing NamespaceDescriptor
  ) throws -> Int32 {
    let number = namespace.rawValue
    return try runInteractively(program, arguments) {
      try syscall("setns", on: "the network namespace") { setns(number, CL_CLONE_NEWNET) }
    }
  }

  /// Gives the network namespace of the calling thread a name, as `ip netns add` does: other mount namespaces see it come
  /// and go (ip-netns(8), mount_namespaces(7)).
  /// - Throws: `EEXIST` where the name is taken.
  public static func nameNamespace(_ path: String, in directory: String) throws(SystemError) {
    if mkdir(directory, 0o755) != 0, errno != EEXIST {
      throw SystemError("mkdir", on: directory, Errno(rawValue: errno))
    }
    try share(directory)
    _ = OwnedDescriptor(
      owning: try syscall("open", on: path) { open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0) })
    try syscall("mount", on: path) { mount("/proc/thread-self/ns/net", path, "none", UInt(MS_BIND), nil) }
  }

  /// Makes what is mounted below a directory known to other mount namespaces.
  private static func share(_ directory: String) throws(SystemError) {
    let isShared = UInt(MS_SHARED) | UInt(MS_REC)
    if mount("", directory, "none", isShared, nil) == 0 { return }
    guard errno == EINVAL else { throw SystemError("mount", on: directory, Errno(rawValue: errno)) }
    // It is no mount point yet.
    try syscall("mount", on: directory) { mount(directory, directory, "none", UInt(MS_BIND) | UInt(MS_REC), nil) }
    try syscall("mount", on: directory) { mount("", directory, "none", isShared, nil) }
  }

  /// Takes a name away that `nameNamespace` gave; one that is not there is as good as taken away.
  public static func unnameNamespace(_ path: String) throws(SystemError) {
    while umount2(path, CInt(MNT_DETACH)) != 0 {
      // Not mounted, or not there.
      if errno == EINVAL || errno == ENOENT { break }
      if errno != EINTR { throw SystemError("umount", on: path, Errno(rawValue: errno)) }
    }
    try removeFile(path)
  }
}
