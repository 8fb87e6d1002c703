import Addresses
import Planning
import Topology

/// What a change has made or touched, to be selected as soon as it can be seen.
struct Awaited: Hashable, Sendable {
  /// How long it is looked for, in seconds: an engine may take its time to tell.
  private static let patience = 5.0

  /// What is looked for.
  private enum Target: Hashable, Sendable {
    case link(MACAddress)
    case network(name: String, engine: String)
    case container(name: String, engine: String)
    case object(ObjectID)
  }

  private let targets: [Target]
  private let since: Instant

  /// Nil where a change leaves nothing to look at.
  init?(_ request: ChangeRequest, _ plan: Plan, at now: Instant) {
    guard case .change(let intents, _) = request.wish else { return nil }
    // The first link that is made is the bridge, or the end of the cable that is plugged in.
    let links = plan.steps.lazy.compactMap(\.createdLinks.first).prefix(1).map { Target.link($0.mac) }
    targets = links + intents.prefix(1).compactMap(Self.target)
    since = now
    if targets.isEmpty { return nil }
  }

  private static func target(of intent: Intent) -> Target? {
    switch intent {
    case .createNetwork(let network): .network(name: network.name, engine: network.engine)
    case .run(let container): .container(name: container.name, engine: container.engine)
    case .attach(let attachment): target(of: attachment.subject)
    case .detach(let subject, _): target(of: subject)
    case .removeNetwork, .removeContainer: nil
    }
  }

  private static func target(of subject: Planning.Subject) -> Target {
    switch subject {
    case .container(let key): .object(.container(key))
    case .namespace(let id): .object(.namespace(id))
    }
  }

  func isOver(at now: Instant) -> Bool { now.seconds(since: since) >= Self.patience }

  /// What of it is there, the best first.
  func objects(in snapshot: Snapshot) -> [ObjectID] {
    targets.compactMap { target in
      switch target {
      case .link(let mac): snapshot.hostNamespace?.links.first { $0.mac == mac }.map { .link($0.id) }
      case .network(let name, let engine):
        snapshot.networks.first { $0.name == name && $0.engine == engine }.map { .network($0.key) }
      case .container(let name, let engine):
        snapshot.containers.first { $0.name == name && $0.engine == engine }.map { .container($0.key) }
      case .object(let object): snapshot.contains(object) ? object : nil
      }
    }
  }
}
