import CLinux

/// The number of a namespace as seen from another, as `RTM_NEWNSID` and `RTM_DELNSID` tell of it
/// (linux/net_namespace.h). It holds while both exist, and is then used again.
public struct NamespaceIDMessage: Hashable, Sendable, NetlinkDecodable {
  /// The number; `nil` where the other namespace has none in this one.
  public var id: Int32?

  /// Reads an `RTM_NEWNSID` or `RTM_DELNSID` message.
  public init(_ message: NetlinkMessage) throws(NetlinkError) {
    _ = try message.header(rtgenmsg.self)
    // NETNSA_NSID_NOT_ASSIGNED is -1.
    id = message.attributes(after: rtgenmsg.self).first(NETNSA_NSID)?.int32.flatMap { $0 < 0 ? nil : $0 }
  }
}
