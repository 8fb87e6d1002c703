import Topology

extension Container {
  /// Whether an engine that gantry speaks to has it. Of one that only its cgroup tells of, another engine does.
  var isListed: Bool { image != nil || configuredMode != nil }

  /// True where its engine made it to share another one's network namespace.
  func isJoined(to other: Container) -> Bool {
    guard let mode = configuredMode, mode.hasPrefix("container:") else { return false }
    return refers(by: String(mode.dropFirst("container:".count)), to: other)
  }

  /// True where its engine made it to share another one's process ids.
  func sharesProcesses(of other: Container) -> Bool { refers(by: definition.pidOwner, to: other) }

  /// True where its engine made it to share another one's memory and queues (ipc_namespaces(7)).
  func sharesMemory(of other: Container) -> Bool { refers(by: definition.ipcOwner, to: other) }

  /// True where it finds another one in the default network by `--link`.
  func isLinked(to other: Container) -> Bool {
    engine == other.engine && definition.links.contains { $0.target == other.name }
  }

  private func refers(by text: String?, to other: Container) -> Bool {
    guard let text, !text.isEmpty else { return false }
    return engine == other.engine && (other.id.hasPrefix(text) || other.name == text)
  }
}

extension Snapshot {
  /// The containers that were made to share a container's network namespace, and those that share theirs; those come after
  /// these.
  func sharers(of container: Container) -> [Container] { followers(of: container) { $0.isJoined(to: $1) } }

  /// The containers that hold a container's id, so that they have to be made again with it: sharers of its network, of its
  /// process ids or of its memory, and sharers of theirs; each comes after those that it shares something with.
  func dependents(of container: Container) -> [Container] {
    let shares = { (one: Container, other: Container) in
      one.isJoined(to: other) || one.sharesProcesses(of: other) || one.sharesMemory(of: other)
    }
    var rest = followers(of: container, by: shares)
    var sorted: [Container] = []
    while !rest.isEmpty {
      let ready = rest.filter { one in !rest.contains { $0.key != one.key && shares(one, $0) } }
      // Nobody shares something with who shares something with it; such news would be an engine's mistake.
      if ready.isEmpty { return sorted + rest }
      sorted += ready
      rest.removeAll { one in ready.contains { $0.key == one.key } }
    }
    return sorted
  }

  /// The containers that find a container by `--link` in its engine's default network.
  func linkers(of container: Container) -> [Container] { containers.filter { $0.isLinked(to: container) } }

  private func followers(
    of container: Container, by follows: (Container, Container) -> Bool
  ) -> [Container] {
    var found: [Container] = []
    var open = [container]
    while let next = open.popLast() {
      let direct = containers.filter { other in
        follows(other, next) && other.key != container.key && !found.contains { $0.key == other.key }
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
