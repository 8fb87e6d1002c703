/// What carries requests to a kernel and datagrams back: a socket, or a fake kernel in tests.
public protocol NetlinkTransport: ~Copyable {
  /// Sends one finished request.
  mutating func send(_ request: [UInt8]) throws(NetlinkError)

  /// Receives one datagram into the buffer.
  /// - Parameter waits: false to receive only what has come already.
  /// - Returns: `nil` where nothing has come and `waits` is false.
  /// - Throws: `.overrun`, `.timedOut` or `.socket`.
  mutating func receive(into buffer: ReceiveBuffer, waits: Bool) throws(NetlinkError) -> Datagram?
}

/// What is known of a datagram besides its bytes.
public struct Datagram: Hashable, Sendable {
  /// Its whole length in bytes; more than the buffer holds where it was cut.
  public let length: Int
  /// True where it did not fit into the buffer: what is there is its beginning.
  public let isTruncated: Bool
  /// True where it is from the kernel, not from another process.
  public let isFromKernel: Bool
  /// The namespace it tells of, in the numbering of the socket's namespace; `nil` for the socket's own.
  public let namespaceID: Int32?

  /// A datagram, by default one from the kernel of the socket's own namespace.
  public init(length: Int, isTruncated: Bool = false, isFromKernel: Bool = true, namespaceID: Int32? = nil) {
    self.length = length
    self.isTruncated = isTruncated
    self.isFromKernel = isFromKernel
    self.namespaceID = namespaceID
  }
}
