import CLinux

@testable import Netlink

/// What was read goes here, so that the optimiser leaves nothing out.
nonisolated(unsafe) private var sink = 0

/// libFuzzer's entry: any octets are read in every way in which the kernel's could be.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  readMessages(bytes)
  describe(bytes)
  converse(bytes)
  return 0
}

private func readMessages(_ bytes: [UInt8]) {
  var messages = NetlinkMessages(bytes.span.bytes)
  while let message = messages.next() {
    if let event = try? RtnetlinkEvent(message) { sink &+= event.hashValue }
    if let statistics = try? LinkStatisticsMessage(message) { sink &+= statistics.hashValue }
  }
  // Without a header that fits, mutation rarely gets as far as the attributes.
  for type in [RTM_NEWLINK, RTM_NEWADDR, RTM_NEWROUTE, RTM_NEWNEIGH, RTM_NEWNSID] {
    var whole = bytes
    adjust(&whole, type: type)
    if let message = NetlinkMessage(whole.span.bytes), let event = try? RtnetlinkEvent(message) {
      sink &+= event.hashValue
    }
  }
}

private func describe(_ bytes: [UInt8]) {
  var description = MessageDescription()
  var messages = NetlinkMessages(bytes.span.bytes)
  while let message = messages.next() { description.append(message) }
  sink &+= description.text.utf8.count
  for offset in [0, 16, 32, bytes.count / 2] {
    sink &+= AttributeName.inRequest(bytes, at: offset)?.utf8.count ?? 0
  }
}

private func converse(_ bytes: [UInt8]) {
  var kernel = NetlinkConnection(Echo(answer: bytes))
  sink &+= (try? kernel.links().count) ?? 0
  sink &+= (try? kernel.routes().count) ?? 0
  do { try kernel.request(NetlinkRequest(RTM_NEWLINK)) } catch { sink &+= error.hashValue }
}

private func adjust(_ bytes: inout [UInt8], type: Int) {
  guard bytes.count >= 16 else { return }
  for index in 0..<4 { bytes[index] = UInt8(truncatingIfNeeded: bytes.count >> (8 * index)) }
  bytes[4] = UInt8(type)
  bytes[5] = 0
}

/// A kernel that answers every request with the same octets, the sequence number put right.
private struct Echo: NetlinkTransport {
  let answer: [UInt8]
  var pending: [UInt8]?

  init(answer: [UInt8]) { self.answer = answer }

  mutating func send(_ request: [UInt8]) throws(NetlinkError) {
    var reply = answer
    if reply.count >= 16 { reply.replaceSubrange(8..<12, with: request[8..<12]) }
    pending = reply
  }

  mutating func receive(into buffer: ReceiveBuffer, waits: Bool) throws(NetlinkError) -> Datagram? {
    guard let reply = pending else {
      if waits { throw NetlinkError("receive", .timedOut) }
      return nil
    }
    pending = nil
    return Datagram(length: reply.count, isTruncated: !buffer.fill(reply))
  }
}
