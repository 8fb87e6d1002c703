public import Topology

/// Whether a container or namespace can be connected in a way, and what that takes.
public enum Feasibility: Hashable, Sendable {
  /// gantry does it itself, while it runs; no engine takes part.
  case native
  /// Its engine does it, while it runs.
  case live
  /// The container has to be made again (``Attachment/mayRecreate``), because its engine answers this otherwise.
  case recreation(Refusal)
  /// It cannot be done, for this reason.
  case refused(Refusal)
}

extension Snapshot {
  /// Whether a subject can be connected in a way: what a form may offer, before a plan is made.
  ///
  /// An address, an interface's name and what gantry has written down are no part of the question; a plan looks at those
  /// too.
  public func feasibility(of destination: Destination, for subject: Subject) -> Feasibility {
    switch subject {
    case .namespace(let id): nativeFeasibility(of: destination, in: namespace(id))
    case .container(let key):
      if let container = container(key) {
        if let engine = manager(of: container), isEngines(destination, of: container) {
          EngineRules(self, engine).feasibility(of: destination, for: container)
        } else {
          nativeFeasibility(of: destination, in: container.namespace.flatMap(namespace))
        }
      } else {
        .refused(Refusal("there is no container \(key) any more"))
      }
    }
  }

  private func nativeFeasibility(of destination: Destination, in namespace: Namespace?) -> Feasibility {
    guard case .network(let key, _, _) = destination else {
      return .refused(Refusal("the mode of a process cannot be changed from outside: only its engine could do that"))
    }
    guard let namespace else { return .refused(Refusal("it does not run: it has no namespace")) }
    guard let network = network(key) else { return .refused(Refusal("there is no network \(key) any more")) }
    if namespace.isHost { return .refused(Refusal("the host's own namespace has the bridge already")) }
    if network.driver != "bridge" {
      return .refused(Refusal("\(network.name) is of the driver \(network.driver): only bridges can be attached to"))
    }
    return .native
  }

  /// True where it is for the container's engine to do: what gantry has made itself is not.
  func isEngines(_ destination: Destination, of container: Container) -> Bool {
    guard case .network(let key, _, _) = destination else { return true }
    return network(key)?.engine == container.engine
  }

  /// The engine that can be told what to do with a container; nil where only the kernel knows of it.
  func manager(of container: Container) -> EngineTarget? {
    container.engine == Registry.engine || !container.isListed ? nil : engine(named: container.engine)
  }

  /// An engine of this machine, whether or not it answers.
  func engine(named name: String) -> EngineTarget? {
    sources.first { $0.name == name }.flatMap { source in
      source.socket.map { EngineTarget(name: source.name, socket: $0) }
    }
  }
}
