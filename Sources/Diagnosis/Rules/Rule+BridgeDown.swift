import Addresses
import Topology

extension Rule {
  /// A bridge that is down while somebody is plugged into it: it forwards nothing, neither among its ports nor to the host.
  /// Nobody misses one without live members.
  static let bridgeDown = Rule("bridge-down", "a bridge in use that is down") { survey in
    survey.bridges.compactMap { wired in
      wired.bridge.isUp || wired.live.isEmpty ? nil : finding(wired, wired.live.compactMap(\.member), survey)
    }
  }

  private static func finding(_ wired: WiredBridge, _ members: [Link], _ survey: Survey) -> Finding {
    let (bridge, snapshot) = (wired.bridge, survey.snapshot)
    let users = members.filter { survey.usesAsGateway($0, wired) }
    let holdsContainers = members.contains { !(snapshot.namespace($0.id.namespace)?.containers.isEmpty ?? true) }
    let count = "\(members.count) cable\(members.count == 1 ? "" : "s")"
    var evidence = [snapshot.state(of: bridge), "plugged in and up: \(snapshot.names(of: members.map(\.id)))"]
    if !users.isEmpty {
      evidence.append("\(users.count) of them use\(users.count == 1 ? "s" : "") it as their gateway")
    }
    return Finding(
      rule: bridgeDown.name, severity: holdsContainers || !users.isEmpty ? .error : .warning,
      object: .link(bridge.id), involved: members.map { .link($0.id) },
      title: "\(snapshot.name(of: bridge.id)) is down, and \(count) with it", evidence: evidence,
      remedy: "Set it up: "
        + snapshot.command("ip link set \(Remedy.quoted(bridge.name)) up", in: bridge.id.namespace))
  }
}

extension Survey {
  /// A member's default route leads to one of the bridge's own addresses.
  fileprivate func usesAsGateway(_ member: Link, _ wired: WiredBridge) -> Bool {
    exits(through: member.id).contains { exit in
      wired.bridge.addresses.contains { $0.prefix.address == exit.gateway }
    }
  }
}
