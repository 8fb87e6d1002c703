import Addresses
import CLinux
import Execution
import Foundation
import LinuxSystem
import Observation
import Planning
import TestSupport
import Topology

/// A host with a namespace beside it, and a state directory of its own.
struct ExecutionLab {
  let lab: Lab
  let host: LabNamespace
  let one: LabNamespace
  private let directory: TemporaryDirectory

  init() throws {
    lab = try Lab("exec")
    host = try lab.namespace("host")
    one = try lab.namespace("one")
    directory = try TemporaryDirectory()
  }

  var place: Place { Place(host: host.path, state: "\(directory.path)/state", namespace: one.name) }

  /// Does something on a thread that lives in the host's namespace.
  func inside<Result: Sendable>(_ job: @escaping @Sendable (Place) throws -> Result) throws -> Result {
    let place = place
    return try NamespaceWorker().run { visitor in
      try visitor.inside(NamespaceDescriptor(path: place.host)) { try job(place) }
    }
  }

  /// Everything that a change may leave behind: links, addresses, routes, gantry's own files.
  func picture() throws -> [String] {
    try [host, one].flatMap { namespace in
      try Self.links(of: namespace) + Self.routes(of: namespace, "-4") + Self.routes(of: namespace, "-6")
    } + files()
  }

  private static func links(of namespace: LabNamespace) throws -> [String] {
    try namespace.ipJSON("address", "show").array.map { link in
      let isUp = link["flags"].array.contains(.string("UP"))
      let addresses = link["addr_info"].array.filter { $0["scope"].string != "link" }
        .map { "\($0["local"].string ?? "")/\($0["prefixlen"].int ?? 0)" }
      return
        "\(namespace.name) \(link["ifindex"].int ?? 0) \(link["ifname"].string ?? "") \(link["address"].string ?? "")"
        + " \(link["mtu"].int ?? 0) \(link["master"].string ?? "-") \(isUp ? "up" : "down") \(addresses)"
    }
  }

  private static func routes(of namespace: LabNamespace, _ family: String) throws -> [String] {
    try namespace.ip(family, "route", "show").split(separator: "\n").filter { !$0.hasPrefix("fe80::") }
      .map { "\(namespace.name) \($0.replacing(" linkdown", with: "").trimmingCharacters(in: .whitespaces))" }
  }

  private func files() throws -> [String] {
    let root = place.state
    return try (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []).sorted()
      .filter { $0.hasSuffix(".json") || $0.hasSuffix(".new") }
      .map { try "\($0): \(TextFile.read("\(root)/\($0)"))" }
  }
}

/// Where something is done; it can be handed to another process.
struct Place: Codable, Sendable {
  let host: String
  let state: String
  let namespace: String

  var directory: StateDirectory { StateDirectory(path: state) }

  /// Enters the host's namespace with the calling thread, for good.
  func enter() throws {
    let descriptor = try NamespaceDescriptor(path: host)
    try syscall("setns") { setns(descriptor.rawValue, CL_CLONE_NEWNET) }
  }

  func plan(_ operation: Operation) throws -> Plan {
    let snapshot = try snapshot()
    return try Planner(snapshot, directory.registry(), seed: 7).plan(for: operation.intent(snapshot, self))
  }

  func carryOut(
    _ operation: Operation, watch: @escaping Executor.Watch = { _ in },
    isCancelled: @escaping Executor.Cancellation = { false }
  ) throws {
    let lock = try directory.lock()
    try Executor(directory, lock, snapshot(), watch: watch, isCancelled: isCancelled).carryOut(plan(operation))
  }

  /// Takes the last plan back.
  func undo(
    watch: @escaping Executor.Watch = { _ in }, isCancelled: @escaping Executor.Cancellation = { false }
  ) throws {
    let lock = try directory.lock()
    let entry = try Journal(directory).entries().last
    if let entry { try Executor(directory, lock, snapshot(), watch: watch, isCancelled: isCancelled).undo(entry) }
  }

  /// - Returns: how many plans were interrupted.
  func recover() throws -> Int {
    let lock = try directory.lock()
    return try Executor(directory, lock, snapshot()).recover().count
  }

  func snapshot() throws -> Snapshot {
    try Observer.readOnce(deep: false).naming((try? directory.registry()) ?? Registry())
  }
}

/// What is done, and what has to be done before.
enum Operation: String, Codable, Sendable, CaseIterable {
  case create, attach, detach, remove

  var before: [Operation] {
    switch self {
    case .create: []
    case .attach, .remove: [.create]
    case .detach: [.create, .attach]
    }
  }

  func intent(_ snapshot: Snapshot, _ place: Place) throws -> Intent {
    let lab = NetworkKey(engine: "native", id: "lab")
    let one = snapshot.namespaces.first { $0.names.contains(place.namespace) }?.id
    let namespace = one ?? NamespaceID(device: 0, inode: 0)
    return switch self {
    case .create: .createNetwork(NewNetwork(name: "lab", subnets: [IPPrefix("10.99.0.0/24")].compactMap(\.self)))
    case .attach: .attach(Attachment(.namespace(namespace), to: .network(lab)))
    case .detach: .detach(.namespace(namespace), from: lab)
    case .remove: .removeNetwork(lab)
    }
  }
}
