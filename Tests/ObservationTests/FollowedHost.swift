import LinuxSystem
import TestSupport
import Testing

@testable import Observation
@testable import Topology

/// An observer that takes a lab's namespace for its host, so that the machine's own is left alone.
struct FollowedHost {
  let lab: Lab
  let host: LabNamespace
  let observer: Observer
  /// The picture that was taken last: where nothing has changed since, none comes.
  private let newest = Newest()

  /// Ticks never, unless told otherwise: what is seen then was told by an event.
  static let silent = Observer.Pace(interval: 3_600_000_000_000, deepInterval: 3_600_000_000_000)

  init(_ lab: Lab, _ host: LabNamespace, _ pace: Observer.Pace = silent) throws {
    self.lab = lab
    self.host = host
    observer = try Self.inside(host) {
      let observer = try Observer(pace: pace)
      try observer.start()
      return observer
    }
    _ = try wait("the first deep scan") { snapshot in
      snapshot.hostNamespace != nil && snapshot.sources.allSatisfy { $0.state != .pending }
    }
  }

  /// Takes pictures until one satisfies the question.
  @discardableResult
  func wait(_ what: String, within limit: Duration = .seconds(60), _ isIt: (Snapshot) throws -> Bool) throws -> Snapshot
  {
    try eventually(what, within: limit, on: observer.rawValue) {
      guard let update = observer.take() else { return nil }
      newest.snapshot = update.snapshot
      return try isIt(update.snapshot) ? update.snapshot : nil
    }
  }

  /// Everything read anew, in the same place.
  func fresh() throws -> Snapshot { try Self.inside(host) { try Observer.readOnce(deep: false) } }

  /// Waits for a picture that says of the lab's namespaces what a fresh discovery says.
  func expectTruth(within limit: Duration = .seconds(20)) throws {
    do {
      try eventually("the picture is what a fresh discovery finds", within: limit, on: observer.rawValue) {
        if let update = observer.take() { newest.snapshot = update.snapshot }
        guard let picture = newest.snapshot else { return false }
        return try picture.told(of: lab) == fresh().told(of: lab)
      }
    } catch let error as NotWithin {
      let (seen, fresh) = (newest.snapshot?.told(of: lab) ?? [], try fresh().told(of: lab))
      Issue.record(
        "seen only: \(seen.filter { !fresh.contains($0) })\nfresh only: \(fresh.filter { !seen.contains($0) })")
      throw error
    }
  }

  private final class Newest { var snapshot: Snapshot? }

  /// Does something on a thread that is in a namespace.
  static func inside<Result: Sendable>(
    _ namespace: LabNamespace, _ job: @escaping @Sendable () throws -> Result
  ) throws -> Result {
    let path = namespace.path
    return try NamespaceWorker().run { visitor in
      try visitor.inside(NamespaceDescriptor(path: path)) { try job() }
    }
  }
}

extension Snapshot {
  /// What is said of the namespaces of a lab and their links, but for counters: to compare.
  func told(of lab: Lab) -> [String] {
    namespaces.filter { $0.names.contains { $0.hasPrefix(lab.name) } }.flatMap { namespace in
      ["\(namespace.names) \(namespace.cookie ?? 0) \(namespace.routes.map { "\($0)" }.sorted())"]
        + namespace.links.map { link in
          var link = link
          link.addresses.sort { "\($0)" < "\($1)" }
          return "\(link.id) \(link.facts.value)"
        }
    }
  }
}
