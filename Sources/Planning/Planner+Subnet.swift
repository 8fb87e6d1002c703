import Addresses
import Topology

extension Planner {
  /// The subnets and gateways that a network gets, gantry's own or an engine's, IPv4 first.
  /// - Parameters:
  ///   - existing: the bridge where it is there already: its own addresses are no overlap.
  ///   - needsIPv4: an engine has no network without an IPv4 subnet.
  func subnets(of wanted: NewNetwork, existing: Link?, needsIPv4: Bool) throws(Refusal) -> [NativeNetwork.Subnet] {
    let space = AddressSpace(of: snapshot, registry, facts)
    var prefixes = wanted.subnets.sorted()
    for family in IPAddress.Family.allCases where prefixes.count(where: { $0.address.family == family }) > 1 {
      throw Refusal("a network has one subnet a family at most: \(prefixes.text(of: family)) are more")
    }
    for prefix in prefixes { try check(prefix) }
    if prefixes.isEmpty || needsIPv4 && prefixes.allSatisfy({ $0.address.family == .ipv6 }) {
      prefixes.insert(try freeIPv4(space), at: 0)
    }
    if wanted.hasIPv6, prefixes.allSatisfy({ $0.address.family == .ipv4 }) { prefixes.append(try freeIPv6(space)) }
    if let stray = wanted.gateways.first(where: { gateway in !prefixes.contains { $0.contains(gateway) } }) {
      let all = prefixes.map(\.description).joined(separator: ", ")
      throw Refusal("the gateway \(stray) is not in \(all)")
    }
    var subnets: [NativeNetwork.Subnet] = []
    for prefix in prefixes {
      let present = existing?.addresses.first { $0.prefix.network == prefix }?.prefix.address
      let subnet = try subnet(prefix, gateways: wanted.gateways.filter(prefix.contains), present: present)
      if let existing, let present, present != subnet.gateway {
        throw Refusal("\(existing.name) has the address \(present) in \(prefix) already: leave --gateway out to use it")
      }
      let isOnBridge = present != nil
      if !isOnBridge, let other = space.owner(of: prefix) {
        throw Refusal("\(prefix) overlaps \(other.prefix) (\(other.owner)): choose another with --subnet")
      }
      subnets.append(subnet)
    }
    return subnets
  }

  private func freeIPv4(_ space: AddressSpace) throws(Refusal) -> IPPrefix {
    guard let free = space.nextFree else {
      throw Refusal(
        "no address range is free in 172.17.0.0–172.31.255.255 and 192.168.0.0/16: choose one with --subnet")
    }
    return free
  }

  /// A unique local /64 with a random global ID (RFC 4193, 3.2.2), which is made of the seed.
  private func freeIPv6(_ space: AddressSpace) throws(Refusal) -> IPPrefix {
    for number in 1...16 as ClosedRange<UInt64> {
      let globalID = Self.mixed(seed &+ number &* 0xd134_2543_de82_ef95) & 0xff_ffff_ffff
      let address = IPAddress(ipv6: 0xfd << 56 | globalID << 16, 0)
      if let prefix = IPPrefix(address, length: 64), space.owner(of: prefix) == nil { return prefix }
    }
    throw Refusal("no IPv6 range was found that is free: choose one with --subnet")
  }

  private func check(_ prefix: IPPrefix) throws(Refusal) {
    guard prefix.isNetwork else { throw Refusal("\(prefix) has host bits set: the subnet is \(prefix.network)") }
    let lengths = prefix.address.family == .ipv4 ? 8...30 : 16...126
    guard lengths.contains(prefix.length) else {
      throw Refusal(
        "\(prefix): a subnet has a length of \(lengths.lowerBound) to \(lengths.upperBound), so that a gateway and a "
          + "container fit in")
    }
    if let reserved = prefix.reserved {
      throw Refusal("\(prefix) is no range for hosts: \(reserved.prefix) is \(reserved.use) (RFC 6890)")
    }
  }

  /// - Parameter present: the bridge's address in the subnet, where it has one already.
  private func subnet(_ prefix: IPPrefix, gateways: [IPAddress], present: IPAddress?) throws(Refusal)
    -> NativeNetwork.Subnet
  {
    guard gateways.count < 2 else { throw Refusal("\(prefix) has one gateway, not \(gateways.count)") }
    guard let gateway = gateways.first ?? present ?? prefix.firstHost else {
      throw Refusal("\(prefix) has no address for a gateway")
    }
    guard prefix.isHost(gateway) else {
      throw Refusal("the gateway \(gateway) of \(prefix) is the address of the network or its broadcast")
    }
    return NativeNetwork.Subnet(prefix: prefix, gateway: gateway)
  }
}

extension [IPPrefix] {
  fileprivate func text(of family: IPAddress.Family) -> String {
    filter { $0.address.family == family }.map(\.description).joined(separator: ", ")
  }
}

extension NativeNetwork.Subnet {
  /// What the bridge has: the gateway's address with the subnet's length.
  var onBridge: IPPrefix { IPPrefix(gateway, length: prefix.length) ?? prefix }
}
