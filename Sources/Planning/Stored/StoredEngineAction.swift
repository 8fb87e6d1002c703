/// What an engine is asked to do as the state directory has it: its kind, and what that needs.
struct StoredEngineAction: Hashable, Sendable, Codable {
  enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case remember
    case rememberEndpoint = "remember-endpoint"
    case returnEndpoint = "return-endpoint"
    case createNetwork = "create-network"
    case removeNetwork = "remove-network"
    case connect
    case disconnect
    case createContainer = "create-container"
    case removeContainer = "remove-container"
    case start
    case stop
    case rename
    case commit
    case removeImage = "remove-image"
    case verify
    case watch
    case expectRunning = "expect-running"
  }

  struct Settling: Hashable, Sendable, Codable {
    var seconds: Int
    var endsWithHealth: Bool
  }

  var kind: Kind
  var object: StoredObject
  /// The network that a container is connected to.
  var network: StoredObject?
  var spec: StoredEndpointSpec?
  var networkOrigin: StoredNetworkOrigin?
  var origin: StoredOrigin?
  var connection: StoredConnection?
  var from: String?
  var to: String?
  var image: String?
  var isRunning: Bool?
  var settling: Settling?

  init(_ action: EngineAction) {
    switch action {
    case .remember(let target): self.init(.remember, target)
    case .rememberEndpoint(let target, let other, let details): self.init(.rememberEndpoint, target, other, details)
    case .returnEndpoint(let target, let other, let details): self.init(.returnEndpoint, target, other, details)
    case .createNetwork(let target, let making): self.init(.createNetwork, target, making)
    case .removeNetwork(let target, let making): self.init(.removeNetwork, target, making)
    case .connect(let target, let other, let details): self.init(.connect, target, other, details)
    case .disconnect(let target, let other, let details): self.init(.disconnect, target, other, details)
    case .createContainer(let target, let making): self.init(.createContainer, target, making)
    case .removeContainer(let target, let making): self.init(.removeContainer, target, making)
    case .start(let target): self.init(.start, target)
    case .stop(let target): self.init(.stop, target)
    case .rename(let target, let before, let after):
      self.init(.rename, target)
      (from, to) = (before, after)
    case .commit(let target, let name):
      self.init(.commit, target)
      image = name
    case .removeImage(let target, let name):
      self.init(.removeImage, target)
      image = name
    case .verify(let target, let way, let runs):
      self.init(.verify, target)
      (connection, isRunning) = (StoredConnection(way), runs)
    case .watch(let target, let time):
      self.init(.watch, target)
      settling = Settling(time)
    case .expectRunning(let target, let time):
      self.init(.expectRunning, target)
      settling = Settling(time)
    }
  }

  private init(_ kind: Kind, _ object: EngineObject) { (self.kind, self.object) = (kind, StoredObject(object)) }

  private init(_ kind: Kind, _ object: EngineObject, _ origin: NetworkOrigin) {
    (self.kind, self.object, networkOrigin) = (kind, StoredObject(object), StoredNetworkOrigin(origin))
  }

  private init(_ kind: Kind, _ object: EngineObject, _ network: EngineObject, _ spec: EngineEndpointSpec) {
    (self.kind, self.object) = (kind, StoredObject(object))
    (self.network, self.spec) = (StoredObject(network), StoredEndpointSpec(spec))
  }

  private init(_ kind: Kind, _ object: EngineObject, _ origin: ContainerOrigin) {
    (self.kind, self.object, self.origin) = (kind, StoredObject(object), StoredOrigin(origin))
  }

  func restored() throws -> EngineAction {
    let object = object.restored
    return switch kind {
    case .remember: .remember(object)
    case .rememberEndpoint:
      .rememberEndpoint(
        object, in: try needed(network, "network", of: kind).restored, try needed(spec, "spec", of: kind).restored)
    case .returnEndpoint:
      .returnEndpoint(
        object, to: try needed(network, "network", of: kind).restored, try needed(spec, "spec", of: kind).restored)
    case .createNetwork: .createNetwork(object, try needed(networkOrigin, "networkOrigin", of: kind).restored())
    case .removeNetwork: .removeNetwork(object, try needed(networkOrigin, "networkOrigin", of: kind).restored())
    case .connect:
      .connect(
        object, to: try needed(network, "network", of: kind).restored, try needed(spec, "spec", of: kind).restored)
    case .disconnect:
      .disconnect(
        object, from: try needed(network, "network", of: kind).restored, try needed(spec, "spec", of: kind).restored)
    case .createContainer: .createContainer(object, try needed(origin, "origin", of: kind).restored())
    case .removeContainer: .removeContainer(object, try needed(origin, "origin", of: kind).restored())
    case .start: .start(object)
    case .stop: .stop(object)
    case .rename: .rename(object, from: try needed(from, "from", of: kind), to: try needed(to, "to", of: kind))
    case .commit: .commit(object, image: try needed(image, "image", of: kind))
    case .removeImage: .removeImage(object, image: try needed(image, "image", of: kind))
    case .verify:
      .verify(
        object, try needed(connection, "connection", of: kind).restored(),
        isRunning: try needed(isRunning, "isRunning", of: kind))
    case .watch: .watch(object, try needed(settling, "settling", of: kind).restored)
    case .expectRunning: .expectRunning(object, try needed(settling, "settling", of: kind).restored)
    }
  }
}

extension StoredEngineAction.Settling {
  fileprivate init(_ time: SettleTime) { (seconds, endsWithHealth) = (time.seconds, time.endsWithHealth) }

  fileprivate var restored: SettleTime { SettleTime(seconds: seconds, endsWithHealth: endsWithHealth) }
}

extension SettleTime {
  init(seconds: Int, endsWithHealth: Bool) {
    self.seconds = seconds
    self.endsWithHealth = endsWithHealth
  }
}
