import Topology

/// Every namespace that can be found without looking into threads, descriptors and foreign mount namespaces.
struct NamespaceScan: Sendable {
  /// The namespace gantry runs in.
  let own: NamespaceID
  /// All namespaces, sorted by id.
  var namespaces: [FoundNamespace]
  /// All processes, sorted by id.
  let processes: [ProcessFacts]
  /// How many processes gantry may not look into.
  let unreadableProcesses: Int
  /// Files in the directory of `ip netns` that are no mounts here: whole paths, sorted.
  let staleNames: [String]

  /// Groups processes and mounts by namespace.
  init(own: NamespaceID, processes: [ProcessFacts], mounts: [NamespaceMount], staleNames: [String] = []) {
    var grouping = NamespaceGrouping()
    grouping[own].handles.append(.own)
    var unreadable = 0
    for process in processes where !process.isKernelThread {
      guard let inode = process.namespace else {
        unreadable += 1
        continue
      }
      grouping[NamespaceID(device: own.device, inode: inode)].add(
        Holder(.process, pid: process.pid, command: process.command), handle: .process(process.pid))
    }
    for mount in mounts {
      grouping[mount.namespace].names.append(mount.name)
      grouping[mount.namespace].add(Holder(.mount, path: mount.path), handle: .mount(mount.path))
    }
    self.own = own
    self.processes = processes
    self.staleNames = staleNames
    namespaces = grouping.sorted
    unreadableProcesses = unreadable
  }

  /// Adds what a deep scan found earlier and `holds` now; ways that may hang come last.
  mutating func add(_ findings: [DeepFinding]) {
    guard !findings.isEmpty else { return }
    var grouping = NamespaceGrouping(namespaces)
    for mayHang in [false, true] {
      for finding in findings where finding.handle.mayHang == mayHang {
        guard processes.process(finding.process)?.startTime == finding.startTime else { continue }
        grouping[finding.namespace].add(finding.holder, handle: finding.handle)
        if let name = finding.name { grouping[finding.namespace].names.append(name) }
      }
    }
    namespaces = grouping.sorted
  }
}

/// Namespaces under construction, found by identity.
private struct NamespaceGrouping {
  private var namespaces: [FoundNamespace] = []
  private var positions: [NamespaceID: Int] = [:]

  init(_ namespaces: [FoundNamespace] = []) {
    self.namespaces = namespaces
    for (position, namespace) in namespaces.enumerated() { positions[namespace.id] = position }
  }

  subscript(id: NamespaceID) -> FoundNamespace {
    get { positions[id].map { namespaces[$0] } ?? FoundNamespace(id: id) }
    _modify {
      let position = position(of: id)
      yield &namespaces[position]
    }
  }

  private mutating func position(of id: NamespaceID) -> Int {
    if let position = positions[id] { return position }
    positions[id] = namespaces.count
    namespaces.append(FoundNamespace(id: id))
    return namespaces.count - 1
  }

  var sorted: [FoundNamespace] { namespaces.sorted { $0.id < $1.id } }
}
