import CLinux
import Testing

@testable import Netlink

@Suite("Malformed messages")
struct MalformedTests {
  @Test("Cut at any length, whatever the header says, a message is read or refused", arguments: try Golden.all())
  func truncated(golden: Golden) {
    for count in 0...golden.bytes.count {
      var bytes = Array(golden.bytes.prefix(count))
      Self.readAll(bytes, aloud: true)
      guard count >= 4 else { continue }
      Self.put(UInt32(count), into: &bytes, at: 0)
      Self.readAll(bytes)
    }
  }

  @Test("With any two octets of lengths and types made odd, a message is read or refused", arguments: try Golden.all())
  func flipped(golden: Golden) {
    for offset in stride(from: 0, to: golden.bytes.count - 1, by: 2) {
      for value: UInt16 in [0, 1, 3, 4, 5, 0x7fff, 0x8000, 0xffff] {
        var bytes = golden.bytes
        Self.put(value, into: &bytes, at: offset)
        Self.readAll(bytes)
      }
    }
  }

  @Test("An attribute too short for its type reads as absent")
  func shortAttributes() throws {
    var message = NetlinkRequest(RTM_NEWLINK)
    message.append(ifinfomsg())
    message.add(IFLA_MTU, bytes: [1, 2, 3])
    message.add(IFLA_ADDRESS, bytes: [1, 2, 3, 4, 5])
    message.add(IFLA_STATS64, bytes: [UInt8](repeating: 1, count: 79))
    message.add(flag: IFLA_MASTER)
    message.add(IFLA_IFNAME, "after")
    let link = try Self.link(message)
    #expect(link.mtu == nil && link.mac == nil && link.statistics == nil && link.master == nil)
    #expect(link.name == "after")
  }

  @Test("Attributes end where one is malformed, and say so")
  func malformedAttribute() {
    let bytes: [UInt8] = [5, 0, 1, 0, 9, 0, 0, 0, 3, 0, 2, 0]
    var attributes = Attributes(bytes.span.bytes)
    var values: [UInt8?] = []
    while let attribute = attributes.next() { values.append(attribute.uint8) }
    #expect(values == [9])
    let isAtEnd = attributes.isAtEnd
    #expect(!isAtEnd)
  }

  @Test("A name that is not UTF-8 or has no end is still a name")
  func oddNames() throws {
    var message = NetlinkRequest(RTM_NEWLINK)
    message.append(ifinfomsg())
    message.add(IFLA_IFNAME, bytes: [0x61, 0xff, 0x62])
    #expect(try Self.link(message).name == "a\u{fffd}b")
  }

  private static func link(_ request: NetlinkRequest) throws -> LinkMessage {
    let bytes = request.finished(sequence: 0)
    guard let message = NetlinkMessage(bytes.span.bytes) else { throw Unexpected(what: bytes) }
    return try LinkMessage(message)
  }

  /// Reads them in every way there is; what comes of it is of no interest, as long as it ends.
  private static func readAll(_ bytes: [UInt8], aloud: Bool = false) {
    var messages = NetlinkMessages(bytes.span.bytes)
    var description = MessageDescription()
    while let message = messages.next() {
      _ = try? RtnetlinkEvent(message)
      _ = try? LinkStatisticsMessage(message)
      if aloud { description.append(message) }
    }
    for offset in [0, 16, 40, bytes.count] { _ = AttributeName.inRequest(bytes, at: offset) }
    var reply = Reply(request: bytes, type: RTM_NEWLINK, sequence: 0, ending: .withControl)
    reply.take(bytes.span.bytes) { _ in }
  }

  private static func put<Value: FixedWidthInteger>(_ value: Value, into bytes: inout [UInt8], at offset: Int) {
    for index in 0..<MemoryLayout<Value>.size {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> Value(8 * index))
    }
  }
}
