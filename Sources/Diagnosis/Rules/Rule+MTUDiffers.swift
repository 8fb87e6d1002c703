import Topology

extension Rule {
  /// The MTU differs along a cable, or among what is plugged into one bridge: what is larger than the smaller one is
  /// dropped there without a word, as neither a veth nor a bridge tells the sender.
  ///
  /// Ends that are down take no part. A port that is larger than its bridge is no fault by itself (the bridge takes over
  /// the least of its ports'), nor is a tunnel or a card that could carry more.
  static let mtuDiffers = Rule("mtu-differs", "an MTU that differs along a cable or on a bridge") { survey in
    survey.cables.compactMap { finding($0, survey) } + survey.bridges.compactMap { finding($0, survey.snapshot) }
  }

  private static func finding(_ cable: Cable, _ survey: Survey) -> Finding? {
    guard cable.near.mtu != cable.far.mtu, cable.near.isUp, cable.far.isUp else { return nil }
    let (near, far) = (cable.near, cable.far)
    let snapshot = survey.snapshot
    let (larger, smaller) = near.mtu > far.mtu ? (near, far) : (far, near)
    return Finding(
      rule: mtuDiffers.name, severity: .warning, object: .link(far.id), involved: [.link(near.id)],
      title: "\(snapshot.name(of: far.id)): its MTU is \(far.mtu), that of the other end of its cable \(near.mtu)",
      evidence: [
        mtu(of: far, snapshot), mtu(of: near, snapshot),
        "\(snapshot.name(of: smaller.id)) drops what \(snapshot.name(of: larger.id)) sends of more than "
          + "\(smaller.mtu) bytes",
      ],
      remedy: remedy(cable, survey))
  }

  /// The end that agrees with the bridge is right; without a bridge the larger one gives way.
  private static func remedy(_ cable: Cable, _ survey: Survey) -> String {
    let bridge = survey.bridge(behind: cable.far)?.bridge
    let right =
      switch bridge?.mtu {
      case cable.near.mtu: cable.near
      case cable.far.mtu: cable.far
      default: cable.near.mtu < cable.far.mtu ? cable.near : cable.far
      }
    let wrong = right.id == cable.near.id ? cable.far : cable.near
    let command = "ip link set \(Remedy.quoted(wrong.name)) mtu \(right.mtu)"
    return "Give both ends the same MTU: \(survey.snapshot.command(command, in: wrong.id.namespace))"
  }

  private static func finding(_ wired: WiredBridge, _ snapshot: Snapshot) -> Finding? {
    guard wired.bridge.isUp else { return nil }
    // A cable whose ends differ is told by itself, and lowers the bridge's own MTU by the way.
    let plugs = wired.plugs.filter { plug in
      plug.port.isUp && plug.member.map { $0.isUp && $0.mtu == plug.port.mtu } ?? true
    }
    guard let least = plugs.map(\.port.mtu).min() else { return nil }
    let senders = plugs.filter { $0.port.mtu > least }.compactMap(\.member)
    let isBridgeLarger = wired.bridge.mtu > least
    guard isBridgeLarger || !senders.isEmpty else { return nil }
    let small = plugs.filter { $0.port.mtu == least }.map { $0.member?.id ?? $0.port.id }
    let large = (isBridgeLarger ? [wired.bridge] : []) + senders
    return Finding(
      rule: mtuDiffers.name, severity: .warning, object: .link(wired.bridge.id),
      involved: (small + senders.map(\.id)).map(ObjectID.link),
      title: "\(snapshot.name(of: wired.bridge.id)): not everything on it takes frames of the same size",
      evidence: [
        mtu(of: wired.bridge, snapshot), "MTU \(least): \(snapshot.names(of: small))",
        "more than that: \(snapshot.names(of: large.map(\.id))), up to \(large.map(\.mtu).max() ?? least)",
        "frames of more than \(least) bytes from these to those are dropped",
      ],
      remedy: "Give all of them the same MTU, best where the network is made (docker: --opt "
        + "com.docker.network.driver.mtu=\(least)); until then: "
        + lowering(plugs, isBridgeLarger ? wired.bridge : nil, to: least, snapshot))
  }

  /// The commands that give what sends too much the least MTU: both ends of its veth pair, as a veth drops what is larger.
  private static func lowering(
    _ plugs: [WiredBridge.Plug], _ bridge: Link?, to least: UInt32, _ snapshot: Snapshot
  ) -> String {
    let ends = plugs.filter { $0.port.mtu > least }.flatMap { [$0.member, $0.port].compactMap(\.self) }
    return (ends + [bridge].compactMap(\.self)).map { link in
      snapshot.command("ip link set \(Remedy.quoted(link.name)) mtu \(least)", in: link.id.namespace)
    }
    .joined(separator: " && ")
  }

  private static func mtu(of link: Link, _ snapshot: Snapshot) -> String {
    "\(snapshot.name(of: link.id))#\(link.index) has MTU \(link.mtu)"
  }
}
