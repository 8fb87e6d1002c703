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
    // A router has advertised itself.
    try host.addVeth("uplink", "router")
    try host.ip("-6", "route", "add", "default", "via", "fe80::1", "dev", "uplink", "proto", "ra")
    // Packets are dropped as on a host with Docker.
    try host.run("iptables-nft", "-P", "FORWARD", "DROP")
    try host.run("iptables-nft", "-N", "DOCKER-USER")
    try host.run("ip6tables-nft", "-P", "FORWARD", "DROP")
    for setting in ["net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"] { try host.sysctl(setting, "0") }
    directory = try TemporaryDirectory()
  }

  var place: Place {
    Place(host: host.path, state: "\(directory.path)/state", namespace: one.name, container: "\(lab.name)-c")
  }

  /// Does something on a thread that lives in the host's namespace.
  func inside<Result: Sendable>(_ job: @escaping @Sendable (Place) throws -> Result) throws -> Result {
    let place = place
    return try NamespaceWorker().run { visitor in
      try visitor.inside(NamespaceDescriptor(path: place.host)) { try job(place) }
    }
  }

  /// Everything that a change may leave behind: links, addresses, routes, rules, settings, gantry's own files.
  func picture() throws -> [String] {
    try [host, one].flatMap { namespace in
      try Self.links(of: namespace) + Self.routes(of: namespace)
    } + rulesAndSettings() + containers() + files()
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

  private static func routes(of namespace: LabNamespace) throws -> [String] {
    try namespace.run("sh", "-c", "ip -4 route show; ip -6 route show").split(separator: "\n").filter {
      !$0.hasPrefix("fe80::")
    }
    .map { "\(namespace.name) \($0.replacing(" linkdown", with: "").trimmingCharacters(in: .whitespaces))" }
  }

  /// Namespaces of containers, and how many processes are in them.
  private func containers() throws -> [String] {
    try Command("ip", "netns", "list")().split(separator: "\n").compactMap { $0.split(separator: " ").first }
      .filter { $0.hasPrefix(place.container) }.sorted().map { name in
        let count = try Command("ip", "netns", "pids", String(name))().split(separator: "\n").count
        return "\(name): \(count) processes"
      }
  }

  /// Takes everything back that was done, so that no process outlives the test.
  func takeEverythingBack() throws {
    _ = try inside { try $0.recover() }
    while try inside({ try Journal($0.directory).entries().isEmpty }) == false { try inside { try $0.undo() } }
  }

  /// In one process, as it is asked hundreds of times.
  private func rulesAndSettings() throws -> [String] {
    let script = """
      nft -s list ruleset; iptables-nft -S; ip6tables-nft -S
      cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding \
        /proc/sys/net/ipv6/conf/uplink/accept_ra
      """
    return try host.command("sh", ["-c", script]).run().standardOutput.split(separator: "\n").map(String.init)
  }

  private func files() throws -> [String] {
    let root = place.state
    return try (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []).sorted()
      .filter { $0 != "lock" && !$0.hasPrefix("sandboxes/") || $0.hasSuffix("hosts") || $0.hasSuffix(".new") }
      .filter { $0.contains(".") }
      .flatMap { name in
        // What is made again has other handles.
        try TextFile.read("\(root)/\(name)").replacing(/"handle" : \d+/, with: "").split(separator: "\n")
          .map { "\(name): \($0)" }
      }
  }
}

/// Where something is done; it can be handed to another process.
struct Place: Codable, Sendable {
  let host: String
  let state: String
  let namespace: String
  /// What containers are called: their namespaces are the machine's names.
  let container: String

  var directory: StateDirectory { StateDirectory(path: state) }

  /// Enters the host's namespace with the calling thread, for good.
  func enter() throws {
    let descriptor = try NamespaceDescriptor(path: host)
    try syscall("setns") { setns(descriptor.rawValue, CL_CLONE_NEWNET) }
  }

  func plan(_ operation: Operation) throws -> Plan {
    let snapshot = try snapshot()
    let facts = try HostFacts.read(snapshot)
    // Each plan has numbers of its own.
    let seed = UInt64(try Journal(directory).entries().last?.number ?? 0) + 7
    return try Planner(snapshot, directory.registry(on: snapshot, facts), facts, seed: seed)
      .plan(for: operation.intent(snapshot, self))
  }

  func carryOut(
    _ operation: Operation, watch: @escaping Executor.Watch = { _ in },
    isCancelled: @escaping Executor.Cancellation = { false }
  ) throws {
    let lock = try directory.lock()
    try Executor(directory, lock, snapshot(), watch: watch, isCancelled: isCancelled).carryOut(plan(operation))
  }

  /// Undoes the change with this number.
  func undo(_ number: Int) throws {
    let lock = try directory.lock()
    let entry = try Journal(directory).entries().first { $0.number == number }
    if let entry { try Executor(directory, lock, snapshot()).undo(entry) }
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
    return try Executor(directory, lock, snapshot()).recover().recovered.count
  }

  func snapshot() throws -> Snapshot {
    let snapshot = try Observer.readOnce(deep: false)
    return try snapshot.naming(directory.registry(on: snapshot))
  }
}

/// What is done, and what has to be done before.
enum Operation: String, Codable, Sendable, CaseIterable {
  case run, share, move, end, create, attach, detach, remove

  var before: [Operation] {
    switch self {
    case .create: []
    case .attach, .remove, .run: [.create]
    case .share, .move, .end: [.create, .run]
    case .detach: [.create, .attach]
    }
  }

  func intent(_ snapshot: Snapshot, _ place: Place) throws -> Intent {
    let lab = NetworkKey(engine: "native", id: "lab")
    let one = snapshot.namespaces.first { $0.names.contains(place.namespace) }?.id
    let namespace = one ?? NamespaceID(device: 0, inode: 0)
    let container = ContainerKey(engine: "native", id: place.container)
    return switch self {
    case .create:
      .createNetwork(
        NewNetwork(
          name: "lab", subnets: [IPPrefix("10.99.0.0/24"), IPPrefix("fd00:99::/64")].compactMap(\.self),
          isolatesPorts: true))
    case .attach: .attach(Attachment(.namespace(namespace), to: .network(lab)))
    case .detach: .detach(.namespace(namespace), from: lab)
    case .remove: .removeNetwork(lab)
    case .run: .run(NewContainer(name: place.container, destination: .network(lab)))
    case .share: .run(NewContainer(name: place.container + "s", destination: .container(container)))
    case .move: .attach(Attachment(.container(container), to: .host))
    case .end: .removeContainer(container)
    }
  }
}
