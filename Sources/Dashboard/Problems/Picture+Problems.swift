import Diagnosis
import Screen
import Topology

extension Picture {
  /// What there is to say of a finding: what, where, why, and what to do. Without one: what is looked for.
  func sections(on finding: Finding?) -> [DetailSection] {
    guard let finding else { return [DetailSection("", Doctor.subjects.map { .line(Line($0, .muted)) })] }
    var what = DetailSection("")
    what.add(.line(Line(finding.title, finding.severity.style)))
    what.add("where", snapshot.title(of: finding.object))
    if !finding.involved.isEmpty { what.add("and", names(of: finding.involved)) }
    for (index, fact) in finding.evidence.enumerated() { what.add(.pair(index == 0 ? "why" : "", Line(fact))) }
    what.add(.pair("to do", Line(finding.remedy)))
    return [what]
  }

  private static let fewNames = 5

  private func names(of objects: [ObjectID]) -> String {
    let names = objects.prefix(Self.fewNames).map { snapshot.name(of: $0) }.joined(separator: ", ")
    return objects.count > Self.fewNames ? "\(names) and \(objects.count - Self.fewNames) more" : names
  }

  /// What is said where nothing was found: what was looked at, and what could not be.
  var wordsOnHealth: [String] {
    let snapshot = observed
    let links = snapshot.namespaces.reduce(0) { $0 + $1.links.count }
    let seen = [
      count(snapshot.namespaces.count, "namespace"), count(links, "link"),
      count(snapshot.containers.count, "container"), count(snapshot.networks.count, "network"),
    ]
    let limits = snapshot.sources.filter(\.isTroubled).map { "\($0.name): \($0.words)" }
    return ["Nothing was found.", "Looked at: \(seen.joined(separator: ", "))."]
      + (limits.isEmpty ? [] : ["Not all could be looked at."] + limits)
  }

  /// Objects whose rows in the wiring show where another one is, the nearest first: itself, the other end of its cable, who
  /// lives there, the namespace.
  func placesInWiring(of object: ObjectID) -> [ObjectID] {
    var places = [object]
    switch object {
    case .link(let id):
      if let far = link(id).flatMap(peer(of:)) { places.append(.link(far.id)) }
      if let home = snapshot.namespace(id.namespace) { places += [self.object(of: home), .namespace(home.id)] }
    case .network(let key):
      if let bridge = snapshot.network(key)?.bridge { places.append(.link(bridge.id)) }
    case .container(let key):
      if let home = snapshot.container(key)?.namespace { places.append(.namespace(home)) }
    case .namespace(let id):
      if let home = snapshot.namespace(id) { places.append(self.object(of: home)) }
    }
    return places
  }
}
