import Addresses

extension EventWriter {
  /// A bridge that no engine knows is told as a link.
  mutating func write(_ change: Change.Kind, network key: NetworkKey) {
    let (old, new) = (earlier.network(key), later.network(key))
    guard let engine = new?.engine ?? old?.engine, !isNewcomer(engine) else { return }
    switch (change, old, new) {
    case (.appeared, _, let new?):
      let subnets = new.subnets.map { ", \($0.prefix)" }.joined()
      add(.network, .appeared, .network(key), "created", detail: ", \(new.driver)\(subnets)")
    case (.vanished, _, _):
      add(.network, .vanished, .network(key), "removed")
    case (.changed, let old?, let new?):
      let parts = differences(from: old, to: new)
      if !parts.isEmpty { add(.network, .changed, .network(key), parts.joined(separator: ", ")) }
    default: break
    }
  }

  /// Who joins and leaves is told of the containers.
  private func differences(from old: Network, to new: Network) -> [String] {
    var parts: [String] = []
    if old.name != new.name { parts.append("renamed from \(old.name)") }
    if let was = old.bridge, let now = new.bridge, was.name != now.name {
      parts.append("bridge \(was.name) → \(now.name)")
    } else if let was = old.bridge, new.bridge == nil {
      parts.append("its bridge \(was.name) is gone")
    }
    parts += new.subnets.filter { !old.subnets.contains($0) }.map { "subnet \($0.prefix) added" }
    parts += old.subnets.filter { !new.subnets.contains($0) }.map { "subnet \($0.prefix) removed" }
    if old.isInternal != new.isInternal { parts.append(new.isInternal ? "has no way out now" : "has a way out now") }
    return parts
  }
}
