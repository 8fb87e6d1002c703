import CLinux
import Glibc
import LinuxSystem
import SystemPackage

extension NetlinkSocket {
  /// Receives notifications of a group from now on.
  public borrowing func join(_ group: MulticastGroup) throws(NetlinkError) {
    try set("NETLINK_ADD_MEMBERSHIP", SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, CInt(bitPattern: group.rawValue))
  }

  /// Receives the notifications of all namespaces that have a number in the socket's own; `Datagram.namespaceID` tells
  /// which. One without a number is not heard. It needs CAP_NET_BROADCAST there.
  public borrowing func listenToAllNamespaces() throws(NetlinkError) {
    try set("NETLINK_LISTEN_ALL_NSID", SOL_NETLINK, NETLINK_LISTEN_ALL_NSID, 1)
  }

  /// Gets an address of its own, which the kernel chooses: a port of one's own choice (getpid(), say) can only be used
  /// once. Who asks gets one with the first question; who only listens would hear nothing without.
  public borrowing func bind() throws(NetlinkError) {
    let number = rawValue
    var address = sockaddr_nl()
    address.nl_family = sa_family_t(AF_NETLINK)
    do {
      try syscall {
        withUnsafePointer(to: &address) {
          Glibc.bind(number, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self), 12)
        }
      }
    } catch {
      throw NetlinkError("bind", .socket(error))
    }
  }

  /// Makes the kernel keep up to `bytes` of messages that are not received yet; without CAP_NET_ADMIN at most
  /// `net.core.rmem_max`.
  public borrowing func setReceiveBuffer(_ bytes: Int) throws(NetlinkError) {
    let size = CInt(clamping: bytes)
    do {
      try set("SO_RCVBUFFORCE", SOL_SOCKET, SO_RCVBUFFORCE, size)
    } catch  where error.errno == .notPermitted {
      try set("SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, size)
    }
  }

  private borrowing func set(_ name: String, _ level: CInt, _ option: CInt, _ value: CInt) throws(NetlinkError) {
    let number = rawValue
    do {
      try syscall {
        withUnsafePointer(to: value) { setsockopt(number, level, option, $0, socklen_t(MemoryLayout<CInt>.size)) }
      }
    } catch {
      throw NetlinkError(name, .socket(error))
    }
  }
}
