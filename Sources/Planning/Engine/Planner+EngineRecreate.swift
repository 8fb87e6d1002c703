public import Topology

extension Planner {
  /// Makes a container again in another mode, and with it those that share a namespace of it, as they hold its id.
  ///
  /// The old ones are removed last, so that they can come back; only one that its engine removes by itself as soon as it
  /// stops goes before, and would be made again from what was written down.
  func recreation(
    of container: Container, _ connection: EngineConnection, _ engine: EngineTarget, _ wanted: Attachment
  ) -> Plan {
    var all: [Replacement] = []
    for one in [container] + snapshot.dependents(of: container) {
      all.append(replacement(of: one, one.key == container.key ? connection : nil, after: all, engine, wanted))
    }
    return Plan(
      "make \(container.name) again \(connection.words)", steps(all).map(Action.engine),
      remarks: all.flatMap { remarks(on: $0, isFirst: $0.container.key == container.key) }
        + Losses.downtime(all.map(\.container)))
  }

  /// A container, and what takes its place.
  struct Replacement {
    let container: Container
    let old: EngineObject
    let new: EngineObject
    let connection: EngineConnection
    /// Whose network namespace the old one shares, where that one is made again too.
    let sharing: EngineObject?
    /// Whose other namespaces the old one shares, where those are made again too.
    let oldOwners: NamespaceOwners?
    /// Whose other namespaces the new one shares.
    let newOwners: NamespaceOwners?
    /// The name of the old one while both are there.
    let spareName: String
    /// What is written in it is kept in this image.
    let image: String?
    let settle: SettleTime
    /// True where it goes as soon as it stops.
    var goesFirst: Bool { container.removesItself && container.isAlive }
  }

  /// - Parameters:
  ///   - connection: how it is to be connected; nil where that follows from those that are made again before it.
  ///   - all: those.
  private func replacement(
    of container: Container, _ connection: EngineConnection?, after all: [Replacement], _ engine: EngineTarget,
    _ wanted: Attachment
  ) -> Replacement {
    let network = all.first { container.isJoined(to: $0.container) }
    let pid = all.first { container.sharesProcesses(of: $0.container) }
    let ipc = all.first { container.sharesMemory(of: $0.container) }
    let hasOwners = pid != nil || ipc != nil
    let mark = "\(mark)-\(container.id.prefix(12))"
    return Replacement(
      container: container, old: object(container, engine),
      new: EngineObject(
        new: .container, container.name, key: mark, firstName: "\(container.name)-gantry-new-\(self.mark)", of: engine),
      connection: connection ?? network.map { .container($0.new) } ?? .unchanged, sharing: network?.old,
      oldOwners: hasOwners ? NamespaceOwners(pid: pid?.old, ipc: ipc?.old) : nil,
      newOwners: hasOwners ? NamespaceOwners(pid: pid?.new, ipc: ipc?.new) : nil,
      spareName: "\(container.name)-gantry-old-\(self.mark)",
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
    steps += all.map {
      .createContainer($0.new, .another($0.old, $0.connection, image: $0.image, owners: $0.newOwners))
    }
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
    var remarks = isFirst ? [] : ["\(name) shares a namespace of it, and is made again too"]
    remarks += losses(of: one.container).ofRecreation(
      to: destination(of: one), like: one.container, image: one.image, goesFirst: one.goesFirst)
    if one.goesFirst {
      remarks.append(
        "\(name) was started with --rm and goes as soon as it stops: should the new one fail, it is made again from "
          + "the journal")
    }
    if let project = one.container.labels.first(where: { $0.name == "com.docker.compose.project" })?.value {
      remarks.append("\(name) is of the Compose project \(project), whose next \"up\" may make it again by its file")
    }
    return remarks
  }

  func losses(of container: Container) -> Losses {
    let engine = EngineTarget(name: container.engine, socket: "")
    return Losses(
      container: container, engine: snapshot.manager(of: container) ?? engine, snapshot: snapshot,
      facts: facts.containers[container.id] ?? ContainerFacts(), nativeNetworks: nativeNetworks(of: container))
  }

  private func nativeNetworks(of container: Container) -> [String] {
    guard let cookie = container.namespace.flatMap(snapshot.namespace)?.cookie else { return [] }
    return registry.endpoints.filter { $0.far.namespace.cookie == cookie }.map(\.network)
  }

  private func destination(of one: Replacement) -> Losses.Destination {
    switch one.connection {
    case .host: .host
    case .none: .none
    case .container(let other): .container(other.name)
    case .network(let network, _): .networks([network.name])
    case .unchanged: one.container.destination
    }
  }
}

extension Container {
  /// How its engine says that it is connected.
  fileprivate var destination: Losses.Destination {
    switch configuredMode ?? "" {
    case "host": .host
    case "none": .none
    case let mode where mode.hasPrefix("container:"): .container(String(mode.dropFirst("container:".count)))
    default: .networks(endpoints.compactMap(\.network))
    }
  }
}

extension Planner {
  /// The plan that takes a recreation back, with what is lost by that.
  /// - Parameter earlier: the containers that come back, by their keys in the plan.
  public func announcing(_ plan: Plan, earlier: [String: Container]) -> Plan {
    var plan = plan
    var stopped: [Container] = []
    for case .engine(.removeContainer(let new, .another(let old, _, _, _))) in plan.steps {
      guard let present = snapshot.containers.first(where: { $0.id == new.id }), let model = earlier[old.key] else {
        continue
      }
      stopped.append(present)
      plan.remarks += losses(of: present).ofRecreation(
        to: model.destination, like: model, image: nil, goesFirst: present.removesItself && present.isAlive,
        isUndo: true)
    }
    plan.remarks += Losses.downtime(stopped)
    return plan
  }
}

extension Plan {
  /// True where it makes objects of an engine that are like others: their commands are written from what the engine says.
  public var makesAgain: Bool {
    steps.contains { step in
      switch step {
      case .engine(.createContainer(_, .another)), .engine(.createContainer(_, .itself)),
        .engine(.createNetwork(_, .itself)):
        true
      default: false
      }
    }
  }

  /// Containers that it stops and removes, of which others take the place.
  public var replaced: [EngineObject] {
    steps.compactMap { step in
      guard case .engine(.removeContainer(let object, _)) = step else { return nil }
      return object
    }
  }
}

extension Planner.Replacement {
  /// What brings the old one back.
  fileprivate func origin(name: String) -> ContainerOrigin {
    .itself(name: name, image: image, sharing: sharing, starts: goesFirst, owners: oldOwners)
  }
}
