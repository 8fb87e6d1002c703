import CLinux
import SystemPackage

/// What has come so far in answer to one request.
struct Reply: ~Copyable {
  /// What the answer ends with.
  enum Ending {
    /// An acknowledgement, an error, or the end of a dump.
    case withControl
    /// The object that was asked for, or an error.
    case withObject
  }

  private let request: [UInt8]
  private let type: Int
  private let sequence: UInt32
  private let ending: Ending
  private(set) var isComplete = false
  private(set) var isConsistent = true
  private(set) var error: NetlinkError?
  // An error is large: looking for one at each message is not free.
  private var hasFailed = false

  init(request: [UInt8], type: Int, sequence: UInt32, ending: Ending) {
    self.request = request
    self.sequence = sequence
    self.ending = ending
    self.type = type
  }

  /// What was asked for, for people.
  var operation: String { MessageName.of(type) }

  mutating func fail(_ cause: NetlinkError.Cause) { fail(NetlinkError(operation, cause)) }

  private mutating func fail(_ error: NetlinkError) {
    guard !hasFailed else { return }
    hasFailed = true
    self.error = error
  }

  /// Takes the messages of one datagram; those that answer something else are passed over.
  mutating func take(_ datagram: RawSpan, _ body: (NetlinkMessage) throws(NetlinkError) -> Void) {
    var messages = NetlinkMessages(datagram)
    while !isComplete, let message = messages.next() {
      if message.sequence == sequence { take(message, body) }
    }
    if !isComplete, !messages.isAtEnd {
      fail(.malformed)
      isComplete = true
    }
  }

  private mutating func take(_ message: NetlinkMessage, _ body: (NetlinkMessage) throws(NetlinkError) -> Void) {
    if message.flags & UInt16(NLM_F_DUMP_INTR) != 0 { isConsistent = false }
    switch message.type {
    case Int(NLMSG_NOOP): break
    case Int(NLMSG_OVERRUN): fail(.overrun)
    case Int(NLMSG_ERROR): finish(message, isAcknowledgement: true)
    // NLMSG_DONE carries an error where a dump failed half-way.
    case Int(NLMSG_DONE): finish(message, isAcknowledgement: false)
    default:
      hand(message, body)
      isComplete = ending == .withObject
    }
  }

  private mutating func hand(_ message: NetlinkMessage, _ body: (NetlinkMessage) throws(NetlinkError) -> Void) {
    guard !hasFailed, isConsistent else { return }
    do { try body(message) } catch { fail(error) }
  }

  private mutating func finish(_ message: NetlinkMessage, isAcknowledgement: Bool) {
    isComplete = true
    guard let code = message.payload.load(as: Int32.self) else {
      if isAcknowledgement { fail(.malformed) }
      return
    }
    guard code < 0, !hasFailed else { return }
    fail(
      ExtendedAcknowledgement(message, isAcknowledgement: isAcknowledgement)
        .error(operation, Errno(rawValue: code == .min ? .max : -code), request: request))
  }
}
