import CLinux

@testable import Netlink

/// A socket that keeps what it received, with sequence and port numbers set to 0 to be the same each time.
struct RecordingTransport: ~Copyable, NetlinkTransport {
  private var socket: NetlinkSocket
  private(set) var messages: [[UInt8]] = []

  init(_ socket: consuming NetlinkSocket) { self.socket = socket }

  mutating func send(_ request: [UInt8]) throws(NetlinkError) { try socket.send(request) }

  mutating func receive(into buffer: ReceiveBuffer, waits: Bool) throws(NetlinkError) -> Datagram? {
    guard let datagram = try socket.receive(into: buffer, waits: waits) else { return nil }
    var received = NetlinkMessages(buffer.bytes(datagram.length))
    while let message = received.next() {
      let header = nlmsghdr(
        nlmsg_len: UInt32(16 + message.payload.byteCount), nlmsg_type: UInt16(message.type),
        nlmsg_flags: message.flags, nlmsg_seq: 0, nlmsg_pid: 0)
      let bytes = withUnsafeBytes(of: header, Array.init) + message.payload.withUnsafeBytes(Array.init)
      messages.append(bytes + [UInt8](repeating: 0, count: -bytes.count & 3))
    }
    return datagram
  }
}
