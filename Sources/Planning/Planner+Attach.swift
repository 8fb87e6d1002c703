import Addresses
import Topology

extension Planner {
  func planAttachment(_ wanted: Attachment) throws(Refusal) -> Plan {
    let (host, hostTarget) = try host()
    var wanted = wanted
    if case .bridge = wanted.destination { wanted.destination = .network(try defaultNetwork(hostTarget)) }
    guard case .network(let network, let address, let interface) = wanted.destination else {
      return try planMode(wanted)
    }
    if case .container(let key) = wanted.subject, let own = registry.containers.first(where: { $0.key == key }),
      !own.hasOwnNamespace, own.process != nil
    {
      return try planRestart(of: own, wanted.destination)
    }
    let place = try place(of: network, in: host, hostTarget)
    let namespace = try namespace(of: wanted.subject)
    guard namespace.id != host.id else {
      throw Refusal("the host's own namespace has the bridge already: a process in host mode reaches it as it is")
    }
    let target = try target(namespace)
    try checkIsNew(namespace, on: place)
    let cable = try cable(to: place, from: target, namespace, address: address, interface: interface, in: host)
    return Plan(
      "attach \(target.name) to \(place.network.name)", cable.steps,
      remarks: remarks(on: namespace, place) + cable.remarks
    )
  }

  /// A connection that is to be made.
  struct Cable {
    var endpoint: NativeEndpoint
    var remarks: [String]

    /// What makes it, and writes it down.
    var steps: [Action] { endpoint.making + [.recordEndpoint(endpoint)] }
  }

  /// - Parameters:
  ///   - namespace: what is in the namespace already; nil where it is still to be made.
  func cable(
    to place: Place, from target: NamespaceTarget, _ namespace: Namespace?, address: IPAddress?, interface: String?,
    in host: Namespace
  ) throws(Refusal) -> Cable {
    let name = try self.interface(interface, in: namespace)
    let addresses = try addresses(address, on: place)
    let near = LinkTarget(new: try portName(in: host), mac: mac(0), in: place.bridge.namespace)
    let far = LinkTarget(new: name, mac: mac(1), in: target)
    // A link that is set down loses its IPv6 addresses: they come after it is up.
    let ipv4 = addresses.filter { $0.address.family == .ipv4 }
    let ipv6 = addresses.filter { $0.address.family == .ipv6 }
    let routes = defaultRoutes(from: namespace, on: place)
    let number = registryNumber(of: .endpoint)
    var making: [Action] = [
      .createVeth(near: near, far: far, mtu: place.link.mtu), .setAlias(near, OwnerMark(place.network.name, number)),
      .plug(near, into: place.bridge),
    ]
    if isolatesPorts(place) { making.append(.isolate(near)) }
    making += [.setUp(near)] + ipv4.map { .addAddress($0, far) } + [.setUp(far)] + ipv6.map { .addAddress($0, far) }
    making += routes.gateways.map { .addDefaultRoute(via: $0, far) } + addresses.map { .announce($0.address, far) }
    let endpoint = NativeEndpoint(
      number: number, network: place.network.name, bridge: place.bridge, near: near, far: far, addresses: addresses,
      making: making)
    return Cable(endpoint: endpoint, remarks: routes.remarks)
  }

  private func isolatesPorts(_ place: Place) -> Bool {
    registry.networks.contains { $0.bridge.isSame(as: place.bridge) && $0.isolatesPorts }
  }

  private func checkIsNew(_ namespace: Namespace, on place: Place) throws(Refusal) {
    let ports = snapshot.ports(of: place.link.id)
    let own = namespace.links.first { link in ports.contains { $0.peer?.link == link.id } }
    if let own {
      throw Refusal("\(snapshot.name(of: namespace)) is attached to \(place.network.name) already, by \(own.name)")
    }
    for subnet in place.subnets {
      if let route = namespace.routes.first(where: {
        $0.destination.length > 1 && $0.destination.overlaps(subnet.prefix)
      }) {
        throw Refusal(
          "\(snapshot.name(of: namespace)) has a route \(route.destination), which overlaps \(subnet.prefix) "
            + "of \(place.network.name)")
      }
    }
  }

  private func interface(_ wanted: String?, in namespace: Namespace?) throws(Refusal) -> String {
    guard let name = wanted else {
      var number = 0
      while namespace?.link(named: "eth\(number)") != nil { number += 1 }
      return "eth\(number)"
    }
    try Naming.checkLink(name)
    if let namespace, namespace.link(named: name) != nil || name == "lo" {
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

  private func defaultRoutes(from namespace: Namespace?, on place: Place) -> (gateways: [IPAddress], remarks: [String])
  {
    if place.network.isInternal { return ([], []) }
    var gateways: [IPAddress] = []
    var remarks: [String] = []
    for subnet in place.subnets {
      let family = subnet.prefix.address.family
      if let other = namespace?.gateways.first(where: { $0.family == family }) {
        remarks.append("it keeps its default route through \(other.words)")
      } else if let gateway = subnet.gateway {
        gateways.append(gateway)
      } else {
        remarks.append("\(place.network.name) has no gateway in \(subnet.prefix): no default route is added")
      }
    }
    return (gateways, remarks)
  }

  private func remarks(on namespace: Namespace, _ place: Place) -> [String] {
    var remarks = place.remarks
    let sharers = namespace.containers.map { snapshot.name(of: $0) }
    if sharers.count > 1 { remarks.append("\(sharers.joined(separator: ", ")) share this namespace, and get it all") }
    return remarks
  }
}
