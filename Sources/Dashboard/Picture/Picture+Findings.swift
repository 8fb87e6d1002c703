import Diagnosis
import Topology

extension Picture {
  /// An object with what its cable and its namespace are.
  func related(to subject: Subject) -> [ObjectID] {
    var objects = [subject.object]
    if let place = subject.place { objects.append(.link(place)) }
    switch subject.object {
    case .container(let key):
      guard let container = snapshot.container(key) else { break }
      objects += (cables(of: container) + hostEnds(of: container)).map { .link($0.id) }
      if container.ownsNamespace, let namespace = container.namespace { objects.append(.namespace(namespace)) }
    case .link(let id):
      if let far = link(id).flatMap(peer(of:)) { objects.append(.link(far.id)) }
    case .network(let key):
      if let bridge = snapshot.network(key)?.bridge { objects.append(.link(bridge.id)) }
    case .namespace: break
    }
    return objects
  }

  /// What was found on a subject and what belongs to it, worst first.
  func findings(on subject: Subject) -> [Finding] {
    guard !findings.isEmpty else { return [] }
    let related = Set(related(to: subject))
    return findings.filter { related.contains($0.object) || $0.involved.contains(where: related.contains) }
  }
}
