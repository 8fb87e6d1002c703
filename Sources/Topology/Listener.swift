public import Addresses

/// A socket that waits for what others send (ss(8), `ss -ltu`).
public struct Listener: Hashable, Sendable {
  /// `tcp` or `udp`.
  public var transport: String
  /// The address it is bound to; unspecified (`0.0.0.0`, `::`) for all.
  public var address: IPAddress
  /// The port.
  public var port: UInt16

  /// A socket.
  public init(transport: String, address: IPAddress, port: UInt16) {
    self.transport = transport
    self.address = address
    self.port = port
  }
}
