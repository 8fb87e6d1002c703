/// Memory to receive datagrams in, to be used for one connection after the other on a thread.
public final class ReceiveBuffer {
  /// The kernel never makes a dump's datagram larger than 32 KiB unless a single message is.
  static let initialCapacity = 65_536
  static let maximumCapacity = 4 << 20

  private(set) var storage: UnsafeMutableRawBufferPointer

  /// A buffer of 64 KiB; it grows where the kernel has a larger message.
  public init() { storage = .allocate(byteCount: Self.initialCapacity, alignment: 16) }

  deinit { storage.deallocate() }

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
    storage.copyBytes(from: datagram.prefix(storage.count))
    return datagram.count <= storage.count
  }

  /// Makes room for a datagram of `count` bytes; what was received is gone.
  /// - Returns: false where that would be unreasonably large.
  func grow(to count: Int) -> Bool {
    guard count <= Self.maximumCapacity else { return false }
    guard count > storage.count else { return true }
    storage.deallocate()
    storage = .allocate(byteCount: count, alignment: 16)
    return true
  }
}
