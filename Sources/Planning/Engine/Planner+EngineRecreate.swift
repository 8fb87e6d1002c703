import Topology

extension Planner {
  /// Makes a container again in another mode, and with it those that share its namespace, as they hold its id.
  ///
  /// The old ones are removed last, so that they can come back; only one that its engine removes by itself as soon as it
  /// stops goes before, and would be made again from what was written down.
  func recreation(
    of container: Container, _ connection: EngineConnection, _ engine: EngineTarget, _ wanted: Attachment
  ) -> Plan {
    let first = replacement(of: container, connection, sharing: nil, engine, wanted)
    var all = [first]
    for sharer in snapshot.sharers(of: container) {
      let old = all.first { sharer.isJoined(to: $0.container) } ?? first
      all.append(replacement(of: sharer, .container(old.new), sharing: old.old, engine, wanted))
    }
    return Plan(
      "make \(container.name) again \(connection.words)", steps(all).map(Action.engine),
      remarks: all.flatMap { remarks(on: $0, isFirst: $0.container.key == container.key) })
  }

  /// A container, and what takes its place.
  struct Replacement {
    let container: Container
    let old: EngineObject
    let new: EngineObject
    let connection: EngineConnection
    /// Whose namespace the old one shares, where that one is made again too.
    let sharing: EngineObject?
    /// The name of the old one while both are there.
    let spareName: String
    /// What is written in it is kept in this image.
    let image: String?
    let settle: SettleTime
    /// True where it goes as soon as it stops.
    var goesFirst: Bool { container.removesItself && container.isAlive }
  }

  private func replacement(
    of container: Container, _ connection: EngineConnection, sharing: EngineObject?, _ engine: EngineTarget,
    _ wanted: Attachment
  ) -> Replacement {
    let mark = "\(mark)-\(container.id.prefix(12))"
    return Replacement(
      container: container, old: object(container, engine),
      new: EngineObject(
        new: .container, container.name, key: mark, firstName: "\(container.name)-gantry-new-\(self.mark)", of: engine),
      connection: connection, sharing: sharing, spareName: "\(container.name)-gantry-old-\(self.mark)",
      image: wanted.keepsWritten ? "gantry/\(Naming.imageName(of: container.name)):\(self.mark)" : nil,
      settle: SettleTime(of: container, seconds: wanted.settle))
  }

  /// Everything that could fail by what is asked for is done before anything is lost: reading, keeping, making.
  private func steps(_ all: [Replacement]) -> [EngineAction] {
    var steps = all.map { EngineAction.remember($0.old) }
    let alive = all.filter(\.container.isAlive)
    steps += alive.map { .expectRunning($0.old, $0.settle) }
    // Who shares a namespace goes before its owner and comes after it.
    steps += all.reversed().filter { $0.container.isAlive && !$0.goesFirst }.map { .stop($0.old) }
    steps += all.compactMap { one in one.image.map { .commit(one.old, image: $0) } }
    steps += all.reversed().filter(\.goesFirst).map { .removeContainer($0.old, $0.origin(name: $0.container.name)) }
    steps += all.map { .createContainer($0.new, .another($0.old, $0.connection, image: $0.image)) }
    steps += all.flatMap { one -> [EngineAction] in
      let aside = EngineAction.rename(one.old, from: one.container.name, to: one.spareName)
      return (one.goesFirst ? [] : [aside]) + [.rename(one.new, from: one.new.firstName, to: one.container.name)]
    }
    for one in all {
      if one.container.isAlive { steps.append(.start(one.new)) }
      steps.append(.verify(one.new, one.connection, isRunning: one.container.isAlive))
    }
    steps += alive.map { .watch($0.new, $0.settle) }
    steps += all.reversed().filter { !$0.goesFirst }.map { .removeContainer($0.old, $0.origin(name: $0.spareName)) }
    return steps
  }

  private func remarks(on one: Replacement, isFirst: Bool) -> [String] {
    let name = one.container.name
    var remarks = isFirst ? [] : ["\(name) shares its namespace, and is made again too"]
    remarks.append(
      one.image.map { "what \(name) has written outside of volumes is kept in the image \($0), of which it is made" }
        ?? "what \(name) has written outside of volumes is lost (--commit keeps it)")
    if !one.container.anonymousVolumes.isEmpty {
      let volumes = one.container.anonymousVolumes.joined(separator: ", ")
      remarks.append(
        one.goesFirst
          ? "\(name) was started with --rm: its volumes without names (\(volumes)) go with it"
          : "its volumes without names (\(volumes)) are kept, and named in the new \(name)")
    }
    if one.goesFirst {
      remarks.append(
        "\(name) was started with --rm and goes as soon as it stops: should the new one fail, it is made again from "
          + "what was written down")
    }
    if let project = one.container.labels.first(where: { $0.name == "com.docker.compose.project" })?.value {
      remarks.append("\(name) is of the Compose project \(project), whose next \"up\" may make it again by its file")
    }
    return remarks + (isFirst ? lossRemarks(on: one) : [])
  }

  /// What the new mode has no place for.
  private func lossRemarks(on one: Replacement) -> [String] {
    var remarks: [String] = []
    let ports = one.container.ports.filter { $0.hostPort != nil }.compactMap { $0.hostPort.map(String.init) }
    if !ports.isEmpty {
      switch one.connection {
      case .network: break
      case .host, .none, .container:
        remarks.append("its ports are not published any more: \(Set(ports).sorted().joined(separator: ", "))")
      }
    }
    let native = nativeConnections(of: one.container)
    if !native.isEmpty { remarks.append("what gantry has attached it to goes with its namespace") }
    return remarks
  }
}

extension Planner.Replacement {
  /// What brings the old one back.
  fileprivate func origin(name: String) -> ContainerOrigin {
    .itself(name: name, image: image, sharing: sharing, starts: goesFirst)
  }
}
