import Addresses
import Topology

extension Planner {
  /// Runs a container of an engine.
  func planRun(of wanted: NewContainer, on name: String) throws(Refusal) -> Plan {
    let engine = try engine(named: name)
    try Naming.checkEngineContainer(wanted.name)
    guard wanted.isDetached else {
      throw Refusal(
        "gantry starts containers of \(name) in the background only: take -d, and \"\(engine.client) attach "
          + "\(wanted.name.quoted)\" or \"\(engine.client) exec -it \(wanted.name.quoted) sh\" for a terminal")
    }
    guard let image = wanted.image, !image.isEmpty else {
      throw Refusal("a container of \(name) needs an image: name one with --image")
    }
    if let other = snapshot.containers.first(where: { $0.engine == name && $0.name == wanted.name }) {
      throw Refusal("there is a container \(other.name) already (\(name))")
    }
    if case .container(let key) = wanted.destination, let owner = snapshot.container(key), !owner.isAlive {
      throw Refusal("cannot join network of a non running container: \(owner.name)")
    }
    let connection = try connection(to: wanted.destination, engine)
    let container = EngineObject(new: .container, wanted.name, key: mark, of: engine)
    return Plan(
      "run container \(wanted.name)",
      [
        .engine(.createContainer(container, .image(image, command: wanted.command, connection))),
        .engine(.start(container)), .engine(.verify(container, connection, isRunning: false)),
      ], remarks: ["the image \(image) must be there already: nothing is fetched"])
  }
}
