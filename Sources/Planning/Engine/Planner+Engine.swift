import Addresses
import Topology

extension Planner {
  /// The engine of this name, if it can be told what to do.
  func engine(named name: String) throws(Refusal) -> EngineTarget {
    if let reason = snapshot.silence(of: name) { throw reason }
    guard let engine = snapshot.engine(named: name) else { throw Refusal("there is no engine \(name)") }
    return engine
  }

  /// A container whose engine is to do what is wanted; nil where gantry does it itself.
  func managed(_ subject: Subject, for destination: Destination) -> Container? {
    guard case .container(let key) = subject, let container = snapshot.container(key),
      snapshot.manager(of: container) != nil, snapshot.isEngines(destination, of: container)
    else { return nil }
    return container
  }

  /// A text that nobody else has chosen: what a plan makes is recognised by it.
  var mark: String {
    let digits = String(mac(0).bits, radix: 16)
    return String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }

  func object(_ container: Container, _ engine: EngineTarget) -> EngineObject {
    EngineObject(.container, container.name, id: container.id, of: engine)
  }

  func object(_ network: Network, _ engine: EngineTarget) -> EngineObject {
    EngineObject(.network, network.name, id: network.id ?? network.name, of: engine)
  }

  /// Docker's network of none mode, which is one like others there.
  func noneNetwork(of engine: EngineTarget) -> EngineObject? {
    snapshot.networks.first { $0.engine == engine.name && $0.driver == "null" }.map { object($0, engine) }
  }
}
