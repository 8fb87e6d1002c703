import Addresses

extension EventWriter {
  mutating func write(_ change: Change.Kind, container key: ContainerKey) {
    let (old, new) = (earlier.container(key), later.container(key))
    guard !isNewcomer(new?.engine ?? old?.engine) else { return }
    switch (change, old, new) {
    case (.appeared, _, let new?):
      let words = new.isAlive ? "started" : new.state == .created ? "created" : "appeared, \(new.state.rawValue)"
      add(.container, .appeared, .container(key), words, detail: place(of: new))
    case (.vanished, let old?, _):
      add(.container, .vanished, .container(key), old.isAlive ? "gone" : "removed")
    case (.changed, let old?, let new?):
      let parts = differences(from: old, to: new)
      guard let first = parts.first else { return }
      let detail = first == "started" ? place(of: new) : ""
      add(.container, .changed, .container(key), parts.joined(separator: ", "), detail: detail)
    default: break
    }
  }

  /// How one that started is connected: `, bridge 172.17.0.5`.
  private func place(of container: Container) -> String {
    guard container.isAlive, container.mode != .unknown else { return "" }
    let addresses = container.endpoints.flatMap(\.addresses).prefix(2).map { " \($0.address)" }.joined()
    return ", \(later.text(of: container.mode))\(addresses)"
  }

  private func differences(from old: Container, to new: Container) -> [String] {
    var parts: [String] = []
    if let word = Self.turn(from: old, to: new) { parts.append(word) }
    if old.name != new.name { parts.append("renamed from \(old.name)") }
    // One that starts or stops is connected or not as a consequence.
    guard old.isAlive == new.isAlive, new.isAlive else { return parts }
    if old.mode != new.mode, new.mode != .unknown {
      let was = old.mode == .unknown ? "" : "\(earlier.text(of: old.mode)) → "
      parts.append("mode \(was)\(later.text(of: new.mode))")
    }
    let (before, after) = (old.endpoints.compactMap(\.network), new.endpoints.compactMap(\.network))
    for endpoint in new.endpoints {
      guard let network = endpoint.network, !before.contains(network) else { continue }
      let address = endpoint.addresses.first.map { " as \($0.address)" } ?? ""
      parts.append("connected to \(network)\(address)")
    }
    parts += before.filter { !after.contains($0) }.map { "disconnected from \($0)" }
    if old.ports != new.ports { parts.append("other ports are published") }
    return parts
  }

  /// What a container did, where its state or its process is another.
  private static func turn(from old: Container, to new: Container) -> String? {
    guard old.state != new.state else {
      return old.pid != nil && new.pid != nil && old.pid != new.pid && new.isAlive ? "restarted" : nil
    }
    switch (old.state, new.state) {
    case (.paused, .running): return "goes on"
    case (_, .running): return old.isAlive ? "running" : "started"
    case (_, .exited), (_, .dead), (_, .created): return old.isAlive ? "stopped" : new.state.rawValue
    case (_, .removing): return "is being removed"
    case (_, .paused), (_, .restarting), (_, .unknown): return new.state.rawValue
    }
  }
}
