/// A next-hop object, which routes and forwarding tables refer to by its id (`RTM_NEWNEXTHOP`, ip-nexthop(8)).
public struct NextHopObject: Hashable, Sendable {
  /// What it does with packets.
  public enum Kind: Hashable, Sendable {
    /// Sends them on.
    case way(Route.NextHop)
    /// Drops them in silence.
    case blackhole
    /// Divides them among others.
    case group([Member])
  }

  /// One of several in a group.
  public struct Member: Hashable, Sendable {
    /// Its id.
    public var id: UInt32
    /// Its share, 1 or more.
    public var weight: Int

    /// A member of a group.
    public init(id: UInt32, weight: Int = 1) {
      self.id = id
      self.weight = weight
    }
  }

  /// Its id.
  public var id: UInt32
  /// What it does.
  public var kind: Kind
  /// It is for forwarding tables of VXLAN links, not for routes (`fdb`).
  public var isForForwarding: Bool
  /// A group that keeps flows where they are when members come and go (`type resilient`).
  public var isResilient: Bool

  /// A next-hop object.
  public init(id: UInt32, _ kind: Kind, isForForwarding: Bool = false, isResilient: Bool = false) {
    self.id = id
    self.kind = kind
    self.isForForwarding = isForForwarding
    self.isResilient = isResilient
  }
}

extension Namespace {
  /// The object in the words of ip-nexthop(8): `via 10.0.0.2 dev eth0`, `group 1,3/5`.
  public func words(of object: NextHopObject) -> String {
    let words =
      switch object.kind {
      case .way(let hop): words(of: hop)
      case .blackhole: "blackhole"
      case .group(let members):
        "group " + members.map { $0.weight == 1 ? "\($0.id)" : "\($0.id),\($0.weight)" }.joined(separator: "/")
      }
    return words + (object.isResilient ? " type resilient" : "") + (object.isForForwarding ? " fdb" : "")
  }

  /// A way on in the words of ip-route(8): `via 10.0.0.2 dev eth0 onlink linkdown`.
  public func words(of hop: Route.NextHop) -> String {
    [
      hop.gateway.map { "via \($0)" },
      hop.link.map { index in "dev \(link(index: index)?.name ?? "#\(index)")" },
      hop.isOnLink ? "onlink" : nil, hop.isDead ? "dead" : nil, hop.isLinkDown ? "linkdown" : nil,
    ]
    .compactMap(\.self).joined(separator: " ")
  }
}

extension [NextHopObject] {
  /// What a route with this id does: where it leads, or that it drops packets. Nil where there is no such object.
  public func resolved(_ id: UInt32) -> (kind: Route.Kind, ways: [Route.NextHop])? {
    guard let object = first(where: { $0.id == id }) else { return nil }
    switch object.kind {
    case .blackhole: return (.blackhole, [])
    case .way(let hop): return (.unicast, [hop])
    case .group(let members):
      let ways = members.compactMap { member -> Route.NextHop? in
        guard let object = first(where: { $0.id == member.id }), case .way(var hop) = object.kind else { return nil }
        hop.weight = member.weight
        return hop
      }
      // A blackhole can be the only member of a group.
      return (ways.isEmpty && !members.isEmpty ? .blackhole : .unicast, ways)
    }
  }
}
