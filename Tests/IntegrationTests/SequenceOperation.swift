import TestSupport

/// The kinds of changes that sequences are made of.
enum SequenceOperation: String, CaseIterable {
  case createNetwork, removeNetwork, run, runElsewhere, remove, attach, detach, changeMode
  case createEngineNetwork, removeEngineNetwork, runInEngine, connect, disconnect, changeModeLive, recreate
  case undo, undoNetworkRemoval

  private static let networks = ["na", "nb", "nc"]
  private static let engineNetworks = ["ea", "eb", "spare", "rest"]
  private static let containers = ["p", "q", "r"]

  /// The words of a command that may be refused as things are.
  func arguments(_ prefix: String, _ generator: inout SampleGenerator) -> [String] {
    func one(_ words: [String]) -> String { words.randomElement(using: &generator) ?? "" }
    func oneOf(_ choices: [[String]]) -> [String] { choices.randomElement(using: &generator) ?? [] }
    let network = one(Self.networks)
    let container = "\(prefix)-\(one(Self.containers))"
    let other = "container:\(prefix)-\(one(Self.containers))"
    let command = ["--", "sleep", "3000001"]
    switch self {
    case .createNetwork:
      let subnet = ["--subnet", "10.\(Int.random(in: 100...200, using: &generator)).0.0/24"]
      return ["network", "create", network]
        + oneOf([[], ["--ipv6"], ["--internal"], ["--isolate-ports"], ["--mtu", "1400"], subnet])
    case .removeNetwork: return ["network", "rm", network]
    case .run: return ["run", "--name", container, "--network", network] + command
    case .runElsewhere: return ["run", "--name", container, "--mode", one(["none", "host", other])] + command
    case .remove: return ["rm", container]
    case .attach:
      return [
        "attach", one(["namespace:\(prefix)-one", "container:\(container)", "container:lone"]), "--network", network,
      ]
    case .detach:
      return ["detach", one(["namespace:\(prefix)-one", "container:\(container)", "container:lone"])]
        + oneOf([[network], ["--all"]])
    case .changeMode: return ["attach", "container:\(container)", "--mode", one(["none", "host", other])]
    case .createEngineNetwork:
      let name = one(["ea", "eb"])
      return ["network", "create", name, "--engine", "docker"]
        + oneOf([[], ["--internal"], ["--mtu", "1400"], ["--subnet", "10.85.0.0/24", "--gateway", "10.85.0.254"]])
    case .removeEngineNetwork: return ["network", "rm", one(Self.engineNetworks)]
    case .runInEngine:
      return ["run", "--engine", "docker", "--image", "busybox", "--name", one(["da", "db"])]
        + oneOf([["--mode", one(["none", "bridge", "host"])], ["--network", one(Self.engineNetworks)]]) + command
    case .connect:
      return ["attach", "container:\(one(["web", "dyn", "idle", "again"]))", "--network"]
        + oneOf([["ea"], ["eb"], ["spare"], ["spare", "--ip", "10.81.0.77"], ["appnet"], ["bridge"]])
    case .disconnect:
      return ["detach", "container:\(one(["web", "dyn", "idle"]))", one(["ea", "spare", "appnet", "rest", "bridge"])]
    case .changeModeLive: return ["attach", "container:dyn", "--mode", one(["none", "bridge"])]
    case .recreate:
      let mode = one(["host", "none", "bridge", "container:dyn"])
      return ["attach", "container:\(one(["web", "again", "idle"]))", "--mode", mode, "--recreate"]
    case .undo, .undoNetworkRemoval: return ["undo"]
    }
  }

  /// Returns true where it may come after the journal's last entry.
  func isPossible(after last: Substring?) -> Bool {
    switch self {
    case .undo: last != nil
    case .undoNetworkRemoval: last?.contains("remove network") == true
    default: true
    }
  }
}
