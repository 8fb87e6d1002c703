import CLinux
import SystemPackage

/// What the kernel adds to an error: a message, and where in the request the trouble is (`enum nlmsgerr_attrs`).
struct ExtendedAcknowledgement {
  private var message: String?
  private var offset: Int?
  private var missingType: Int?

  init(_ reply: NetlinkMessage, isAcknowledgement: Bool) {
    guard reply.flags & UInt16(NLM_F_ACK_TLVS) != 0 else { return }
    var position = 4
    if isAcknowledgement {
      // An error repeats the request's header, and all of the request unless it says that it was capped.
      let isCapped = reply.flags & UInt16(NLM_F_CAPPED) != 0
      position += isCapped ? 16 : (Int(reply.payload.load(4, as: UInt32.self) ?? 16) + 3) & ~3
    }
    var attributes = Attributes(reply.payload.dropping(position))
    while let attribute = attributes.next() {
      switch attribute.type {
      case NLMSGERR_ATTR_MSG: message = attribute.string
      case NLMSGERR_ATTR_OFFS: offset = attribute.uint32.map(Int.init)
      // Not in older headers: NLMSGERR_ATTR_MISS_TYPE.
      case 5: missingType = attribute.uint32.map(Int.init)
      default: break
      }
    }
  }

  func error(_ operation: String, _ errno: Errno, request: [UInt8]) -> NetlinkError {
    NetlinkError(
      operation, .refused(errno), message: message, offset: offset,
      attribute: offset.flatMap { AttributeName.inRequest(request, at: $0) }
        ?? missingType.map { "attribute type \($0) is missing" })
  }
}
