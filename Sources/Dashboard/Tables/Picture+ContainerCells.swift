import Addresses
import Screen
import Topology

/// What the table says of a container. What is another's – the one's it shares a namespace with, the host's – is dim;
/// so is `none`, which is known, where `–` is not.
extension Picture {
  /// How it is connected: by the kernel.
  func modeWord(of container: Container) -> String? {
    switch container.mode {
    case .unknown: nil
    case .container(let key): "shares \(snapshot.name(of: key))"
    case .bridge, .host, .none, .other: container.mode.word
    }
  }

  func addressLine(of container: Container) -> Line {
    if container.mode == .host { return Line("the host's", .muted) }
    return cell(addresses(of: container).first.map { "\($0.address)" }, of: container)
  }

  func gatewayLine(of container: Container) -> Line {
    if container.mode == .host { return Line("the host's", .muted) }
    return cell(gateways(of: container).first?.words, of: container)
  }

  /// Every network it is on, or the first and how many more.
  func networkLine(of container: Container, isShort: Bool = false) -> Line {
    let lives = container.ownsNamespace ? container : home(of: container).flatMap(snapshot.owner) ?? container
    let names = lives.endpoints.compactMap(\.network)
    let text = isShort && names.count > 1 ? "\(names[0]) +\(names.count - 1)" : names.joined(separator: ", ")
    return .value(text, lives.key == container.key ? .text : .muted)
  }

  func plugLine(of container: Container) -> Line {
    .value(plugs(of: container).first?.name, container.ownsNamespace ? .text : .muted)
  }

  /// The state in a word: the engine's, or that a cable of it is down.
  func stateLine(of container: Container) -> Line {
    guard container.isAlive else { return Line(container.state.rawValue, .muted) }
    let isCut = cables(of: container).contains { cableState(of: $0) == .down }
    if isCut { return Line("down", .bad) }
    return Line(container.state.rawValue, container.state == .running ? .good : .warning)
  }

  /// A fact about where a container lives; `none` where that was looked into.
  private func cell(_ text: String?, of container: Container) -> Line {
    if let text { return Line(text, container.ownsNamespace ? .text : .muted) }
    let wasRead = container.isAlive && home(of: container)?.access == .read
    return wasRead ? Line("none", .muted) : .value(nil)
  }
}
