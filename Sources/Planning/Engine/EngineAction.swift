/// One thing that an engine is asked to do, as a value.
public enum EngineAction: Hashable, Sendable {
  /// Reads all of an object and writes it down, so that it can be made again.
  case remember(EngineObject)
  /// Reads how a container is connected to a network that goes, so that it can be connected to the one which comes back.
  case rememberEndpoint(EngineObject, in: EngineObject, EngineEndpointSpec)
  /// Connects such a container, where it is still there, to the network that has come back.
  case returnEndpoint(EngineObject, to: EngineObject, EngineEndpointSpec)
  /// Makes a network.
  case createNetwork(EngineObject, NetworkOrigin)
  /// Removes a network.
  case removeNetwork(EngineObject, NetworkOrigin)
  /// Connects a container, running or not, to a network.
  case connect(EngineObject, to: EngineObject, EngineEndpointSpec)
  /// Takes a container out of a network.
  case disconnect(EngineObject, from: EngineObject, EngineEndpointSpec)
  /// Makes a container, which does not run yet.
  case createContainer(EngineObject, ContainerOrigin)
  /// Ends and removes a container. Its volumes stay.
  case removeContainer(EngineObject, ContainerOrigin)
  /// Starts a container.
  case start(EngineObject)
  /// Ends a container's processes.
  case stop(EngineObject)
  /// Gives a container another name.
  case rename(EngineObject, from: String, to: String)
  /// Makes an image of a container as it is.
  case commit(EngineObject, image: String)
  /// Removes such an image, unless a container is made of it.
  case removeImage(EngineObject, image: String)
  /// Makes sure that a container is connected as wanted, and runs where it is to.
  case verify(EngineObject, EngineConnection, isRunning: Bool)
  /// Watches a container that was started: one that ends, restarts or turns unhealthy fails.
  case watch(EngineObject, SettleTime)
  /// Makes sure that a container runs, before it is stopped. Once it was started again by the roll-back, it is watched.
  case expectRunning(EngineObject, SettleTime)

  /// What takes it back; nil where nothing is left of it.
  public var inverse: EngineAction? {
    switch self {
    case .remember, .verify, .watch: nil
    case .expectRunning(let container, let time): .watch(container, time)
    case .rememberEndpoint(let container, let network, let spec):
      .returnEndpoint(container, to: network, spec)
    case .returnEndpoint(let container, let network, let spec): .rememberEndpoint(container, in: network, spec)
    case .createNetwork(let network, let origin): .removeNetwork(network, origin)
    case .removeNetwork(let network, let origin): .createNetwork(network, origin)
    case .connect(let container, let network, let spec): .disconnect(container, from: network, spec)
    case .disconnect(let container, let network, let spec): .connect(container, to: network, spec)
    case .createContainer(let container, let origin): .removeContainer(container, origin)
    case .removeContainer(let container, let origin): .createContainer(container, origin)
    case .start(let container): .stop(container)
    case .stop(let container): .start(container)
    case .rename(let container, let from, let to): .rename(container, from: to, to: from)
    case .commit(let container, let image): .removeImage(container, image: image)
    case .removeImage(let container, let image): .commit(container, image: image)
    }
  }

  /// True where somebody may lose something that works.
  public var isDestructive: Bool {
    switch self {
    case .removeNetwork, .removeContainer, .stop: true
    case .disconnect(_, let network, _): network.name != "none"
    default: false
    }
  }
}
