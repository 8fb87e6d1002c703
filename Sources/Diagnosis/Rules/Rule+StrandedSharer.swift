import Topology

extension Rule {
  /// A container that was told to share another's network, but the other one is elsewhere by now, stopped or gone.
  ///
  /// An engine joins the two namespaces once, when the sharer starts: when the target is started again it gets a
  /// namespace of its own, and the sharer stays in the dead one.
  static let strandedSharer = Rule("stranded-sharer", "a container left behind in a namespace it shared") { survey in
    let snapshot = survey.snapshot
    return snapshot.containers.compactMap { sharer in
      guard let place = sharer.namespace, let wanted = sharer.sharedTarget else { return nil }
      guard let target = snapshot.sibling(of: sharer, called: wanted) else {
        return gone(sharer, place, wanted, snapshot)
      }
      switch target.state {
      case .exited, .dead, .created: return stopped(sharer, place, target, snapshot)
      case .running, .paused, .restarting, .removing, .unknown:
        guard let current = target.namespace, current != place else { return nil }
        return leftBehind(sharer, place, target, current, snapshot)
      }
    }
  }

  private static func leftBehind(
    _ sharer: Container, _ place: NamespaceID, _ target: Container, _ current: NamespaceID, _ snapshot: Snapshot
  ) -> Finding {
    let restart = Remedy.engine("restart", sharer).map { ": \($0)" } ?? ""
    return finding(
      sharer, "\(sharer.name) is stranded: \(target.name), whose network it shares, has another namespace by now",
      evidence: [
        "\(sharer.name) is in \(place.kernelName)" + contents(of: place, snapshot),
        "\(target.name) is in \(current.kernelName), pid \(target.pid.map(String.init) ?? "unknown")",
      ],
      remedy: "Restart \(sharer.name), so that it joins the namespace \(target.name) has now\(restart)")
  }

  private static func stopped(
    _ sharer: Container, _ place: NamespaceID, _ target: Container, _ snapshot: Snapshot
  ) -> Finding {
    let commands = [Remedy.engine("start", target), Remedy.engine("restart", sharer)].compactMap { $0 }
    let text = commands.isEmpty ? "" : ": " + commands.joined(separator: " && ")
    return finding(
      sharer, "\(sharer.name) is stranded: \(target.name), whose network it shares, does not run",
      evidence: [
        "\(target.name) is \(target.state.rawValue)",
        "\(sharer.name) is in \(place.kernelName)" + contents(of: place, snapshot),
      ],
      remedy: "Start \(target.name), then restart \(sharer.name)\(text)")
  }

  private static func gone(
    _ sharer: Container, _ place: NamespaceID, _ wanted: String, _ snapshot: Snapshot
  ) -> Finding? {
    guard snapshot.listsEverything(of: sharer.engine) else { return nil }
    return finding(
      sharer, "\(sharer.name) is stranded: the container whose network it shares is gone",
      evidence: [
        "\(sharer.engine) has no container \(wanted.prefix(12))",
        "\(sharer.name) is in \(place.kernelName)" + contents(of: place, snapshot),
      ],
      remedy: "Make \(sharer.name) again and let it share the network of a container that runs; a restart will fail, "
        + "as \(sharer.engine) keeps the id of the one that is gone")
  }

  private static func finding(_ sharer: Container, _ title: String, evidence: [String], remedy: String) -> Finding {
    Finding(
      rule: "stranded-sharer", severity: .error, object: .container(sharer.key), title: title, evidence: evidence,
      remedy: remedy)
  }

  private static func contents(of place: NamespaceID, _ snapshot: Snapshot) -> String {
    guard let namespace = snapshot.namespace(place), namespace.access == .read else { return "" }
    let wired = namespace.links.filter { $0.kind != .loopback }.count
    return wired == 0 ? ", which has lo only" : ", which has \(wired) link\(wired == 1 ? "" : "s") besides lo"
  }
}

extension Container {
  /// What its engine was told after `container:`; nil for other modes.
  fileprivate var sharedTarget: String? {
    guard let configuredMode, configuredMode.hasPrefix("container:") else { return nil }
    return String(configuredMode.dropFirst("container:".count))
  }
}

extension Snapshot {
  /// The container of the same engine with this id or name.
  fileprivate func sibling(of container: Container, called text: String) -> Container? {
    self.container(ContainerKey(engine: container.engine, id: text))
      ?? containers.first { $0.engine == container.engine && ($0.name == text || $0.id.hasPrefix(text)) }
  }

  /// True where the engine answers, so that what it does not list is not there.
  func listsEverything(of engine: String) -> Bool {
    sources.contains { $0.name == engine && $0.state == .ok }
  }
}
