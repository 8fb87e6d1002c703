public import Addresses
public import Topology

/// What plans have to know of a host beside its picture: read from the kernel right before.
public struct HostFacts: Hashable, Sendable {
  /// Settings by their file below `/proc/sys`, as far as they are there.
  public var settings: [String: String]
  /// Chains that drop what is forwarded and not accepted by a rule of theirs.
  public var forwardPolicies: [ForwardPolicy]
  /// Whether nft(8) is installed.
  public var hasPacketFilter: Bool
  /// The host's addresses through which somebody is logged in by SSH.
  public var remoteLogins: [IPAddress]
  /// The host's name servers, as its resolver's configuration has them.
  public var nameServers: [IPAddress]
  /// Those of ``Plan/programs`` that the host does not have.
  public var missingPrograms: Set<String> = []
  /// Containers that are made again, by their engines' ids.
  public var containers: [String: ContainerFacts] = [:]

  /// A host that forwards everything already and keeps nobody, unless told otherwise.
  public init(
    settings: [String: String] = [Self.forwarding(.ipv4): "1", Self.forwarding(.ipv6): "1"],
    forwardPolicies: [ForwardPolicy] = [], hasPacketFilter: Bool = true, remoteLogins: [IPAddress] = [],
    nameServers: [IPAddress] = []
  ) {
    self.settings = settings
    self.forwardPolicies = forwardPolicies
    self.hasPacketFilter = hasPacketFilter
    self.remoteLogins = remoteLogins
    self.nameServers = nameServers
  }

  /// The setting by which a host forwards a family's packets (ip-sysctl.rst).
  public static func forwarding(_ family: IPAddress.Family) -> String {
    switch family {
    case .ipv4: "net/ipv4/ip_forward"
    case .ipv6: "net/ipv6/conf/all/forwarding"
    }
  }

  /// The setting by which a link believes routers: 1 only while the host does not forward, 2 always.
  public static func routerAdvertisements(_ link: String) -> String { "net/ipv6/conf/\(link)/accept_ra" }

  /// The settings that are worth reading on this host.
  public static func relevantSettings(of host: Namespace) -> [String] {
    [forwarding(.ipv4), forwarding(.ipv6)] + host.linksWithAdvertisedRoutes.map { routerAdvertisements($0.name) }
  }
}

extension Namespace {
  /// Links with a default route that a router has advertised: it goes where such advertisements are not believed any more.
  var linksWithAdvertisedRoutes: [Link] {
    let hops = routes.filter { $0.isDefault && $0.destination.address.family == .ipv6 && $0.origin == "ra" }
      .flatMap(\.nextHops)
    return links.filter { link in hops.contains { $0.link == link.index } }
  }
}
