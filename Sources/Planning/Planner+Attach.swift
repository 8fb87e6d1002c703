import Addresses
import Topology

extension Planner {
  func planAttachment(_ wanted: Attachment) throws(Refusal) -> Plan {
    guard case .network(let network, let wantedAddress, let wantedName) = wanted.destination else {
      throw Refusal("a mode cannot be changed without an engine yet")
    }
    let (host, hostTarget) = try host()
    let place = try place(of: network, in: host, hostTarget)
    let (namespace, target) = try namespace(of: wanted, host)
    try checkIsNew(namespace, on: place)
    let interface = try interface(wantedName, in: namespace)
    let address = try address(wantedAddress, on: place)
    let near = LinkTarget(new: try portName(in: host), mac: mac(0), in: hostTarget)
    let far = LinkTarget(new: interface, mac: mac(1), in: target)
    var making: [Action] = [
      .createVeth(near: near, far: far, mtu: place.link.mtu), .plug(near, into: place.bridge), .setUp(near),
      .addAddress(address, far), .setUp(far),
    ]
    let route = try defaultRoute(from: namespace, on: place)
    if let gateway = route.gateway { making.append(.addDefaultRoute(via: gateway, far)) }
    making.append(.announce(address.address, far))
    let endpoint = NativeEndpoint(
      network: place.network.name, bridge: place.bridge, near: near, far: far, addresses: [address], making: making)
    return Plan(
      "attach \(target.name) to \(place.network.name)", making + [.recordEndpoint(endpoint)],
      remarks: remarks(on: namespace, place) + route.remarks)
  }

  /// A network as something to be plugged into.
  struct Place {
    let network: Network
    let link: Link
    let bridge: LinkTarget
    let subnet: Network.Subnet
    var isEngines: Bool { network.engine != nil && network.engine != Registry.engine }
  }

  private func place(of key: NetworkKey, in host: Namespace, _ target: NamespaceTarget) throws(Refusal) -> Place {
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
    guard let subnet = network.subnets.first(where: { $0.prefix.address.family == .ipv4 }) else {
      throw Refusal("\(network.name) has no IPv4 subnet: give its bridge an address first")
    }
    return Place(network: network, link: link, bridge: bridge, subnet: subnet)
  }

  private func namespace(
    of wanted: Attachment, _ host: Namespace
  ) throws(Refusal) -> (namespace: Namespace, target: NamespaceTarget) {
    let namespace = try namespace(of: wanted.subject)
    guard namespace.id != host.id else {
      throw Refusal("the host's own namespace has the bridge already: a process in host mode reaches it as it is")
    }
    return (namespace, try target(namespace))
  }

  private func checkIsNew(_ namespace: Namespace, on place: Place) throws(Refusal) {
    let ports = snapshot.ports(of: place.link.id)
    let own = namespace.links.first { link in ports.contains { $0.peer?.link == link.id } }
    if let own {
      throw Refusal("\(snapshot.name(of: namespace)) is attached to \(place.network.name) already, by \(own.name)")
    }
    if let route = namespace.routes.first(where: {
      $0.destination.length > 1 && $0.destination.overlaps(place.subnet.prefix)
    }) {
      throw Refusal(
        "\(snapshot.name(of: namespace)) has a route \(route.destination), which overlaps \(place.subnet.prefix) "
          + "of \(place.network.name)")
    }
  }

  private func interface(_ wanted: String?, in namespace: Namespace) throws(Refusal) -> String {
    guard let name = wanted else {
      var number = 0
      while namespace.link(named: "eth\(number)") != nil { number += 1 }
      return "eth\(number)"
    }
    try Naming.checkLink(name)
    guard namespace.link(named: name) == nil else {
      throw Refusal("\(snapshot.name(of: namespace)) has a link \(name) already: choose another with --interface")
    }
    return name
  }

  private func portName(in host: Namespace) throws(Refusal) -> String {
    for number in 0..<16 as Range<UInt64> {
      let digits = String(mac(number).bits & 0xfff_ffff, radix: 16)
      let name = "veth" + String(repeating: "0", count: 7 - digits.count) + digits
      if host.link(named: name) == nil { return name }
    }
    throw Refusal("no name is free for the host's end of the cable")
  }

  private func address(_ wanted: IPAddress?, on place: Place) throws(Refusal) -> IPPrefix {
    let prefix = place.subnet.prefix
    let taken = takenAddresses(on: place)
    let address: IPAddress
    if let wish = wanted {
      guard prefix.contains(wish) else {
        throw Refusal("\(wish) is not in \(prefix), the subnet of \(place.network.name)")
      }
      guard prefix.isHost(wish) else {
        throw Refusal("\(wish) is the address of \(prefix) itself or its broadcast address")
      }
      if let owner = taken[wish] { throw Refusal("\(wish) is taken (\(owner))") }
      address = wish
    } else {
      guard let free = freeAddress(in: prefix, taken, fromTheTop: place.isEngines) else {
        throw Refusal("every address of \(prefix), the subnet of \(place.network.name), is taken")
      }
      address = free
    }
    return IPPrefix(address, length: prefix.length) ?? prefix
  }

  private func defaultRoute(
    from namespace: Namespace, on place: Place
  ) throws(Refusal) -> (gateway: IPAddress?, remarks: [String]) {
    if place.network.isInternal { return (nil, []) }
    guard let gateway = place.subnet.gateway else {
      return (nil, ["\(place.network.name) has no gateway: no default route is added"])
    }
    if let other = namespace.gateways.first(where: { $0.family == .ipv4 }) {
      return (nil, ["it keeps its default route through \(other.address)"])
    }
    return (gateway, [])
  }

  private func remarks(on namespace: Namespace, _ place: Place) -> [String] {
    var remarks: [String] = []
    if place.isEngines {
      remarks.append("\(place.network.engine ?? "") will not know of this connection")
    }
    let sharers = namespace.containers.map { snapshot.name(of: $0) }
    if sharers.count > 1 { remarks.append("\(sharers.joined(separator: ", ")) share this namespace, and get it all") }
    return remarks
  }
}
