import Addresses
import Topology

extension Planner {
  /// A network as something to be plugged into.
  struct Place {
    let network: Network
    let link: Link
    let bridge: LinkTarget
    /// One a family, IPv4 first.
    let subnets: [Network.Subnet]
    var isEngines: Bool { network.engine != nil && network.engine != Registry.engine }

    var remarks: [String] { isEngines ? ["\(network.engine ?? "") will not know of this connection"] : [] }
  }

  func place(of key: NetworkKey, in host: Namespace, _ target: NamespaceTarget) throws(Refusal) -> Place {
    guard let network = snapshot.network(key) else { throw Refusal("there is no network \(key) any more") }
    guard network.driver == "bridge" else {
      throw Refusal("\(network.name) is of the driver \(network.driver): only bridges can be attached to natively")
    }
    guard let link = network.bridge.flatMap({ snapshot.link($0.id) }), let bridge = LinkTarget(link, in: target) else {
      throw Refusal("the bridge of the network \(network.name) is not there")
    }
    guard link.id.namespace == host.id else {
      throw Refusal(
        "the bridge of \(network.name) is in \(snapshot.name(of: link.id.namespace)), not in the host's namespace")
    }
    let subnets = IPAddress.Family.allCases.compactMap { family in
      network.subnets.first { $0.prefix.address.family == family && !$0.prefix.address.isLinkLocal }
    }
    guard !subnets.isEmpty else {
      throw Refusal("\(network.name) has no subnet: give its bridge an address first")
    }
    return Place(network: network, link: link, bridge: bridge, subnets: subnets)
  }

  /// One address of each subnet: the one that is wanted, the lowest free one, in an engine's network the highest.
  func addresses(_ wanted: IPAddress?, on place: Place) throws(Refusal) -> [IPPrefix] {
    if let wanted, !place.subnets.contains(where: { $0.prefix.contains(wanted) }) {
      let all = place.subnets.map(\.prefix.description).joined(separator: ", ")
      throw Refusal("\(wanted) is not in \(all), the subnet of \(place.network.name)")
    }
    let taken = takenAddresses(on: place)
    var addresses: [IPPrefix] = []
    for subnet in place.subnets {
      let wish = wanted.flatMap { subnet.prefix.contains($0) ? $0 : nil }
      let address = try address(wish, in: subnet.prefix, on: place, taken)
      addresses.append(IPPrefix(address, length: subnet.prefix.length) ?? subnet.prefix)
    }
    return addresses
  }

  private func address(
    _ wish: IPAddress?, in prefix: IPPrefix, on place: Place, _ taken: [IPAddress: String]
  ) throws(Refusal) -> IPAddress {
    if let wish {
      guard prefix.isHost(wish) else {
        throw Refusal("\(wish) is the address of \(prefix) itself or its broadcast address")
      }
      if let owner = taken[wish] { throw Refusal("\(wish) is taken (\(owner))") }
      return wish
    }
    guard let free = freeAddress(in: prefix, taken, fromTheTop: place.isEngines) else {
      throw Refusal("every address of \(prefix), the subnet of \(place.network.name), is taken")
    }
    return free
  }
}
