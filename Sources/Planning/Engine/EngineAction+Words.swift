import Addresses

extension EngineAction {
  /// What a person reads.
  public var summary: String {
    switch self {
    case .remember(let object): "read what \(object.name) was made by, and write it down"
    case .rememberEndpoint(let container, let network, _):
      "read how \(container.name), which refers to \(network.name), is connected, and write it down"
    case .returnEndpoint(let container, let network, let spec):
      "connect \(container.name), if it is still there, to the network \(network.name)\(spec.words)"
    case .createNetwork(let network, _): "make the network \(network.name)"
    case .removeNetwork(let network, _): "remove the network \(network.name)"
    case .connect(let container, let network, let spec):
      "connect \(container.name) to the network \(network.name)\(spec.words)"
    case .disconnect(let container, let network, _): "disconnect \(container.name) from the network \(network.name)"
    case .createContainer(let container, .image(let image, _, let connection)):
      "make the container \(container.name) of the image \(image) \(connection.words)"
    case .createContainer(let container, .another(let other, let connection, let image, _)):
      "make \(container.firstName), which is \(other.name) again, \(connection.words)"
        + (image.map { ", of the image \($0)" } ?? "")
    case .createContainer(_, .itself(let name, _, _, let starts, _)):
      "make \(name) again as it was\(starts ? ", and start it" : "")"
    case .removeContainer(_, .itself(let name, _, _, let starts, _)):
      starts ? "stop \(name), and remove it" : "remove \(name)"
    case .removeContainer(let container, _): "remove the container \(container.firstName)"
    case .start(let container): "start \(container.name)"
    case .stop(let container): "stop \(container.name)"
    case .rename(_, let from, let to): "rename \(from) to \(to)"
    case .commit(let container, let image): "keep what \(container.name) has written in the image \(image)"
    case .removeImage(_, let image): "remove the image \(image), unless a container is made of it"
    case .verify(let container, let connection, let isRunning):
      "make sure that \(container.name) is \(connection.words)\(isRunning ? ", and runs" : "")"
    case .watch(let container, let time): "watch \(container.name) \(time.words)"
    case .expectRunning(let container, _): "make sure that \(container.name) runs"
    }
  }

  /// The same as a command that others would use.
  public var command: String? {
    let client = object.engine.client
    switch self {
    case .remember(let object), .verify(let object, _, _):
      return "\(client) \(object.kind == .network ? "network " : "")inspect \(object.argument)"
    case .rememberEndpoint(let container, _, _): return "\(client) inspect \(container.argument)"
    case .createNetwork(let network, .new(let spec)):
      return words(client, "network create", spec.arguments, network.argument)
    // What is made again is written from what its engine says of it (``Plan/commands``).
    case .createNetwork(_, .itself): return nil
    case .removeNetwork(let network, _): return "\(client) network rm \(network.argument)"
    case .connect(let container, let network, let spec), .returnEndpoint(let container, let network, let spec):
      return words(client, "network connect", spec.arguments, network.argument, container.argument)
    case .disconnect(let container, let network, _):
      return "\(client) network disconnect \(network.argument) \(container.argument)"
    case .createContainer(let container, let origin):
      return origin.creation(of: container, client).map { "\(client) \($0)" }
    case .removeContainer(_, .itself(let name, _, _, let starts, _)):
      return starts ? "\(client) stop \(name.quoted) && \(client) rm \(name.quoted)" : "\(client) rm \(name.quoted)"
    case .removeContainer(let container, _): return "\(client) rm --force \(container.firstName.quoted)"
    case .start(let container): return "\(client) start \(container.argument)"
    case .stop(let container): return "\(client) stop \(container.argument)"
    case .rename(_, let from, let to): return "\(client) rename \(from.quoted) \(to.quoted)"
    case .commit(let container, let image): return "\(client) commit \(container.argument) \(image.quoted)"
    // The engine refuses it while a container is made of it.
    case .removeImage(_, let image): return "{ \(client) image rm \(image.quoted) || true; }"
    case .watch(let container, let time): return time.command(watching: container, client)
    case .expectRunning(let container, _):
      return "test \"$(\(client) inspect --format '{{.State.Running}}' \(container.argument))\" = true"
    }
  }
}

extension ContainerOrigin {
  /// What is like another container is written from what its engine says of that one (``Plan/command(at:)``).
  fileprivate func creation(of container: EngineObject, _ client: String) -> String? {
    guard case .image(let image, let command, let connection) = self else { return nil }
    let words = ([image] + command).map(\.quoted).joined(separator: " ")
    let label = container.isLabelled ? " --label \(EngineObject.label)=\(container.key)" : ""
    return "create --name \(container.argument) --network \(connection.argument)\(connection.options)\(label) \(words)"
  }
}

extension Plan {
  /// The commands of its steps, by their positions; nil for those that have none. Where something is removed, none is
  /// carried out after one that failed.
  public var commands: [String?] {
    let commands = wholeCommands.map { command in
      command.flatMap { Self.programs(of: $0).isDisjoint(with: missingPrograms) ? $0 : nil }
    }
    guard let last = commands.lastIndex(where: { $0 != nil }), steps.contains(where: \.isRemoval) else {
      return commands
    }
    return commands.enumerated().map { position, command in position < last ? command.map { "\($0) &&" } : command }
  }

  /// The same, whatever programs the host has.
  var wholeCommands: [String?] { steps.map(command) }

  private func command(of step: Action) -> String? {
    guard case .engine(let action) = step, let object = action.created, let words = creations?[object.key] else {
      return step.command
    }
    let client = object.engine.client
    var commands = words.map { "\(client) \($0.map(\.quoted).joined(separator: " "))" }
    if case .createContainer(_, .itself(let name, _, _, starts: true, _)) = action {
      commands.append("\(client) start \(name.quoted)")
    }
    return commands.joined(separator: " && ")
  }
}

extension Action {
  fileprivate var isRemoval: Bool {
    switch self {
    case .engine(.removeContainer), .engine(.removeNetwork): true
    default: false
    }
  }
}

extension EngineConnection {
  fileprivate var options: String {
    if case .network(_, let spec) = self, !spec.arguments.isEmpty { " \(spec.arguments)" } else { "" }
  }
}

extension EngineNetworkSpec {
  fileprivate var arguments: String {
    let ranges = subnets.flatMap { ["--subnet \($0.prefix)", "--gateway \($0.gateway)"] }
    let flags = (hasIPv6 ? ["--ipv6"] : []) + (isInternal ? ["--internal"] : [])
    return (flags + ranges + options.map { "--opt \("\($0.name)=\($0.value)".quoted)" }).joined(separator: " ")
  }
}

extension EngineEndpointSpec {
  fileprivate var arguments: String {
    let ips = addresses.map { "\($0.family == .ipv4 ? "--ip" : "--ip6") \($0)" }
    return (ips + aliases.map { "--alias \($0.quoted)" }).joined(separator: " ")
  }

  fileprivate var words: String {
    addresses.isEmpty ? "" : " as \(addresses.map(\.description).joined(separator: " and "))"
  }
}

/// A command line of these parts, some of which may be empty.
private func words(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: " ") }
