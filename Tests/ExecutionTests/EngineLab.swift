import Addresses
import Engines
import Execution
import Foundation
import LinuxSystem
import Observation
import Planning
import TestSupport
import Testing
import Topology

/// A real engine, and a state directory beside it.
struct EngineLab {
  let engine: EngineUnderTest
  private let directory: TemporaryDirectory

  init() throws {
    engine = try EngineUnderTest.start("exen")
    directory = try TemporaryDirectory()
  }

  var place: EnginePlace {
    EnginePlace(host: engine.namespace.path, state: "\(directory.path)/state", socket: engine.socket)
  }

  /// Does something on a thread that lives in the engine's namespace.
  func inside<Result: Sendable>(_ job: @escaping @Sendable (EnginePlace) throws -> Result) throws -> Result {
    let place = place
    return try NamespaceWorker().run { visitor in
      try visitor.inside(NamespaceDescriptor(path: place.host)) { try job(place) }
    }
  }

  /// A container for the operation, as fresh as the first one.
  func prepare(_ operation: EngineOperation) throws {
    try engine.client(["rm", "--force", "subject"])()
    if operation == .remove, try !engine.cli("network", "ls", "--format", "{{.Name}}").contains("doomed") {
      try engine.cli("network", "create", "doomed")
    }
    guard let network = operation.network else { return }
    try engine.run("subject", network: network)
  }

  /// What the engine has, without ids, and what the journal has.
  func picture() throws -> [String] {
    let containers = try engine.cli("ps", "--all", "--format", "{{.Names}} {{.State}}").split(separator: "\n").sorted()
    let networks = try engine.cli("network", "ls", "--format", "{{.Name}} {{.Driver}}").split(separator: "\n").sorted()
    let journal = FileManager.default.enumerator(atPath: place.state)?.compactMap { $0 as? String } ?? []
    let wiring = try containers.filter { $0.hasPrefix("subject ") }.map { _ in
      let subject = try engine.inspect("subject")
      let networks = subject["NetworkSettings"]["Networks"].object.sorted { $0.key < $1.key }
      return (subject["HostConfig"]["NetworkMode"].string ?? "")
        + " \(networks.map { "\($0.key) \($0.value["IPAddress"].string ?? "")" })"
    }
    return (containers + networks).map(String.init) + wiring + journal.filter { $0.hasSuffix(".json") }.sorted()
  }
}

/// Where something is done; it can be handed to another process.
struct EnginePlace: Codable, Sendable {
  let host: String
  let state: String
  let socket: String

  var directory: StateDirectory { StateDirectory(path: state) }

  func enter() throws { try Place(host: host, state: state, namespace: "", container: "").enter() }

  func snapshot() throws -> Snapshot {
    let discovery = EngineDiscovery(environment: ["DOCKER_HOST": "unix://\(socket)"], isRoot: false)
    return try Observer.readOnce(deep: false) { EngineMonitor.readOnce(discovery, timeout: .seconds(20)) }
  }

  func plan(_ operation: EngineOperation) throws -> Plan {
    let snapshot = try snapshot()
    return try Planner(snapshot, directory.registry(), seed: 7).plan(for: operation.intent(snapshot))
  }

  func carryOut(_ operation: EngineOperation, watch: @escaping Executor.Watch = { _ in }) throws {
    let lock = try directory.lock()
    try Executor(directory, lock, snapshot(), watch: watch).carryOut(plan(operation))
  }

  /// Takes the last plan back.
  func undo(watch: @escaping Executor.Watch = { _ in }) throws {
    let lock = try directory.lock()
    let entry = try Journal(directory).entries().last
    if let entry { try Executor(directory, lock, snapshot(), watch: watch).undo(entry) }
  }

  /// - Returns: how many plans were interrupted.
  func recover() throws -> Int {
    let lock = try directory.lock()
    return try Executor(directory, lock, snapshot()).recover().recovered.count
  }
}

/// What an engine is asked to do.
enum EngineOperation: String, Codable, Sendable, CaseIterable {
  case network, remove, run, connect, leave, again

  /// What the container that it is about is connected to before.
  var network: String? {
    switch self {
    case .network, .remove, .run: nil
    case .connect: "none"
    case .leave, .again: "bridge"
    }
  }

  private static func network(_ name: String, in snapshot: Snapshot) throws -> NetworkKey {
    try #require(snapshot.networks.first { $0.name == name && $0.engine == "docker" }?.key)
  }

  func intent(_ snapshot: Snapshot) throws -> Intent {
    let key = snapshot.containers.first { $0.name == "subject" }?.key ?? ContainerKey(engine: "docker", id: "-")
    return switch self {
    case .network: .createNetwork(NewNetwork(name: "made", engine: "docker"))
    case .remove: .removeNetwork(try Self.network("doomed", in: snapshot))
    case .leave: .detach(.container(key), from: try Self.network("bridge", in: snapshot))
    case .run:
      .run(
        NewContainer(
          name: "subject", engine: "docker", image: "busybox", destination: .none, command: ["sleep", "infinity"]))
    case .connect: .attach(Attachment(.container(key), to: .bridge))
    case .again: .attach(Attachment(.container(key), to: .host, mayRecreate: true, settle: 0))
    }
  }
}
