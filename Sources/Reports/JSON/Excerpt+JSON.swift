import Diagnosis
import Topology

extension Excerpt {
  /// The version of the schema in docs/schema.json.
  public static let schemaVersion = 2

  /// The one JSON object of docs/schema.json: every key is there, what is unknown is null. Indented for reading, or in
  /// one line for `--watch`.
  public func json(isIndented: Bool) -> String { JSONWriter.text(of: json, isIndented: isIndented) }

  private var json: JSON {
    [
      "schema": .integer(Int64(Self.schemaVersion)),
      "host": .string(snapshot.host),
      "time": .string(snapshot.time.iso8601),
      "namespaces": .array(namespaces.map { JSON($0, snapshot.counters) }),
      "containers": .array(containers.map(JSON.init)),
      "networks": .array(networks.map(JSON.init)),
      "findings": .array(findings.map(JSON.init)),
      "sources": .array(snapshot.sources.map { JSON($0, at: snapshot.instant) }),
    ]
  }
}

extension JSON {
  fileprivate init(_ finding: Finding) {
    self = [
      "rule": .string(finding.rule),
      "severity": .string(finding.severity.rawValue),
      "object": .text(finding.object),
      "title": .string(finding.title),
      "evidence": .texts(finding.evidence),
      "remedy": .string(finding.remedy),
    ]
  }

  fileprivate init(_ source: Source, at now: Instant) {
    self = [
      "name": .string(source.name),
      "state": .string(source.state.rawValue),
      "detail": .optional(source.detail),
      "age": source.readAt.map { .number((max(0, now.seconds(since: $0)) * 1000).rounded() / 1000) } ?? .null,
    ]
  }
}
