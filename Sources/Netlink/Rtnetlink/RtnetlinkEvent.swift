import CLinux

/// What a notification of the routing subsystem tells.
public enum RtnetlinkEvent: Hashable, Sendable {
  /// A link is new, or is as told from now on.
  case link(LinkMessage)
  /// A link is gone, or went to another namespace; with `AF_BRIDGE`, it left its bridge.
  case linkRemoved(LinkMessage)
  /// An address is new, or is as told from now on.
  case address(AddressMessage)
  /// An address is gone.
  case addressRemoved(AddressMessage)
  /// A route is new, or is as told from now on.
  case route(RouteMessage)
  /// A route is gone.
  case routeRemoved(RouteMessage)
  /// A neighbour or an entry of a forwarding table is new, or is as told from now on.
  case neighbour(NeighbourMessage)
  /// A neighbour or an entry of a forwarding table is gone.
  case neighbourRemoved(NeighbourMessage)
  /// A routing policy rule came or went.
  case rulesChanged
  /// A next-hop object came, changed or went.
  case nextHopsChanged
  /// A namespace has got a number.
  case namespaceID(Int32)
  /// A number stands for no namespace any more.
  case namespaceIDRemoved(Int32)

  /// Reads a notification; `nil` where it tells of something else.
  /// - Throws: `.malformed`.
  public init?(_ message: NetlinkMessage) throws(NetlinkError) {
    switch message.type {
    case RTM_NEWLINK: self = .link(try LinkMessage(message))
    case RTM_DELLINK: self = .linkRemoved(try LinkMessage(message))
    case RTM_NEWADDR: self = .address(try AddressMessage(message))
    case RTM_DELADDR: self = .addressRemoved(try AddressMessage(message))
    case RTM_NEWROUTE: self = .route(try RouteMessage(message))
    case RTM_DELROUTE: self = .routeRemoved(try RouteMessage(message))
    case RTM_NEWNEIGH: self = .neighbour(try NeighbourMessage(message))
    case RTM_DELNEIGH: self = .neighbourRemoved(try NeighbourMessage(message))
    case RTM_NEWRULE, RTM_DELRULE: self = .rulesChanged
    case RTM_NEWNEXTHOP, RTM_DELNEXTHOP: self = .nextHopsChanged
    case RTM_NEWNSID, RTM_DELNSID:
      guard let id = try NamespaceIDMessage(message).id else { return nil }
      self = message.type == RTM_NEWNSID ? .namespaceID(id) : .namespaceIDRemoved(id)
    default: return nil
    }
  }
}
