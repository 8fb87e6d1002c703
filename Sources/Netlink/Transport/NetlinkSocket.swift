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
    let type = CInt(SOCK_RAW.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
    do throws(Errno) {
      descriptor = OwnedDescriptor(owning: try syscall { socket(AF_NETLINK, type, family) })
    } catch {
      throw NetlinkError("socket", .socket(error))
    }
    trySet(NETLINK_EXT_ACK)
    trySet(NETLINK_GET_STRICT_CHK)
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
    let storage = buffer.offered
    let flags = CInt(MSG_DONTWAIT)
    var receipt = cl_receipt()
    receipt.nsid = -1
    do throws(Errno) {
      let count = try syscall {
        // Who waits has asked, and is answered by the socket's own namespace.
        waits
          ? cl_receive_answer(number, storage.baseAddress, storage.count, flags, &receipt.port)
          : cl_receive(number, storage.baseAddress, storage.count, flags, &receipt)
      }
      return Datagram(
        length: count, isTruncated: count > storage.count, isFromKernel: receipt.port == 0,
        namespaceID: receipt.nsid < 0 ? nil : receipt.nsid)
    } catch .resourceTemporarilyUnavailable {
      guard waits else { return nil }
      try awaitInput()
      return try receive(into: buffer, waits: waits)
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

  /// The kernel answers while it is being asked: the time-out only guards against waiting for ever, should one be lost.
  private borrowing func awaitInput() throws(NetlinkError) {
    var entry = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    let count: CInt
    do {
      count = try syscall { poll(&entry, 1, Self.patience) }
    } catch {
      throw NetlinkError("receive", .socket(error))
    }
    if count == 0 { throw NetlinkError("receive", .timedOut) }
  }

  /// In milliseconds.
  private static let patience: CInt = 10_000

  /// An option that older kernels lack and that nothing depends on.
  private borrowing func trySet(_ option: CInt) {
    var one: CInt = 1
    setsockopt(descriptor.rawValue, SOL_NETLINK, option, &one, socklen_t(MemoryLayout<CInt>.size))
  }
}
