import Topology

/// Everything the kernel said in one observation, connected; no engine's word in it.
struct KernelReading: Sendable {
  /// The host's name.
  var host: String
  /// Civil time of the observation.
  var time: Timestamp
  /// Monotonic time of the observation.
  var instant: Instant
  /// The namespace gantry runs in.
  var own: NamespaceID
  /// Every namespace, sorted by id, links sorted by index; without containers and the role of a container.
  var namespaces: [Namespace]
  /// The counters of their links.
  var counters: CounterTable
  /// Every process, sorted by id.
  var processes: [ProcessFacts]
  /// How the kernel and the deep scan do.
  var sources: [Source]
  /// Files in the directory of `ip netns` that are no mounts here: whole paths, sorted.
  var staleNames: [String] = []

  /// The namespace with this identity.
  func namespace(_ id: NamespaceID) -> Namespace? { position(of: id).map { namespaces[$0] } }

  /// Where the namespace is in `namespaces`.
  func position(of id: NamespaceID) -> Int? {
    let position = namespaces.partitioningIndex { $0.id >= id }
    return position < namespaces.endIndex && namespaces[position].id == id ? position : nil
  }

  /// The link at this place.
  func link(_ id: LinkID) -> Link? { position(of: id.namespace).flatMap { namespaces[$0].sortedLink(index: id.index) } }

  /// The bridge (or bond) that a link is a port of.
  func master(of link: Link) -> Link? {
    link.master.flatMap { self.link(LinkID(namespace: link.id.namespace, index: $0)) }
  }

  /// The namespace of a process; nil where there is no such process or gantry may not look.
  func namespace(ofProcess pid: Int32) -> NamespaceID? {
    processes.process(pid)?.namespace.map { NamespaceID(device: own.device, inode: $0) }
  }
}

extension Namespace {
  /// The link with this index, by halving: a host has a thousand.
  func sortedLink(index: Int32) -> Link? {
    let position = links.partitioningIndex { $0.index >= index }
    return position < links.endIndex && links[position].index == index ? links[position] : nil
  }
}
