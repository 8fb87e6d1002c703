public import Addresses
import CLinux

/// A request being built: a header, a leading structure, attributes.
///
///     var request = NetlinkRequest(RTM_NEWLINK, [.create, .exclusive])
///     request.append(ifinfomsg())
///     request.add(IFLA_IFNAME, "br0")
///     request.nest(IFLA_LINKINFO) { $0.add(IFLA_INFO_KIND, "bridge") }
public struct NetlinkRequest: Sendable {
  /// What the kernel is asked to do with the request (`NLM_F_*`); `NLM_F_REQUEST` is always set.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt16
    /// The flags of these bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    private init(_ flag: Int32) { rawValue = UInt16(truncatingIfNeeded: flag) }

    /// Answer with an acknowledgement, also on success (`NLM_F_ACK`).
    public static let acknowledge = Flags(NLM_F_ACK)
    /// All objects, not one (`NLM_F_DUMP`).
    public static let dump = Flags(NLM_F_ROOT | NLM_F_MATCH)
    /// Make the object where it doesn't exist (`NLM_F_CREATE`).
    public static let create = Flags(NLM_F_CREATE)
    /// Fail where it exists (`NLM_F_EXCL`).
    public static let exclusive = Flags(NLM_F_EXCL)
    /// Replace it where it exists (`NLM_F_REPLACE`).
    public static let replace = Flags(NLM_F_REPLACE)
    /// Put it after what exists (`NLM_F_APPEND`).
    public static let append = Flags(NLM_F_APPEND)
    /// Send the resulting notification to the asking socket too (`NLM_F_ECHO`).
    public static let echo = Flags(NLM_F_ECHO)
  }

  /// `RTM_*` or another protocol's message type.
  public let type: Int
  /// The bytes so far, from the header on; length and sequence are filled in when it is sent.
  public private(set) var bytes: [UInt8]

  /// An empty request of a type of the kernel's headers.
  public init(_ type: Int, _ flags: Flags = []) {
    self.type = type
    bytes = []
    bytes.reserveCapacity(64)
    append(
      nlmsghdr(
        nlmsg_len: 16, nlmsg_type: UInt16(truncatingIfNeeded: type),
        nlmsg_flags: flags.rawValue | UInt16(NLM_F_REQUEST), nlmsg_seq: 0, nlmsg_pid: 0))
  }

  /// The request's flags.
  public var flags: Flags { Flags(rawValue: bytes.span.bytes.load(6) ?? 0) }

  /// Sets flags that are not set yet.
  public mutating func insert(_ flags: Flags) { put(self.flags.union(flags).rawValue, at: 6) }

  /// Appends a leading structure, padded.
  public mutating func append<Header: BitwiseCopyable>(_ header: Header) {
    withUnsafeBytes(of: header) { bytes.append(contentsOf: $0) }
    pad()
  }

  /// Adds an attribute with a number or a C structure in it, in the byte order it has here.
  public mutating func add<Value: BitwiseCopyable>(_ type: Int, _ value: Value) {
    let start = open(type)
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
    close(start)
  }

  /// Adds text, with a NUL at its end.
  public mutating func add(_ type: Int, _ text: String) {
    let start = open(type)
    bytes.append(contentsOf: text.utf8)
    bytes.append(0)
    close(start)
  }

  /// Adds an address in network order.
  public mutating func add(_ type: Int, _ address: IPAddress) { add(type, bytes: address.octets) }

  /// Adds a hardware address.
  public mutating func add(_ type: Int, _ address: MACAddress) {
    add(type, bytes: (0..<6).map { UInt8(truncatingIfNeeded: address.bits >> (40 - 8 * UInt64($0))) })
  }

  /// Adds octets as they are.
  public mutating func add(_ type: Int, bytes octets: some Sequence<UInt8>) {
    let start = open(type)
    bytes.append(contentsOf: octets)
    close(start)
  }

  /// Adds an attribute that says something by being there.
  public mutating func add(flag type: Int) { close(open(type)) }

  /// Adds an attribute (flagged `NLA_F_NESTED`) that holds what `body` adds: attributes, or a structure and attributes.
  public mutating func nest(_ type: Int, _ body: (inout NetlinkRequest) -> Void) {
    let start = open(type | Int(NLA_F_NESTED))
    body(&self)
    close(start)
  }

  /// Fills in what is known when it is sent: then its bytes are the ones to send.
  mutating func finish(sequence: UInt32) {
    put(UInt32(truncatingIfNeeded: bytes.count), at: 0)
    put(sequence, at: 8)
  }

  /// The bytes to send.
  func finished(sequence: UInt32) -> [UInt8] {
    var copy = self
    copy.finish(sequence: sequence)
    return copy.bytes
  }

  private mutating func open(_ type: Int) -> Int {
    let start = bytes.count
    withUnsafeBytes(of: UInt32(0)) { bytes.append(contentsOf: $0) }
    put(UInt16(truncatingIfNeeded: type), at: start + 2)
    return start
  }

  private mutating func close(_ start: Int) {
    put(UInt16(truncatingIfNeeded: bytes.count - start), at: start)
    pad()
  }

  private mutating func pad() { while bytes.count % 4 != 0 { bytes.append(0) } }

  private mutating func put<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value, at offset: Int) {
    bytes.withUnsafeMutableBytes { $0.storeBytes(of: value, toByteOffset: offset, as: Value.self) }
  }
}
