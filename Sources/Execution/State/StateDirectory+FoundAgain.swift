import LinuxSystem
public import Planning
import SystemPackage
public import Topology

extension StateDirectory {
  /// The registry with what the directory has lost and the host still shows (``Registry/completed(from:_:sandboxes:)``).
  /// - Parameter facts: the chains of others that may hold rules; needed where something is to be removed.
  public func registry(on snapshot: Snapshot, _ facts: HostFacts = HostFacts()) throws -> Registry {
    try completed(registry(), snapshot, facts, everywhere: isEmptied)
  }

  /// True where the directory is there without what a change leaves in it.
  public var isEmptied: Bool { modificationTime(of: path) != 0 && !isComplete }

  /// Puts what the directory has lost back into it; only the holder of the lock does that.
  func findAgain(_ snapshot: Snapshot) throws {
    let known = try registry()
    // Which chains of others hold rules is asked only where something was lost.
    guard try completed(known, snapshot, HostFacts(), everywhere: !isComplete) != known else {
      return try setComplete()
    }
    let found = try completed(known, snapshot, try HostFacts.read(snapshot), everywhere: !isComplete)
    for network in found.networks where !known.networks.contains(network) { try write(network) }
    for container in found.containers where !known.containers.contains(container) {
      try changeSandbox(container.name) { sandbox in
        sandbox.process = container.process
        if container.hasOwnNamespace { sandbox.namespace = container.namespace.cookie }
      }
      try write(container)
    }
    for endpoint in found.endpoints where !known.endpoints.contains(endpoint) { try write(endpoint) }
    try setComplete()
  }

  private func completed(
    _ known: Registry, _ snapshot: Snapshot, _ facts: HostFacts, everywhere: Bool
  ) throws -> Registry {
    // Of one whose sandbox was lost it is not known which process it is.
    let names = Set(try known.containers.filter { try sandbox($0.name) != SandboxState() }.map(\.name))
    let sandboxes = try FoundSandbox.all(of: path, in: snapshot, except: names, everywhere: everywhere)
    let found = known.completed(from: snapshot, facts, sandboxes: sandboxes)
    guard found != known else { return known }
    // What an interrupted plan has made, or not removed yet, was not lost: recovering takes care of it.
    let unfinished = Set(try Journal(self).entries().filter(\.isUnfinished).flatMap(\.plan.registered))
    return Registry(
      networks: found.networks.filter { known.networks.contains($0) || !unfinished.contains(.network($0.number)) },
      endpoints: found.endpoints.filter { known.endpoints.contains($0) || !unfinished.contains(.endpoint($0.number)) },
      containers: found.containers.filter { known.containers.contains($0) || !unfinished.contains(.container($0.name)) }
    )
  }

  /// The lock's file has something in it once the registry was completed.
  private var isComplete: Bool { (try? !isEmptyFile(lockFile)) ?? false && modificationTime(of: lockFile) != 0 }

  private func setComplete() throws {
    if !isComplete {
      try writeSetting(lockFile, "the registry is complete: while this file is empty, gantry looks for more\n")
    }
  }
}

/// What a plan adds to the registry or removes from it. A container that is found again has another number.
private enum RegisteredObject: Hashable {
  case network(UInt64)
  case endpoint(UInt64)
  case container(String)
}

extension Plan {
  fileprivate var registered: [RegisteredObject] {
    steps.compactMap { step in
      switch step {
      case .record(let network), .forget(let network): .network(network.number)
      case .recordEndpoint(let endpoint), .forgetEndpoint(let endpoint): .endpoint(endpoint.number)
      case .sandbox(.record(let container)), .sandbox(.forget(let container)): .container(container.name)
      default: nil
      }
    }
  }
}

extension FoundSandbox {
  /// The first processes of containers that are not known: those of namespaces with a container's name, or of the host's
  /// processes altogether.
  fileprivate static func all(
    of directory: String, in snapshot: Snapshot, except known: Set<String>, everywhere: Bool
  ) throws -> [FoundSandbox] {
    let procfs = try Procfs()
    var found: [FoundSandbox] = []
    for namespace in snapshot.namespaces where everywhere || !known.isSuperset(of: namespace.names) {
      for pid in namespace.pids {
        // A process that has ended meanwhile is none that is looked for.
        guard let sandbox = try? FoundSandbox(pid, of: directory, in: namespace, procfs), !known.contains(sandbox.name)
        else { continue }
        found.append(sandbox)
      }
    }
    return found
  }

  /// The process, where it is the first one of a process-id namespace and sees a container's file as `/etc/hosts`.
  private init?(
    _ pid: Int32, of directory: String, in namespace: Namespace, _ procfs: borrowing Procfs
  ) throws {
    let status = String(decoding: try procfs.read(pid, "status"), as: UTF8.self)
    let ids = status.split(separator: "\n").first { $0.hasPrefix("NSpid:") }?.split(whereSeparator: \.isWhitespace)
    guard let ids, ids.count > 2, ids.last == "1" else { return nil }
    let mounts = String(decoding: try procfs.read(pid, "mountinfo"), as: UTF8.self)
    guard let name = mounts.split(separator: "\n").lazy.compactMap({ Self.container($0, of: directory) }).first else {
      return nil
    }
    let command = try procfs.read(pid, "cmdline").split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    self.init(
      name: name, process: ProcessIdentity(pid: pid, startTime: try procfs.status(of: pid).startTime), command: command,
      namespace: namespace.id)
  }

  /// The name of the container whose file a line of mountinfo shows (proc(5)): `sandboxes/NAME.hosts` of the state directory
  /// on `/etc/hosts`, deleted or not.
  private static func container(_ line: Substring, of directory: String) -> String? {
    let fields = line.split(separator: " ", maxSplits: 5)
    guard fields.count > 4, fields[4] == "/etc/hosts" else { return nil }
    let root = fields[3].hasSuffix("//deleted") ? fields[3].dropLast("//deleted".count) : fields[3]
    let parts = root.split(separator: "/")
    guard let file = parts.last, file.hasSuffix(".hosts"), parts.dropLast().last == "sandboxes" else { return nil }
    // The line has the path from the root of the file's own file system, so that it may lack the first parts.
    let ends = Array(zip(parts.dropLast(2).reversed(), directory.split(separator: "/").reversed()).prefix(2))
    return !ends.isEmpty && ends.allSatisfy { $0 == $1 } ? String(file.dropLast(".hosts".count)) : nil
  }
}
