public import Addresses
import CLinux
import Glibc

/// A socket as `SOCK_DIAG_BY_FAMILY` tells of it (sock_diag(7)).
public struct ListenerMessage: Hashable, Sendable, NetlinkDecodable {
  /// The address it is bound to; unspecified for all.
  public var address: IPAddress
  /// Its port.
  public var port: UInt16

  /// Reads a message.
  /// - Throws: `.malformed`, also for a family that is neither IPv4 nor IPv6.
  public init(_ message: NetlinkMessage) throws(NetlinkError) {
    let header: inet_diag_msg = try message.header()
    let octets = withUnsafeBytes(of: header.id.idiag_src) { Array($0) }
    let address: IPAddress? =
      switch Int32(header.idiag_family) {
      case AF_INET: IPAddress(octets.prefix(4))
      case AF_INET6: IPAddress(octets)
      default: nil
      }
    guard let address else { throw NetlinkError("SOCK_DIAG_BY_FAMILY", .malformed) }
    self.address = address
    port = UInt16(bigEndian: header.id.idiag_sport)
  }
}
