public import Addresses

/// What an engine's network is made by.
public struct EngineNetworkSpec: Hashable, Sendable {
  /// Its address ranges, one a family at most, and the bridge's address in each.
  public var subnets: [NativeNetwork.Subnet]
  /// Nothing leads out of it.
  public var isInternal: Bool
  /// The largest packet in bytes; the engine's default where it is nil.
  public var mtu: UInt32?
  /// The bridge's name; the engine's choice where it is nil.
  public var bridge: String?
  /// Its members do not reach each other.
  public var isolatesPorts: Bool

  /// True where it has an IPv6 range.
  public var hasIPv6: Bool { subnets.contains { $0.prefix.address.family == .ipv6 } }

  /// Options of Docker's bridge driver, sorted by name (libnetwork, drivers/bridge/labels.go).
  public var options: [(name: String, value: String)] {
    [
      bridge.map { ("com.docker.network.bridge.name", $0) },
      isolatesPorts ? ("com.docker.network.bridge.enable_icc", "false") : nil,
      mtu.map { ("com.docker.network.driver.mtu", String($0)) },
    ].compactMap(\.self).sorted { $0.0 < $1.0 }
  }
}

/// What a container's connection to an engine's network is made by.
public struct EngineEndpointSpec: Hashable, Sendable {
  /// Addresses that it is to have, one a family at most; the engine's choice where there is none.
  public var addresses: [IPAddress]
  /// Names by which the network's members find it beside its own.
  public var aliases: [String]
  /// The hardware address that it is to have; the engine's choice where it is nil.
  public var mac: MACAddress?

  /// A connection of which all is the engine's choice, unless told otherwise.
  public init(addresses: [IPAddress] = [], aliases: [String] = [], mac: MACAddress? = nil) {
    self.addresses = addresses
    self.aliases = aliases
    self.mac = mac
  }
}
