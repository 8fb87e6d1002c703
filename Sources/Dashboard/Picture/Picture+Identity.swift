import Addresses
import Topology

extension Picture {
  /// The first address of an object, without its prefix length; a network's is its subnet.
  func address(of object: ObjectID) -> String? {
    switch object {
    case .container(let key):
      snapshot.container(key).flatMap { addresses(of: $0).first?.address.description }
    case .link(let id): link(id).flatMap { $0.globalAddresses.first?.address.description }
    case .network(let key): snapshot.network(key)?.subnets.first?.prefix.description
    case .namespace(let id):
      snapshot.namespace(id)?.links.lazy.filter { $0.kind != .loopback }.flatMap(\.globalAddresses).first?
        .address.description
    }
  }

  /// The addresses a container has: those of its connections, or of all its links where no engine told of any. One that
  /// lives in another's namespace has that one's; in host mode there are none of its own.
  func addresses(of container: Container) -> [IPPrefix] {
    let told = container.endpoints.flatMap(\.addresses)
    guard told.isEmpty else { return told }
    return home(of: container)?.links.filter { $0.kind != .loopback }.flatMap(\.globalAddresses) ?? []
  }

  /// What tells an object from all others, as its engine or the kernel writes it.
  func identity(of object: ObjectID) -> String? {
    switch object {
    case .container(let key): snapshot.container(key)?.id
    case .network(let key): snapshot.network(key).map { $0.id ?? $0.key.description }
    case .namespace(let id): id.kernelName
    case .link(let id): link(id).map { $0.mac?.description ?? $0.name }
    }
  }
}

extension Link {
  /// Its addresses but link-local ones.
  var globalAddresses: [IPPrefix] { addresses.map(\.prefix).filter { !$0.address.isLinkLocal } }
}
