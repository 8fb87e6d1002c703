import Foundation

/// A process that keeps a network namespace alive in one way only, until `release()` or the end of the value.
///
///     let holder = try NamespaceHolder(of: ns, by: .descriptor)
///     try ns.unname()          // from here on the descriptor alone holds it
package final class NamespaceHolder: Sendable {
  package enum Way: String, Sendable, CaseIterable {
    /// The whole process is in the namespace.
    case process
    /// One thread is; its process, and the process's main thread, are not.
    case thread
    /// An open descriptor of the namespace's file.
    case descriptor
    /// A socket that was opened inside.
    case socket
    /// A bind mount that exists in another mount namespace only.
    case mountElsewhere
  }

  package let way: Way
  private let process: BackgroundProcess

  /// Returns once the namespace is held.
  package init(of namespace: LabNamespace, by way: Way) throws {
    self.way = way
    process = try Self.command(way, namespace.path).start()
    try process.waitForLine(containing: "held")
  }

  /// The holding process.
  package var pid: Int32 { process.pid }

  package func release() {
    process.closeInput()
    process.kill()
  }

  /// Each says `held` and stays until its input ends.
  private static func command(_ way: Way, _ path: String) -> Command {
    switch way {
    case .process:
      Command("sh", "-c", "echo held; read _").inNamespace(path)
    case .descriptor:
      Command("sh", "-c", "exec 9<\"$1\"; echo held; read _", "sh", path)
    case .mountElsewhere:
      Command("unshare", "--mount", "--propagation", "private", "sh", "-c", mounting, "sh", path)
    case .thread, .socket:
      Command("python3", "-c", threadOrSocket, path, way.rawValue)
    }
  }

  /// Mounts away from the original: unlinking a mount point detaches it in every mount namespace.
  private static let mounting = """
    mount -t tmpfs tmpfs /mnt && touch /mnt/held && mount --bind "$1" /mnt/held && echo held && read _
    """

  private static let threadOrSocket = """
    import ctypes, os, socket, sys, threading
    path, way = sys.argv[1:]
    libc = ctypes.CDLL(None, use_errno=True)
    kept, inside, ending = [], threading.Event(), threading.Event()

    def enter():
        descriptor = os.open(path, os.O_RDONLY)
        if libc.setns(descriptor, 0x40000000) != 0:
            os._exit(1)
        os.close(descriptor)
        if way == "socket":
            kept.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        inside.set()
        if way == "thread":
            ending.wait()

    thread = threading.Thread(target=enter, daemon=True)
    thread.start()
    inside.wait()
    if way == "socket":
        thread.join()
    print("held", flush=True)
    sys.stdin.read()
    """
}
