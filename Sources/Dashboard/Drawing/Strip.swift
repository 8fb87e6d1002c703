import Addresses
import Screen
import Topology

/// Two lines below the list where there is no room beside it: what is selected, and its cable or who belongs to it.
enum Strip {
  static func draw(_ state: State, on canvas: inout Surface, in area: Rect) {
    guard !area.isEmpty, let picture = state.shown else { return }
    if let entry = state.selectedEvent { return draw(entry, on: &canvas, in: area) }
    guard let subject = state.subject else { return }
    let strip = Strip.lines(about: subject, in: picture, state)
    canvas.draw(strip, in: area.inset(left: 1, right: 1))
    canvas.mark(area, as: .action(.open))
  }

  /// All that is said of an event, which a row may have no room for.
  private static func draw(_ entry: EventLog.Entry, on canvas: inout Surface, in area: Rect) {
    let place = area.inset(left: 1, right: 1)
    let time = Line("\(entry.time.date) \(entry.time.clock)  \(entry.event.kind.rawValue) ", .muted)
    canvas.draw(time + Line(entry.event.name, .title), in: place)
    canvas.draw(Line(entry.event.text), in: place.row(1))
    canvas.mark(area, as: .action(.open))
  }

  private static func lines(about subject: Subject, in picture: Picture, _ state: State) -> [Line] {
    guard let title = picture.title(of: subject) else { return [] }
    let details = Details(picture: picture, units: state.preferences.units, glyphs: state.glyphs)
    let summary = Line(title, .title) + Line("  \(picture.summary(of: subject.object))")
    guard let link = picture.cable(of: subject) else { return [summary, details.company(of: subject.object)] }
    let far = picture.peer(of: link)
    let why =
      details.trouble(of: link, far).map { Line("  \($0)", .bad) }
      ?? Line("  \(link.peer?.proof == .proved ? "proved both ways" : details.proof(of: link))", .muted)
    return [summary, details.drawing(of: link, far) + why]
  }
}

extension Details {
  /// Who belongs to an object that has no cable of its own: a network's members, a bridge's ports, who holds a namespace;
  /// of a container why it has none.
  fileprivate func company(of object: ObjectID) -> Line {
    switch object {
    case .network(let key):
      guard let network = snapshot.network(key) else { return Line() }
      return list("members", network.containers.map { member($0, of: network) })
    case .link(let id):
      let ports = snapshot.ports(of: id)
      return list("ports", ports.map { picture.peerTitle(of: $0) ?? $0.name })
    case .namespace(let id):
      return list("held by", snapshot.namespace(id)?.holders.map(\.title) ?? [])
    case .container(let key): return Line(snapshot.container(key)?.mode.meaning ?? "", .muted)
    }
  }

  private func member(_ key: ContainerKey, of network: Network) -> String {
    guard let container = snapshot.container(key) else { return key.description }
    let endpoint = container.endpoints.first { $0.belongs(to: network) }
    return ([container.name] + (endpoint?.addresses.prefix(1).map { "\($0.address)" } ?? [])).joined(separator: " ")
  }

  private func list(_ title: String, _ names: [String]) -> Line {
    // More than these fit no line.
    names.isEmpty ? Line() : Line("\(title)  ", .muted) + Line(names.prefix(20).joined(separator: ", "))
  }
}

extension Picture {
  /// The end nearer to the bridge of the cable a subject stands for.
  func cable(of subject: Subject) -> Link? {
    if let place = subject.place, let link = link(place), link.kind == .veth { return link }
    switch subject.object {
    case .link(let id):
      guard let link = link(id), link.kind == .veth else { return nil }
      if let far = peer(of: link), far.master != nil, link.master == nil { return far }
      return link
    case .container(let key):
      return snapshot.container(key).flatMap { container in
        home(of: container)?.links.first { $0.kind == .veth }.map { peer(of: $0) ?? $0 }
      }
    case .network, .namespace: return nil
    }
  }

  /// The most important facts about an object in a line.
  func summary(of object: ObjectID) -> String {
    switch object {
    case .container(let key):
      guard let container = snapshot.container(key) else { return "" }
      let gateway = gateways(of: container).first.map { $0.address.map { "via \($0)" } ?? $0.words }
      return
        ([snapshot.text(of: container.mode)] + addresses(of: container).prefix(1).map(\.description)
        + [gateway, container.isAlive ? nil : container.state.rawValue, container.image].compactMap { $0 })
        .joined(separator: "  ")
    case .link(let id):
      guard let link = link(id) else { return "" }
      let network = link.kind.isBridge ? self.network(onBridge: id).map { "network \($0.name)" } : nil
      return
        ([link.kind.name, network, link.stateWord, "mtu \(link.mtu)"]
        + link.addresses.prefix(2).map(\.prefix.description))
        .compactMap { $0 }.joined(separator: "  ")
    case .network(let key):
      guard let network = snapshot.network(key) else { return "" }
      return
        ([network.driver] + network.subnets.map(\.prefix.description) + [count(network.containers.count, "member")])
        .joined(separator: "  ")
    case .namespace(let id):
      guard let namespace = snapshot.namespace(id) else { return "" }
      return
        "\(id.kernelName)  \(count(namespace.links.count, "link"))  \(count(namespace.pids.count, "process", "processes"))"
    }
  }
}
