import Engines
import Topology

/// Finds the process of every container: an engine's word counts only where the process's cgroup carries the
/// container's id, and what no engine told of is known by its cgroup alone.
struct ContainerLocator {
  private let kernel: KernelReading
  private let engines: [EngineReading]
  /// Processes by the container's id, oldest first.
  private let processes: [String: [ProcessFacts]]

  init(_ kernel: KernelReading, _ engines: [EngineReading]) {
    self.kernel = kernel
    self.engines = engines
    var processes: [String: [ProcessFacts]] = [:]
    for process in kernel.processes where !process.identities.isEmpty {
      for identity in process.identities { processes[identity.id, default: []].append(process) }
    }
    self.processes = processes.mapValues { $0.sorted { ($0.startTime, $0.pid) < ($1.startTime, $1.pid) } }
  }

  /// Whether an engine's containers are processes of this host.
  enum Locality { case local, remote, unproven }

  /// An engine that says that containers run, none of which is a process here, is another host's. One that runs none,
  /// or was asked after the kernel was, proves nothing.
  func locality(of engine: EngineReading) -> Locality {
    let running = engine.containers.filter { $0.pid != nil }
    if running.contains(where: { process(of: $0) != nil }) { return .local }
    guard !running.isEmpty, let readAt = engine.source.readAt, readAt <= kernel.instant else { return .unproven }
    return .remote
  }

  /// The namespace of the engine's daemon, which is what its host mode means.
  func hostNamespace(of engine: EngineReading) -> NamespaceID {
    engine.daemonPid.flatMap(kernel.namespace(ofProcess:)) ?? kernel.own
  }

  /// All containers: those the engines tell of, then those only cgroups tell of.
  func located(remote: Set<Int>) -> [LocatedContainer] {
    var located: [LocatedContainer] = []
    var told: Set<String> = []
    for (position, engine) in engines.enumerated() {
      let hostNamespace = hostNamespace(of: engine)
      for word in engine.containers {
        let isLocal = !remote.contains(position)
        if isLocal { told.insert(word.id) }
        located.append(
          container(word, engine, position, process: isLocal ? process(of: word) : nil, hostNamespace))
      }
    }
    for (id, processes) in processes.sorted(by: { $0.key < $1.key }) where !told.contains(id) {
      // Containers inside of others are their engines' to tell of.
      if let first = processes.first(where: { $0.identity?.id == id }), let identity = first.identity {
        located.append(container(identity, first))
      }
    }
    return located
  }

  /// The process the engine names, if it is the container's; else the oldest in the container's cgroup. None for a
  /// container that its engine says does not run.
  private func process(of word: EngineContainer) -> ProcessFacts? {
    guard let pid = word.pid else { return nil }
    if let process = kernel.processes.process(pid), process.carries(word.id) { return process }
    return processes[word.id]?.first
  }

  private func container(
    _ word: EngineContainer, _ engine: EngineReading, _ position: Int, process: ProcessFacts?,
    _ hostNamespace: NamespaceID
  ) -> LocatedContainer {
    let container = Container(
      key: ContainerKey(engine: engine.name, id: word.id), id: word.id, name: word.name, engine: engine.name,
      image: word.image, state: word.state, pid: process?.pid, namespace: namespace(of: process),
      configuredMode: word.networkMode, ports: word.ports, labels: word.labels, removesItself: word.removesItself,
      anonymousVolumes: word.anonymousVolumes, definition: word.definition)
    return LocatedContainer(
      container: container, word: word, engine: position, process: process, hostNamespace: hostNamespace)
  }

  private func container(_ identity: CgroupIdentity, _ process: ProcessFacts) -> LocatedContainer {
    let isDigest = identity.id.utf8.count == 64
    let container = Container(
      key: ContainerKey(engine: identity.engine, id: identity.id), id: identity.id,
      name: isDigest ? String(identity.id.prefix(12)) : identity.id, engine: identity.engine, pid: process.pid,
      namespace: namespace(of: process))
    return LocatedContainer(container: container, process: process, hostNamespace: kernel.own)
  }

  private func namespace(of process: ProcessFacts?) -> NamespaceID? {
    process?.namespace.map { NamespaceID(device: kernel.own.device, inode: $0) }
  }
}
