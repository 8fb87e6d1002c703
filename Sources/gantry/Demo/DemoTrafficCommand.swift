import Addresses
import ArgumentParser
import Glibc
import LinuxSystem
import Netlink
import SystemPackage

/// `gantry demo-traffic`: what the containers of the demo run.
struct DemoTrafficCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo-traffic", abstract: "A process of \"gantry demo\" that sends to others.", shouldDisplay: false)

  @Option(help: "Who gets it: ADDRESS or ADDRESS,ADDRESS.")
  var to: [String] = []

  @Option(help: "Bytes a second at the peak.")
  var rate = 20_000

  @Option(help: "Seconds from one peak to the next.")
  var period = 30.0

  @Option(help: "Set this link down after a while: the broken cable.")
  var cut: String?

  /// Where datagrams are thrown away (RFC 863).
  private static let discardPort: UInt16 = 9
  private static let interval: UInt32 = 100_000
  private static let datagram = 1_000

  func run() throws {
    if let cut { try setDown(cut) }
    let peers = try to.map { text in
      guard let address = IPAddress(text) else { throw ValidationError("\"\(text)\" is no address") }
      return try DatagramSocket(to: address, port: Self.discardPort)
    }
    let payload = [UInt8](repeating: 0x2e, count: Self.datagram)
    var owed = 0.0
    while true {
      let seconds = Double(SystemClock.monotonic()) / 1e9
      let strength = 0.55 + 0.45 * sin(2 * .pi * seconds / period)
      owed += Double(rate) * strength * Double(Self.interval) / 1e6
      while owed >= Double(Self.datagram) {
        for peer in peers { peer.send(payload) }
        owed -= Double(Self.datagram)
      }
      usleep(Self.interval)
    }
  }

  private func setDown(_ name: String) throws {
    var kernel = try Rtnetlink()
    if let link = try kernel.links().first(where: { $0.name == name }) {
      try kernel.setLink(link.index, isUp: false)
    }
  }
}

/// Sends datagrams to one address, and does not mind who is not there.
private struct DatagramSocket {
  private let descriptor: CInt

  init(to address: IPAddress, port: UInt16) throws {
    switch address.family {
    case .ipv4:
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = port.bigEndian
      withUnsafeMutableBytes(of: &name.sin_addr) { $0.copyBytes(from: address.octets) }
      descriptor = try Self.connected(AF_INET, name, "\(address)")
    case .ipv6:
      var name = sockaddr_in6()
      name.sin6_family = sa_family_t(AF_INET6)
      name.sin6_port = port.bigEndian
      withUnsafeMutableBytes(of: &name.sin6_addr) { $0.copyBytes(from: address.octets) }
      descriptor = try Self.connected(AF_INET6, name, "\(address)")
    }
  }

  private static func connected<Name>(_ family: CInt, _ name: Name, _ text: String) throws -> CInt {
    let descriptor = try syscall("socket", on: text) { socket(family, CInt(SOCK_DGRAM.rawValue), 0) }
    try syscall("connect", on: text) {
      withUnsafeBytes(of: name) { bytes in
        connect(
          descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
      }
    }
    return descriptor
  }

  /// Who answers that nobody listens is not heard: the error of the datagram before is that of this one.
  func send(_ payload: [UInt8]) { _ = payload.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, 0) } }
}
