import Addresses
import Diagnosis
import TestSupport
import Testing
import Topology

extension Snapshot {
  /// The tutorial host with one thing changed.
  func editing(_ id: NamespaceID, _ edit: (inout Namespace) -> Void) -> Snapshot {
    with(
      namespaces: namespaces.map { namespace in
        var namespace = namespace
        if namespace.id == id { edit(&namespace) }
        return namespace
      })
  }

  func editing(_ name: String, _ edit: (inout Container) -> Void) -> Snapshot {
    with(
      containers: containers.map { container in
        var container = container
        if container.name == name { edit(&container) }
        return container
      })
  }

  /// The same with other counters of a link.
  func counting(_ link: LinkID, _ edit: (inout Counters?) -> Void) -> Snapshot {
    altered { edit(&$0.counters[link]) }
  }

  func with(
    namespaces: [Namespace]? = nil, counters: CounterTable? = nil, containers: [Container]? = nil,
    networks: [Network]? = nil,
    sources: [Source]? = nil,
    staleNames: [String]? = nil
  ) -> Snapshot {
    Snapshot(
      host: host, time: time, instant: instant, namespaces: namespaces ?? self.namespaces,
      counters: counters ?? self.counters, containers: containers ?? self.containers,
      networks: networks ?? self.networks, sources: sources ?? self.sources,
      staleNames: staleNames ?? self.staleNames)
  }
}

/// What one rule finds.
func findings(of rule: String, in snapshot: Snapshot, since earlier: Snapshot? = nil) -> [Finding] {
  let found = Doctor.findings(in: snapshot, since: earlier).filter { $0.rule == rule }
  #expect(found.allSatisfy { Doctor.severities(of: rule)?.contains($0.severity) ?? false }, "docs/doctor.md: \(rule)")
  return found
}
