import Addresses
import Engines
import Topology

/// Connects an engine's endpoints with the links inside a container. What the kernel has counts; the engine's word
/// stands beside it.
struct EndpointJoiner {
  let kernel: KernelReading
  /// The networks of the container's engine.
  let networks: [String: EngineNetwork]

  /// The endpoints of a container with a namespace of its own, in the order of its links, then those without a link.
  func endpoints(of item: LocatedContainer) -> [Endpoint] {
    let words = item.word?.endpoints ?? []
    guard let id = item.container.namespace, let namespace = kernel.namespace(id) else {
      return words.map { endpoint($0) }
    }
    let links = namespace.links.filter { isConnection($0, in: namespace) }
    let matches = match(words, with: links)
    let gateways = namespace.gateways
    var endpoints = links.indices.map { position in
      endpoint(links[position], gateways, matches[position].map { words[$0] })
    }
    let matched = Set(matches.compactMap { $0 })
    endpoints += words.indices.filter { !matched.contains($0) }.map { endpoint(words[$0]) }
    return endpoints
  }

  /// An endpoint that is only an engine's word.
  func endpoint(_ word: EngineEndpoint) -> Endpoint {
    Endpoint(
      networkID: word.networkID, network: word.network, driver: network(of: word)?.driver,
      configured: Self.isEmpty(word.configured) ? nil : word.configured, aliases: word.aliases)
  }

  private func endpoint(_ link: Link, _ gateways: [Gateway], _ word: EngineEndpoint?) -> Endpoint {
    var endpoint = word.map(endpoint) ?? Endpoint()
    endpoint.link = link.reference
    endpoint.mac = link.mac
    endpoint.addresses = link.addresses.map(\.prefix).filter { !$0.address.isLinkLocal }
    endpoint.gateways = gateways.filter { $0.linkIndex == link.index }
    if let peer = link.peer, peer.proof == .proved, let far = peer.link.flatMap(kernel.link) {
      endpoint.hostLink = far.reference
      endpoint.bridge = kernel.master(of: far).flatMap { $0.isSwitch ? $0.reference : nil }
    }
    return endpoint
  }

  /// For each link the position of the engine's endpoint that it is: by hardware address, then by address, then, where
  /// one of each is left, by elimination.
  private func match(_ words: [EngineEndpoint], with links: [Link]) -> [Int?] {
    var matches = [Int?](repeating: nil, count: links.count)
    var open = words.indices.filter { isWired(words[$0]) }
    func pair(_ agrees: (EngineEndpoint, Link) -> Bool) {
      for position in links.indices where matches[position] == nil {
        guard let found = open.firstIndex(where: { agrees(words[$0], links[position]) }) else { continue }
        matches[position] = open.remove(at: found)
      }
    }
    pair { word, link in word.configured.mac != nil && word.configured.mac == link.mac }
    pair { word, link in
      word.configured.addresses.contains { address in link.addresses.contains { $0.prefix.address == address.address } }
    }
    let free = links.indices.filter { matches[$0] == nil }
    if free.count == 1, open.count == 1, isPossible(words[open[0]], links[free[0]]) { matches[free[0]] = open[0] }
    return matches
  }

  /// False where the link is plugged into another bridge than the endpoint's network has.
  private func isPossible(_ word: EngineEndpoint, _ link: Link) -> Bool {
    guard let expected = network(of: word)?.bridge, let far = link.peer?.link.flatMap(kernel.link),
      let bridge = kernel.master(of: far)
    else { return true }
    return bridge.name == expected
  }

  /// Host and none have an endpoint at the engine and no link in the kernel.
  private func isWired(_ word: EngineEndpoint) -> Bool {
    let driver = network(of: word)?.driver ?? word.network
    return driver != "host" && driver != "null" && driver != "none"
  }

  private func network(of word: EngineEndpoint) -> EngineNetwork? { word.networkID.flatMap { networks[$0] } }

  /// True for a link that leads out: not the kernel's own, not a bridge or a port of one, not one whose other end or
  /// lower link is in here too.
  private func isConnection(_ link: Link, in namespace: Namespace) -> Bool {
    switch link.kind {
    case .loopback, .bridge, .dummy, .ifb, .bond: return false
    default: break
    }
    return !link.isPresentInEveryNamespace && link.master == nil && link.peer?.namespace != namespace.id
      && (link.parent?.link == nil || link.parent?.link?.id.namespace != namespace.id)
  }

  private static func isEmpty(_ configured: Endpoint.Configured) -> Bool { configured == Endpoint.Configured() }
}
