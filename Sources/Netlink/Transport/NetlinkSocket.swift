import CLinux
import Glibc
import LinuxSystem
import SystemPackage

/// A netlink socket (netlink(7)): it belongs to the namespace in which it was opened, wherever its thread goes, and keeps
/// that namespace alive. Sockets of other namespaces should therefore be closed at once.
public struct NetlinkSocket: ~Copyable, Sendable, NetlinkTransport {
  private let descriptor: OwnedDescriptor

  /// Opens a socket in the namespace of the calling thread, with extended acknowledgements and strict checking where
  /// the kernel has them (Linux 4.12, 4.20).
  /// - Parameter family: `NETLINK_ROUTE` (0) or another protocol of netlink(7).
  public init(_ family: CInt) throws(NetlinkError) {
    do throws(Errno) {
      descriptor = try Self.bound(family)
    } catch {
      throw NetlinkError("socket", .socket(error))
    }
    for option in [NETLINK_EXT_ACK, NETLINK_CAP_ACK, NETLINK_GET_STRICT_CHK] { trySet(option) }
    // Answers come at once: the time-out only guards against waiting for ever, should one be lost.
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor.rawValue, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  /// For `Epoll.add`, for the time of a borrow.
  public var rawValue: CInt { descriptor.rawValue }

  /// Sends one finished request.
  public mutating func send(_ request: [UInt8]) throws(NetlinkError) {
    let number = descriptor.rawValue
    do {
      try syscall { Glibc.send(number, request, request.count, 0) }
    } catch {
      throw NetlinkError("send", .socket(error))
    }
  }

  /// Receives one datagram into the buffer.
  public mutating func receive(into buffer: ReceiveBuffer, waits: Bool) throws(NetlinkError) -> Datagram? {
    let number = descriptor.rawValue
    let storage = buffer.storage
    let flags = waits ? 0 : CInt(MSG_DONTWAIT)
    var receipt = cl_receipt()
    do throws(Errno) {
      let count = try syscall { cl_receive(number, storage.baseAddress, storage.count, flags, &receipt) }
      return Datagram(
        length: count, isTruncated: count > storage.count, isFromKernel: receipt.port == 0,
        namespaceID: receipt.nsid < 0 ? nil : receipt.nsid)
    } catch .resourceTemporarilyUnavailable {
      if waits { throw NetlinkError("receive", .timedOut) }
      return nil
    } catch .noBufferSpace {
      throw NetlinkError("receive", .overrun)
    } catch {
      throw NetlinkError("receive", .socket(error))
    }
  }

  /// The number that identifies the socket's namespace among all that this machine has had since it was started
  /// (`SO_NETNS_COOKIE`, Linux 5.14).
  public borrowing func namespaceCookie() throws(NetlinkError) -> UInt64 {
    let number = descriptor.rawValue
    var cookie: UInt64 = 0
    do {
      try syscall { cl_namespace_cookie(number, &cookie) }
    } catch {
      throw NetlinkError("SO_NETNS_COOKIE", .socket(error))
    }
    return cookie
  }

  private static func bound(_ family: CInt) throws(Errno) -> OwnedDescriptor {
    let type = CInt(SOCK_RAW.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
    let descriptor = OwnedDescriptor(owning: try syscall { socket(AF_NETLINK, type, family) })
    let number = descriptor.rawValue
    // Port 0: the kernel chooses one. A port of one's own choice (getpid(), say) can only be used once.
    var address = sockaddr_nl()
    address.nl_family = sa_family_t(AF_NETLINK)
    try syscall {
      withUnsafePointer(to: &address) {
        bind(number, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self), 12)
      }
    }
    return descriptor
  }

  /// An option that older kernels lack and that nothing depends on.
  private borrowing func trySet(_ option: CInt) {
    var one: CInt = 1
    setsockopt(descriptor.rawValue, SOL_NETLINK, option, &one, socklen_t(MemoryLayout<CInt>.size))
  }
}
