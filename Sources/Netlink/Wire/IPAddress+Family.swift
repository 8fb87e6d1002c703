import Addresses
import Glibc

extension IPAddress.Family {
  /// `AF_INET` or `AF_INET6`.
  var number: UInt8 { UInt8(self == .ipv4 ? AF_INET : AF_INET6) }
}
