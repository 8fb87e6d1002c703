public import Addresses

/// The files that a container has for itself in the place of the host's.
public struct SandboxFiles: Hashable, Sendable {
  /// The container's name.
  public var container: String
  /// The lines of its `/etc/hosts`: addresses and the names that they have.
  public var hosts: [Line]
  /// True where the host's loopback is not its own: name servers there are of no use to it.
  public var isApart: Bool

  /// A line of `/etc/hosts` (hosts(5)).
  public struct Line: Hashable, Sendable {
    /// The address.
    public var address: IPAddress
    /// Its names.
    public var names: [String]
  }

  /// - Parameters:
  ///   - addresses: what the container's own name stands for.
  init(of container: String, addresses: [IPAddress], isApart: Bool) {
    self.container = container
    self.isApart = isApart
    let local = IPAddress(ipv4: 0x7f00_0001)
    hosts = [
      Line(address: local, names: ["localhost"]),
      Line(address: IPAddress(ipv6: 0, 1), names: ["localhost", "ip6-localhost", "ip6-loopback"]),
    ]
    let own = addresses.isEmpty ? [IPAddress(ipv4: 0x7f00_0101)] : addresses
    hosts += own.map { Line(address: $0, names: [container]) }
  }
}

/// The first process of a container.
public struct SandboxProcess: Hashable, Sendable {
  /// The container's name, which is its host name too.
  public var container: String
  /// The network namespace that it lives in.
  public var namespace: NamespaceTarget
  /// Program and arguments; empty for a process that only holds the namespace.
  public var command: [String]
  /// It has a session of its own and no terminal.
  public var isDetached: Bool
}
