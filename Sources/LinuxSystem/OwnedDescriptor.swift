import Glibc

/// A file descriptor with one owner, closed when its owner is done with it.
public struct OwnedDescriptor: ~Copyable, Sendable {
  /// The number, for the time of a borrow: it must not be kept or closed.
  public let rawValue: CInt

  /// Takes over a descriptor that nobody else closes.
  public init(owning rawValue: CInt) { self.rawValue = rawValue }

  // close(2) is not repeated on EINTR: Linux has released the number by then.
  deinit { _ = close(rawValue) }

  /// Gives the descriptor to a new owner, who closes it.
  public consuming func release() -> CInt {
    let rawValue = rawValue
    discard self
    return rawValue
  }
}
