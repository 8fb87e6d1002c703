import Addresses
import Topology

extension Planner {
  /// The subnet and gateway that a network gets.
  /// - Parameter existing: the bridge where it is there already: its own address is no overlap.
  func subnet(of wanted: NewNetwork, existing: Link?) throws(Refusal) -> NativeNetwork.Subnet {
    let space = AddressSpace(of: snapshot, registry)
    guard let prefix = wanted.subnets.first else {
      guard let free = space.nextFree else {
        throw Refusal(
          "no address range is free in 172.17.0.0–172.31.255.255 and 192.168.0.0/16: choose one with --subnet")
      }
      return try subnet(free, gateway: wanted.gateways.first)
    }
    try check(prefix)
    let subnet = try subnet(prefix, gateway: wanted.gateways.first)
    let isOnBridge = existing?.addresses.contains { $0.prefix == subnet.onBridge } ?? false
    if !isOnBridge, let other = space.owner(of: prefix) {
      throw Refusal("\(prefix) overlaps \(other.prefix) (\(other.owner)): choose another with --subnet")
    }
    return subnet
  }

  private func check(_ prefix: IPPrefix) throws(Refusal) {
    guard prefix.address.family == .ipv4 else { throw Refusal("\(prefix): a native network has an IPv4 subnet") }
    guard prefix.isNetwork else { throw Refusal("\(prefix) has host bits set: the subnet is \(prefix.network)") }
    guard (8...30).contains(prefix.length) else {
      throw Refusal("\(prefix): a subnet has a length of 8 to 30, so that a gateway and a container fit in")
    }
    let first = prefix.address
    if first.isMulticast || first.isLoopback || first.isLinkLocal || prefix.contains(IPAddress(ipv4: 0))
      || first >= IPAddress(ipv4: 0xe000_0000)
    {
      throw Refusal("\(prefix) is no range for hosts (RFC 6890)")
    }
  }

  private func subnet(_ prefix: IPPrefix, gateway: IPAddress?) throws(Refusal) -> NativeNetwork.Subnet {
    guard let gateway = gateway ?? prefix.firstHost else { throw Refusal("\(prefix) has no address for a gateway") }
    guard prefix.isHost(gateway) else {
      let why = prefix.contains(gateway) ? "the address of the network or its broadcast" : "not in it"
      throw Refusal("the gateway \(gateway) of \(prefix) is \(why)")
    }
    return NativeNetwork.Subnet(prefix: prefix, gateway: gateway)
  }
}

extension NativeNetwork.Subnet {
  /// What the bridge has: the gateway's address with the subnet's length.
  var onBridge: IPPrefix { IPPrefix(gateway, length: prefix.length) ?? prefix }
}
