import Addresses

/// An engine's container or network as the state directory has it.
public struct StoredObject: Hashable, Sendable, Codable {
  enum Kind: String, Hashable, Sendable, Codable { case container, network }

  struct Engine: Hashable, Sendable, Codable {
    var name: String
    var socket: String
  }

  var engine: Engine
  var kind: Kind
  var name: String
  var key: String
  var firstName: String
  var isLabelled: Bool
  var id: String?

  /// An object to be written.
  public init(_ object: EngineObject) {
    engine = Engine(name: object.engine.name, socket: object.engine.socket)
    kind =
      switch object.kind {
      case .container: .container
      case .network: .network
      }
    name = object.name
    key = object.key
    firstName = object.firstName
    isLabelled = object.isLabelled
    id = object.id
  }

  /// The object that was written.
  public var restored: EngineObject {
    let kind: EngineObject.Kind =
      switch kind {
      case .container: .container
      case .network: .network
      }
    return EngineObject(
      engine: EngineTarget(name: engine.name, socket: engine.socket), kind: kind, name: name, key: key,
      firstName: firstName, isLabelled: isLabelled, id: id)
  }
}

extension EngineObject {
  fileprivate init(
    engine: EngineTarget, kind: Kind, name: String, key: String, firstName: String, isLabelled: Bool, id: String?
  ) {
    self.engine = engine
    self.kind = kind
    self.name = name
    self.key = key
    self.firstName = firstName
    self.isLabelled = isLabelled
    self.id = id
  }
}

/// What a connection to an engine's network is made by, as the state directory has it.
struct StoredEndpointSpec: Hashable, Sendable, Codable {
  var addresses: [IPAddress]
  var aliases: [String]
  var mac: MACAddress?

  init(_ spec: EngineEndpointSpec) { (addresses, aliases, mac) = (spec.addresses, spec.aliases, spec.mac) }

  var restored: EngineEndpointSpec { EngineEndpointSpec(addresses: addresses, aliases: aliases, mac: mac) }
}

/// How an engine's container is connected, as the state directory has it.
struct StoredConnection: Hashable, Sendable, Codable {
  enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case host, none, container, network, unchanged }

  var kind: Kind
  var object: StoredObject?
  var spec: StoredEndpointSpec?

  init(_ connection: EngineConnection) {
    switch connection {
    case .host: kind = .host
    case .none: kind = .none
    case .unchanged: kind = .unchanged
    case .container(let other): (kind, object) = (.container, StoredObject(other))
    case .network(let network, let details):
      (kind, object, spec) = (.network, StoredObject(network), StoredEndpointSpec(details))
    }
  }

  func restored() throws -> EngineConnection {
    switch kind {
    case .host: .host
    case .none: .none
    case .unchanged: .unchanged
    case .container: .container(try needed(object, "object", of: kind).restored)
    case .network:
      .network(try needed(object, "object", of: kind).restored, try needed(spec, "spec", of: kind).restored)
    }
  }
}

/// What an engine's network is made by, as the state directory has it.
struct StoredNetworkOrigin: Hashable, Sendable, Codable {
  enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case new, itself }

  struct Spec: Hashable, Sendable, Codable {
    var subnets: [StoredSubnet]
    var isInternal: Bool
    var mtu: UInt32?
    var bridge: String?
    var isolatesPorts: Bool
  }

  var kind: Kind
  var spec: Spec?

  init(_ origin: NetworkOrigin) {
    switch origin {
    case .new(let details):
      kind = .new
      spec = Spec(
        subnets: details.subnets.map(StoredSubnet.init), isInternal: details.isInternal, mtu: details.mtu,
        bridge: details.bridge, isolatesPorts: details.isolatesPorts)
    case .itself: kind = .itself
    }
  }

  func restored() throws -> NetworkOrigin {
    switch kind {
    case .new:
      let spec = try needed(spec, "spec", of: kind)
      return .new(
        EngineNetworkSpec(
          subnets: spec.subnets.map(\.restored), isInternal: spec.isInternal, mtu: spec.mtu, bridge: spec.bridge,
          isolatesPorts: spec.isolatesPorts))
    case .itself: return .itself
    }
  }
}

/// What an engine's container is made by, as the state directory has it.
struct StoredOrigin: Hashable, Sendable, Codable {
  enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case image, another, itself }

  /// The containers whose process ids and memory it shares.
  struct Owners: Hashable, Sendable, Codable {
    var pid: StoredObject?
    var ipc: StoredObject?

    init(_ owners: NamespaceOwners) {
      (pid, ipc) = (owners.pid.map(StoredObject.init), owners.ipc.map(StoredObject.init))
    }

    var restored: NamespaceOwners { NamespaceOwners(pid: pid?.restored, ipc: ipc?.restored) }
  }

  var kind: Kind
  var image: String?
  var command: [String]?
  var connection: StoredConnection?
  var object: StoredObject?
  var name: String?
  var sharing: StoredObject?
  var starts: Bool?
  var owners: Owners?

  init(_ origin: ContainerOrigin) {
    switch origin {
    case .image(let image, let words, let way):
      (kind, self.image, command, connection) = (.image, image, words, StoredConnection(way))
    case .another(let other, let way, let image, let owners):
      (kind, self.image, object, connection) = (.another, image, StoredObject(other), StoredConnection(way))
      self.owners = owners.map(Owners.init)
    case .itself(let name, let image, let other, let starts, let owners):
      (kind, self.image, self.name) = (.itself, image, name)
      (sharing, self.starts, self.owners) = (other.map(StoredObject.init), starts, owners.map(Owners.init))
    }
  }

  func restored() throws -> ContainerOrigin {
    switch kind {
    case .image:
      .image(
        try needed(image, "image", of: kind), command: try needed(command, "command", of: kind),
        try needed(connection, "connection", of: kind).restored())
    case .another:
      .another(
        try needed(object, "object", of: kind).restored, try needed(connection, "connection", of: kind).restored(),
        image: image, owners: owners?.restored)
    case .itself:
      .itself(
        name: try needed(name, "name", of: kind), image: image, sharing: sharing?.restored,
        starts: try needed(starts, "starts", of: kind), owners: owners?.restored)
    }
  }
}
