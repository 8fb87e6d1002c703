/// A value that a netlink message carries.
public protocol NetlinkDecodable {
  /// Reads the value; attributes that are not known are passed over.
  /// - Throws: `.malformed` where the message is too short for what every one of its type begins with.
  init(_ message: NetlinkMessage) throws(NetlinkError)
}

/// An interface index (`ifindex`): positive, unique in its namespace.
public typealias InterfaceIndex = Int32
