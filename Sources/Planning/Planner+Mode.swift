import Addresses
import Topology

extension Planner {
  /// Connects somebody in another mode.
  func planMode(_ wanted: Attachment) throws(Refusal) -> Plan {
    if case .container(let key) = wanted.subject, let own = registry.containers.first(where: { $0.key == key }) {
      return try planMode(of: try native(own.key), wanted)
    }
    let namespace = try namespace(of: wanted.subject)
    guard case .none = wanted.destination else { throw fixed(namespace, wanted) }
    return try planIsolation(of: namespace)
  }

  /// A container of gantry's own keeps running where its namespace stays; else it is started again in another.
  private func planMode(of container: NativeContainer, _ wanted: Attachment) throws(Refusal) -> Plan {
    guard container.process != nil else {
      throw Refusal("\(container.name) does not run: \"gantry rm\" it and \"gantry run\" it anew")
    }
    if container.hasOwnNamespace, case .none = wanted.destination {
      return try planIsolation(of: try namespace(of: wanted.subject))
    }
    if case .container(let key) = wanted.destination, key == container.key {
      throw Refusal("\(container.name) cannot share its own namespace")
    }
    return try planRestart(of: container, wanted.destination)
  }

  /// Started again in another namespace, under its name, with its command.
  func planRestart(of container: NativeContainer, _ destination: Destination) throws(Refusal) -> Plan {
    guard let process = container.start, process.isDetached else {
      throw Refusal("\(container.name) runs on a terminal, so it cannot be started again elsewhere")
    }
    try checkSharers(of: container)
    let (host, hostTarget) = try host()
    let again = NewContainer(name: container.name, destination: destination, command: container.command)
    let running = try running(again, in: host, hostTarget, replacing: container)
    if running.container.namespace.isSame(as: container.namespace), !running.container.hasOwnNamespace {
      throw Refusal("\(container.name) is there already: its mode is \(container.configuredMode)")
    }
    return Plan(
      "attach \(container.name) to \(running.container.configuredMode)", removal(of: container) + running.steps,
      remarks: ["\(container.name) is started again: its network namespace is chosen when it starts"] + running.remarks)
  }

  /// `lo` only: every link that gantry made goes. Links of others are theirs.
  private func planIsolation(of namespace: Namespace) throws(Refusal) -> Plan {
    let name = snapshot.name(of: namespace)
    guard !namespace.isHost else { throw Refusal("the host's own namespace keeps its links") }
    let target = try target(namespace)
    let endpoints = registry.endpoints.filter { $0.far.namespace.isSame(as: target) && isThere($0.near) }
    let strangers = namespace.links.filter { link in
      link.kind != .loopback && !endpoints.contains { self.link($0.far)?.id == link.id }
    }
    guard strangers.isEmpty else {
      let links = strangers.map(\.name).joined(separator: ", ")
      throw Refusal("\(links) of \(name) was not made by gantry, and stays: whoever made it can take it away")
    }
    guard !endpoints.isEmpty else { throw Refusal("\(name) has lo only already") }
    var plan = try planDetachment(of: namespace, from: nil)
    plan.title = "attach \(name) to none"
    return plan
  }

  /// Nobody changes the namespace of a process from outside.
  private func fixed(_ namespace: Namespace, _ wanted: Attachment) -> Refusal {
    let name = snapshot.name(of: namespace)
    let engine =
      if case .container(let key) = wanted.subject { snapshot.container(key)?.engine } else { nil as String? }
    let who = engine.map { ", which only \($0) can do" } ?? ""
    return Refusal(
      "a process lives in the network namespace that it was started in: \(name) would have to be started again\(who)")
  }
}

extension NativeContainer {
  /// How its process was started.
  var start: SandboxProcess? {
    making.lazy.compactMap { if case .sandbox(.start(let process)) = $0 { process } else { nil } }.first
  }
}
