import Addresses
import Topology

/// A gateway that an engine names for a container, through a link that is up and on a network that has a way out.
struct ConfiguredGateway {
  let address: IPAddress
  let link: Link
  /// What its engine says of it: `docker says gateway 172.17.0.1 for bridge (eth0)`.
  let statement: String
}

extension Survey {
  /// Containers with a place of their own that was read.
  var residents: [(container: Container, home: Namespace)] {
    snapshot.containers.compactMap { container in
      guard container.mode != .host, let home = container.namespace.flatMap(snapshot.namespace), home.access == .read
      else { return nil }
      return (container, home)
    }
  }

  /// Those of a container's configured gateways that something seems wrong with. On a host where all is well nothing but
  /// `isSuspect` is asked.
  func gateways(of container: Container, where isSuspect: (IPAddress, LinkID) -> Bool) -> [ConfiguredGateway] {
    container.endpoints.flatMap { endpoint -> [ConfiguredGateway] in
      guard let id = endpoint.link?.id, let gateways = endpoint.configured?.gateways else { return [] }
      let suspects = gateways.filter { isSuspect($0, id) }
      guard !suspects.isEmpty, let link = snapshot.link(id), link.isUp,
        snapshot.network(of: endpoint, of: container)?.isInternal != true
      else { return [] }
      let network = endpoint.network ?? "its network"
      return suspects.map {
        ConfiguredGateway(
          address: $0, link: link, statement: "\(container.engine) says gateway \($0) for \(network) (\(link.name))")
      }
    }
  }
}
