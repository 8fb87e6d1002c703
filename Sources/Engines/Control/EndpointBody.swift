import Addresses

/// What a container is connected to a network by (`EndpointConfig`), out of what its engine said of the container while it
/// was connected. Pure.
public struct EndpointBody: Hashable, Sendable {
  /// The value of `EndpointConfig`.
  public private(set) var settings: JSONValue

  /// Settings that are given as they are.
  public init(_ settings: JSONValue) { self.settings = settings }

  /// What the user chose of an endpoint, without what the engine made of it.
  /// - Parameters:
  ///   - container: the answer of `GET /containers/{id}/json`, whole; of Podman with ``createCommand``.
  ///   - name: the network's name.
  ///   - id: the network's id at that time; Podman has the name in its place.
  /// - Returns: nil where the container had no endpoint in the network.
  public init?(like container: JSONValue, in name: String, id: String) {
    let networks = container["NetworkSettings"]?["Networks"]?.members ?? [:]
    // One that has never run has endpoints without ids.
    let found =
      (id.isEmpty ? nil : networks.first { $0.value["NetworkID"]?.text == id }) ?? networks.first { $0.key == name }
    guard let endpoint = found?.value else { return nil }
    var settings: [String: JSONValue] = [:]
    for name in ["IPAMConfig", "Links", "DriverOpts", "GwPriority"] {
      if let value = endpoint[name], value != .null, value != .integer(0) { settings[name] = value }
    }
    let shortID = String((container["Id"]?.text ?? "").prefix(12))
    let aliases = (endpoint["Aliases"]?.elements ?? []).filter { $0.text != shortID }
    if !aliases.isEmpty { settings["Aliases"] = .array(aliases) }
    if let mac = Self.chosenMAC(of: endpoint, of: container) { settings["MacAddress"] = .string(mac) }
    if let command = container[Self.createCommand] {
      let words = command.elements.compactMap(\.text)
      settings.merge(Self.podmanChoices(endpoint, PodmanCreateCommand(words), in: name)) { $1 }
    }
    self.settings = .object(settings)
  }

  /// The member by which a Podman container's `Config.CreateCommand` stands in its description; an empty list where it
  /// was not made by a command.
  public static let createCommand = "gantry.CreateCommand"

  /// The addresses that are asked for, as texts.
  public var addresses: [String] {
    ["IPv4Address", "IPv6Address"].compactMap { settings["IPAMConfig"]?[$0]?.text }.filter { !$0.isEmpty }
  }

  /// The same with fewer addresses, for an engine that refuses all where it refuses one: with each alone where there are
  /// two, and where the engine is to choose all.
  public var yielding: [EndpointBody] {
    (addresses.count > 1 ? addresses.map { [$0] } : []).map(keeping) + [keeping([])]
  }

  private func keeping(_ kept: [String]) -> EndpointBody {
    var copy = self
    let members = (settings["IPAMConfig"]?.members ?? [:]).filter { kept.contains($0.value.text ?? "") }
    copy.settings["IPAMConfig"] = members.isEmpty ? nil : .object(members)
    return copy
  }

  /// While a container runs, an endpoint shows the engine's choice of a hardware address too: the user's is that which
  /// the container was made with. While it does not run, only the user's is shown.
  private static func chosenMAC(of endpoint: JSONValue, of container: JSONValue) -> String? {
    guard let mac = endpoint["MacAddress"]?.text, !mac.isEmpty else { return nil }
    let isLive = endpoint["EndpointID"]?.text.map { !$0.isEmpty } ?? false
    return !isLive && container[createCommand] == nil || container["Config"]?["MacAddress"]?.text == mac ? mac : nil
  }

  /// Podman says of an endpoint only what it has now, and nothing while the container does not run. Present addresses are
  /// kept, as the user's cannot be told from them; those of a stopped container are in the command that made it.
  private static func podmanChoices(
    _ endpoint: JSONValue, _ command: PodmanCreateCommand, in network: String
  ) -> [String: JSONValue] {
    let made = command.choices(in: network)
    func present(_ member: String) -> String? { endpoint[member]?.text.flatMap { $0.isEmpty ? nil : $0 } }
    var ipam: [String: JSONValue] = [:]
    if let address = present("IPAddress") ?? made.ipv4 { ipam["IPv4Address"] = .string(address) }
    if let address = present("GlobalIPv6Address") ?? made.ipv6 { ipam["IPv6Address"] = .string(address) }
    var choices: [String: JSONValue] = ipam.isEmpty ? [:] : ["IPAMConfig": .object(ipam)]
    if let mac = present("MacAddress") ?? made.mac { choices["MacAddress"] = .string(mac) }
    return choices
  }
}

/// The command line that made a Podman container, as far as it chooses addresses (podman-run(1)).
struct PodmanCreateCommand {
  /// What the user chose of an endpoint.
  struct Choices: Hashable {
    var ipv4: String?
    var ipv6: String?
    var mac: String?
  }

  private var networks: [(name: String, choices: Choices)] = []
  private var general = Choices()

  init(_ words: [String]) {
    var rest = words[...]
    while let word = rest.popFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard let option = parts.first, Self.options.contains(option) else { continue }
      guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else { return }
      take(option, value)
    }
  }

  private static let options = ["--network", "--net", "--ip", "--ip6", "--mac-address"]

  private mutating func take(_ option: String, _ value: String) {
    switch option {
    case "--ip": general.ipv4 = value
    case "--ip6": general.ipv6 = value
    case "--mac-address": general.mac = value
    default:
      // `net1,net2`, or `net1:ip=10.0.0.5,mac=…`; an IPv6 address has colons of its own.
      guard let colon = value.firstIndex(of: ":") else {
        networks += value.split(separator: ",").map { (String($0), Choices()) }
        return
      }
      var choices = Choices()
      for part in value[value.index(after: colon)...].split(separator: ",") {
        let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
        guard pair.count == 2 else { continue }
        switch pair[0] {
        case "ip" where pair[1].contains(":"), "ip6": choices.ipv6 = pair[1]
        case "ip": choices.ipv4 = pair[1]
        case "mac": choices.mac = pair[1]
        default: break
        }
      }
      networks.append((String(value[..<colon]), choices))
    }
  }

  /// What was chosen of the endpoint in a network; `--ip` and the like are for the only one.
  func choices(in network: String) -> Choices {
    let only = networks.isEmpty ? "bridge" : networks[0].name
    if networks.count < 2, general != Choices(), network == only || network == "podman" && only == "bridge" {
      return general
    }
    return networks.first { $0.name == network }?.choices ?? Choices()
  }
}
