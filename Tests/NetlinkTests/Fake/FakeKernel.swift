import CLinux
import Netlink

/// A kernel that is a function from a request to what the socket then has to be read for.
struct FakeKernel: NetlinkTransport {
  /// A request as the kernel sees it.
  struct Request {
    let type: Int
    let flags: UInt16
    let sequence: UInt32
    let bytes: [UInt8]
    /// The number of requests before it.
    let position: Int
  }

  /// What one receive gives.
  enum Answer {
    case datagram([UInt8])
    /// A datagram of another process, not of the kernel.
    case forged([UInt8])
    case fromNamespace(Int32, [UInt8])
    case failure(NetlinkError)
  }

  private let answer: (Request) -> [Answer]
  private var pending: [Answer] = []
  private(set) var requests: [Request] = []

  init(answering answer: @escaping (Request) -> [Answer]) { self.answer = answer }

  /// A kernel that answers with datagrams.
  init(datagrams: @escaping (Request) -> [[UInt8]]) {
    self.init(answering: { (request: Request) -> [Answer] in datagrams(request).map(Answer.datagram) })
  }

  /// A kernel that has something to say by itself.
  init(saying answers: [Answer]) {
    self.init(answering: { (_: Request) -> [Answer] in [] })
    pending = answers
  }

  mutating func send(_ bytes: [UInt8]) throws(NetlinkError) {
    guard let message = NetlinkMessage(bytes.span.bytes) else { throw NetlinkError("send", .malformed) }
    let request = Request(
      type: message.type, flags: message.flags, sequence: message.sequence, bytes: bytes, position: requests.count)
    requests.append(request)
    pending += answer(request)
  }

  mutating func receive(into buffer: ReceiveBuffer, waits: Bool) throws(NetlinkError) -> Datagram? {
    guard !pending.isEmpty else {
      if waits { throw NetlinkError("receive", .timedOut) }
      return nil
    }
    switch pending.removeFirst() {
    case .datagram(let bytes): return deliver(bytes, to: buffer)
    case .forged(let bytes): return deliver(bytes, to: buffer, isFromKernel: false)
    case .fromNamespace(let id, let bytes): return deliver(bytes, to: buffer, namespaceID: id)
    case .failure(let error): throw error
    }
  }

  private func deliver(
    _ bytes: [UInt8], to buffer: ReceiveBuffer, isFromKernel: Bool = true, namespaceID: Int32? = nil
  ) -> Datagram {
    Datagram(
      length: bytes.count, isTruncated: !buffer.fill(bytes), isFromKernel: isFromKernel, namespaceID: namespaceID)
  }
}

extension FakeKernel.Request {
  /// A message in answer to it.
  func message(_ type: Int, flags: Int32 = NLM_F_MULTI, sequence: UInt32? = nil, _ payload: [UInt8]) -> [UInt8] {
    let header = nlmsghdr(
      nlmsg_len: UInt32(16 + payload.count), nlmsg_type: UInt16(type), nlmsg_flags: UInt16(flags),
      nlmsg_seq: sequence ?? self.sequence, nlmsg_pid: 0)
    let message = withUnsafeBytes(of: header, Array.init) + payload
    return message + [UInt8](repeating: 0, count: -message.count & 3)
  }

  /// A link with this index and name.
  func link(_ index: Int32, _ name: String, flags: Int32 = NLM_F_MULTI, sequence: UInt32? = nil) -> [UInt8] {
    var body = NetlinkRequest(RTM_NEWLINK)
    var header = ifinfomsg()
    header.ifi_index = index
    body.append(header)
    body.add(IFLA_IFNAME, name)
    return message(RTM_NEWLINK, flags: flags, sequence: sequence, Array(body.bytes.dropFirst(16)))
  }

  /// The end of a dump.
  func done(_ errno: Int32 = 0, flags: Int32 = NLM_F_MULTI, sequence: UInt32? = nil) -> [UInt8] {
    message(Int(NLMSG_DONE), flags: flags, sequence: sequence, withUnsafeBytes(of: -errno, Array.init))
  }

  /// An acknowledgement or a refusal.
  func acknowledgement(
    _ errno: Int32 = 0, text: String? = nil, offset: UInt32? = nil, repeatsRequest: Bool = false,
    sequence: UInt32? = nil
  ) -> [UInt8] {
    var attributes = NetlinkRequest(0)
    if let text { attributes.add(Int(NLMSGERR_ATTR_MSG.rawValue), text) }
    if let offset { attributes.add(Int(NLMSGERR_ATTR_OFFS.rawValue), offset) }
    let flags = (text == nil && offset == nil ? 0 : NLM_F_ACK_TLVS) | (repeatsRequest ? 0 : NLM_F_CAPPED)
    let repeated = repeatsRequest ? bytes : Array(bytes.prefix(16))
    return message(
      Int(NLMSG_ERROR), flags: flags, sequence: sequence,
      withUnsafeBytes(of: -errno, Array.init) + repeated + attributes.bytes.dropFirst(16))
  }
}
