import Glibc
import LinuxSystem
import Synchronization

/// Datagrams from the lab's host to its first namespaces, whose kernels answer that nobody listens.
final class Traffic: Sendable {
  private let isOver = Mutex(false)

  init(toFirst count: Int) throws {
    try startThread("traffic") { [self] in
      let socket = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
      defer { close(socket) }
      while !isOver.withLock({ $0 }) {
        for number in 0..<count { Self.send(socket, to: Lab.address(number)) }
        usleep(50_000)
      }
    }
  }

  func stop() { isOver.withLock { $0 = true } }

  private static func send(_ socket: CInt, to address: [UInt8]) {
    var target = sockaddr_in()
    target.sin_family = sa_family_t(AF_INET)
    target.sin_port = UInt16(9).bigEndian
    withUnsafeMutableBytes(of: &target.sin_addr) { $0.copyBytes(from: address) }
    let octets = [UInt8](repeating: 0, count: 100)
    withUnsafePointer(to: target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(socket, octets, octets.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
