import Addresses
import Topology

extension Rule {
  /// Networks whose members may send larger packets than the way out takes: that works only as long as the ICMP messages
  /// about it get through (RFC 1191).
  static let egressMTU = Rule("egress-mtu", "a way out that takes less than the network") { survey in
    let tight = survey.passages(.ipv4).filter { $0.uplink.mtu < $0.bridge.mtu }
    return Dictionary(grouping: tight) { $0.uplink.id }.sorted { $0.key < $1.key }
      .map { finding($0.value, survey.snapshot) }
  }

  private static func finding(_ passages: [Passage], _ snapshot: Snapshot) -> Finding {
    let uplink = passages[0].uplink
    let names = snapshot.names(of: passages.map(\.bridge.id))
    return Finding(
      rule: egressMTU.name, severity: .info, object: .link(uplink.id),
      involved: passages.map { .network($0.network.key) },
      title: "\(names): the way out by \(uplink.name) takes \(uplink.mtu) bytes, less than the network",
      evidence: ["\(uplink.name) has MTU \(uplink.mtu)"]
        + passages.map { "\($0.bridge.name) of \($0.network.name) has MTU \($0.bridge.mtu)" }
        + ["larger packets get through only as long as senders hear of it by ICMP"],
      remedy: "Nothing, as long as large transfers work; else make the networks again with MTU \(uplink.mtu) (docker: "
        + "--opt com.docker.network.driver.mtu=\(uplink.mtu))")
  }
}
