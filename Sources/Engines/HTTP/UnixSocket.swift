import Glibc
import LinuxSystem
import SystemPackage

/// A connection to a unix socket (unix(7)), made here and not by NIO, whose sockets the programs that gantry starts
/// would inherit: a shell has no business with an engine's connection.
struct UnixSocket: ~Copyable {
  private let descriptor: OwnedDescriptor
  /// Who called listen(2), by `SO_PEERCRED`: for a socket that systemd opened, that is systemd. Nil where it is in no pid
  /// namespace of ours.
  let peerPid: Int32?

  /// Connects. It never waits: a listener with too many waiting connections is `EAGAIN`.
  init(connectingTo path: String) throws(Errno) {
    let type = CInt(bitPattern: SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let descriptor = OwnedDescriptor(owning: try syscall { socket(AF_UNIX, type, 0) })
    var address = try sockaddr_un(path: path)
    try syscall {
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor.rawValue, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
    }
    peerPid = Self.peerPid(of: descriptor)
    self.descriptor = descriptor
  }

  /// Gives the descriptor to a new owner, who closes it.
  consuming func release() -> CInt { descriptor.release() }

  private static func peerPid(of descriptor: borrowing OwnedDescriptor) -> Int32? {
    var credentials = PeerCredentials()
    var size = socklen_t(MemoryLayout<PeerCredentials>.size)
    let answer = getsockopt(descriptor.rawValue, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
    return answer == 0 && credentials.pid > 0 ? credentials.pid : nil
  }
}

extension sockaddr_un {
  /// The address of a path that fits.
  fileprivate init(path: String) throws(Errno) {
    self.init()
    sun_family = sa_family_t(AF_UNIX)
    let fits = withUnsafeMutableBytes(of: &sun_path) { buffer in
      guard !path.isEmpty, path.utf8.count < buffer.count, !path.utf8.contains(0) else { return false }
      buffer.copyBytes(from: path.utf8)
      return true
    }
    guard fits else { throw .fileNameTooLong }
  }
}

/// `struct ucred`, which the C library shows to GNU sources only.
private struct PeerCredentials {
  var pid: Int32 = 0
  var uid: UInt32 = 0
  var gid: UInt32 = 0
}
