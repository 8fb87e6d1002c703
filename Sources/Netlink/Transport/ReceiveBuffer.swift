/// Memory to receive datagrams in, to be used for one connection after the other on a thread.
public final class ReceiveBuffer {
  /// The kernel never makes a dump's datagram larger than 32 KiB unless a single message is.
  static let initialCapacity = 65_536
  static let maximumCapacity = 4 << 20
  /// `NLMSG_GOODSIZE` where a page has 4 KiB: the kernel's first datagram of a dump is no larger. It makes the next ones
  /// as large as the largest buffer that it was ever offered on the socket (`netlink_dump`), however little it has
  /// to say: taking and giving back the memory for that is a good part of the cost of a small dump.
  static let littleCapacity = 3_776

  private(set) var storage: UnsafeMutableRawBufferPointer
  private var offeredCount: Int

  /// A buffer of 64 KiB; it grows where the kernel has a larger message.
  public init() {
    storage = .allocate(byteCount: Self.initialCapacity, alignment: 16)
    offeredCount = Self.initialCapacity
  }

  deinit { storage.deallocate() }

  /// What of it the kernel is offered.
  var offered: UnsafeMutableRawBufferPointer { .init(rebasing: storage[..<offeredCount]) }

  func offerLittle() { offeredCount = Self.littleCapacity }

  func offerAll() { offeredCount = storage.count }

  /// The first `count` bytes, at most all there are; valid until something else is received.
  @_lifetime(borrow self)
  func bytes(_ count: Int) -> RawSpan {
    let bytes = UnsafeRawBufferPointer(rebasing: storage[..<min(max(count, 0), storage.count)])
    // The memory lives as long as the buffer, and receiving again is up to those who hold no span.
    return _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
  }

  /// Puts a datagram into it, as a transport of one's own does.
  /// - Returns: false where it did not fit and was cut.
  public func fill(_ datagram: [UInt8]) -> Bool {
    storage.copyBytes(from: datagram.prefix(offeredCount))
    return datagram.count <= offeredCount
  }

  /// Makes room for a datagram of `count` bytes; what was received is gone.
  /// - Returns: false where that would be unreasonably large.
  func grow(to count: Int) -> Bool {
    guard count <= Self.maximumCapacity else { return false }
    if count > storage.count {
      storage.deallocate()
      storage = .allocate(byteCount: count, alignment: 16)
    }
    offerAll()
    return true
  }
}
