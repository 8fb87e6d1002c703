import CLinux
import Glibc

/// A connection that lists sockets of a namespace (sock_diag(7)).
public typealias SocketDiagnostics = NetlinkConnection<NetlinkSocket>

extension NetlinkConnection where Transport == NetlinkSocket {
  /// Opens a connection that lists the sockets of the calling thread's namespace.
  public static func socketDiagnostics() throws(NetlinkError) -> SocketDiagnostics {
    SocketDiagnostics(try NetlinkSocket(CInt(NETLINK_SOCK_DIAG)))
  }
}

extension NetlinkConnection where Transport: ~Copyable {
  /// `TCPF_LISTEN` of the kernel's net/tcp_states.h.
  private static var listening: UInt32 { 1 << 10 }
  /// `TCPF_CLOSE`: what an unconnected UDP socket is in.
  private static var unconnected: UInt32 { 1 << 7 }

  /// TCP sockets that wait for connections, of both families.
  public mutating func tcpListeners() throws(NetlinkError) -> [ListenerMessage] {
    try listeners(UInt8(IPPROTO_TCP), Self.listening)
  }

  /// UDP sockets that are connected to nobody, of both families.
  public mutating func udpListeners() throws(NetlinkError) -> [ListenerMessage] {
    try listeners(UInt8(IPPROTO_UDP), Self.unconnected)
  }

  private mutating func listeners(_ transport: UInt8, _ states: UInt32) throws(NetlinkError) -> [ListenerMessage] {
    var found: [ListenerMessage] = []
    for family in [AF_INET, AF_INET6] {
      var request = NetlinkRequest(Int(SOCK_DIAG_BY_FAMILY))
      var header = inet_diag_req_v2()
      header.sdiag_family = UInt8(family)
      header.sdiag_protocol = transport
      header.idiag_states = states
      request.append(header)
      found += try dump(request)
    }
    return found
  }
}
