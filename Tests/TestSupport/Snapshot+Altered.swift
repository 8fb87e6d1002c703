package import Topology

/// What a picture is made of, for tests that want another one.
package struct SnapshotParts {
  package var namespaces: [Namespace]
  package var counters: [LinkID: Counters]
  package var containers: [Container]
  package var networks: [Network]
  package var sources: [Source]
  package var time: Timestamp
  package var instant: Instant

  /// Edits one namespace.
  package mutating func namespace(_ id: NamespaceID, _ edit: (inout Namespace) -> Void) {
    for index in namespaces.indices where namespaces[index].id == id { edit(&namespaces[index]) }
  }

  /// Edits one link.
  package mutating func link(_ id: LinkID, _ edit: (inout Link) -> Void) {
    namespace(id.namespace) { namespace in
      for index in namespace.links.indices where namespace.links[index].id == id { edit(&namespace.links[index]) }
    }
  }

  /// Edits each link.
  package mutating func everyLink(_ edit: (inout Link) -> Void) {
    for place in namespaces.indices {
      for link in namespaces[place].links.indices { edit(&namespaces[place].links[link]) }
    }
  }

  /// Sets what a link counted.
  package mutating func bytes(of link: LinkID, rx: UInt64, tx: UInt64) {
    counters[link]?.rxBytes = rx
    counters[link]?.txBytes = tx
  }

  /// Edits one container.
  package mutating func container(_ key: ContainerKey, _ edit: (inout Container) -> Void) {
    for index in containers.indices where containers[index].key == key { edit(&containers[index]) }
  }
}

extension Snapshot {
  /// The same picture with something edited.
  package func altered(_ edit: (inout SnapshotParts) -> Void) -> Snapshot {
    var parts = SnapshotParts(
      namespaces: namespaces, counters: counters.byLink, containers: containers, networks: networks, sources: sources,
      time: time, instant: instant)
    edit(&parts)
    return Snapshot(
      host: host, time: parts.time, instant: parts.instant, namespaces: parts.namespaces,
      counters: CounterTable(parts.counters), containers: parts.containers, networks: parts.networks,
      sources: parts.sources,
      staleNames: staleNames)
  }
}
