import Topology

extension Container {
  /// Whether an engine that gantry speaks to has it. Of one that only its cgroup tells of, another engine does.
  var isListed: Bool { image != nil || configuredMode != nil }

  /// True where its engine made it to share another one's namespace.
  func isJoined(to other: Container) -> Bool {
    guard engine == other.engine, let mode = configuredMode, mode.hasPrefix("container:") else { return false }
    let target = mode.dropFirst("container:".count)
    return !target.isEmpty && (other.id.hasPrefix(target) || other.name == target)
  }
}

extension Snapshot {
  /// Who was made to share a container's namespace, and who shares theirs; those come after these.
  func sharers(of container: Container) -> [Container] {
    var found: [Container] = []
    var open = [container]
    while let next = open.popLast() {
      let direct = containers.filter { other in
        other.isJoined(to: next) && other.key != container.key && !found.contains { $0.key == other.key }
      }
      found += direct
      open += direct
    }
    return found
  }

  /// Why an engine cannot be told anything; nil where it can.
  func silence(of engine: String) -> Refusal? {
    guard let source = sources.first(where: { $0.name == engine }) else {
      return Refusal("there is no engine \(engine)")
    }
    let detail = source.detail.map { ": \($0)" } ?? ""
    switch source.state {
    case .ok: return source.socket == nil ? Refusal("\(engine) is not on this machine") : nil
    case .remote: return Refusal("\(engine) is another host's, and nothing is changed through it\(detail)")
    case .absent: return Refusal("\(engine) is not there\(detail)")
    case .denied: return Refusal("\(engine) may not be asked\(detail)")
    case .slow, .failed, .pending: return Refusal("\(engine) does not answer\(detail)")
    }
  }
}
