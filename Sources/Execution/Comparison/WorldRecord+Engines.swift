import Engines
import Planning

extension WorldRecord {
  /// The facts of a container, out of what its engine says of it.
  /// - Parameter showsPresentAddresses: Podman does not say which addresses were chosen: those that it has count.
  static func facts(ofContainer inspected: JSONValue, showsPresentAddresses: Bool) -> [String: Fact] {
    var facts: [String: Fact] = [:]
    let id = inspected["Id"]?.text ?? ""
    facts["running:"] = Fact(inspected["State"]?["Running"]?.truth == true ? "yes" : "no")
    var config = inspected["Config"] ?? .object([:])
    // Made of the id where nobody chose one; the image's spelling is the one of whoever made the container again.
    if let name = config["Hostname"]?.text, id.hasPrefix(name) { config["Hostname"] = nil }
    for name in ["Image", "MacAddress"] where name == "Image" || config[name]?.text?.isEmpty == true {
      config[name] = nil
    }
    config["Labels"]?[EngineObject.label] = nil
    add(config, "Config", to: &facts)
    var host = inspected["HostConfig"] ?? .object([:])
    host["ContainerIDFile"] = nil
    if host["NetworkMode"]?.text?.hasPrefix("container:") == true { host["NetworkMode"] = "container" }
    // Volumes that nobody named become binds by the engine's name: they are compared as mounts.
    host["Binds"] = .array((host["Binds"]?.elements ?? []).filter { !startsWithAnonymousVolume($0.text ?? "") })
    add(host, "HostConfig", to: &facts)
    for mount in inspected["Mounts"]?.elements ?? [] {
      let destination = mount["Destination"]?.text ?? ""
      let kind = mount["Type"]?.text ?? ""
      facts["mount \(destination)"] = Fact(kind + (mount["RW"]?.truth == false ? ", read-only" : ""))
    }
    for (name, endpoint) in inspected["NetworkSettings"]?["Networks"]?.members ?? [:] {
      add(endpoint, of: inspected, in: name, showsPresentAddresses, to: &facts)
    }
    return facts
  }

  private static func add(
    _ endpoint: JSONValue, of container: JSONValue, in name: String, _ showsPresentAddresses: Bool,
    to facts: inout [String: Fact]
  ) {
    let network = "network \(name)"
    let settings = EndpointBody(like: container, in: name, id: name)?.settings ?? .object([:])
    facts[network] = Fact("connected")
    for (member, present, word) in [
      ("IPv4Address", "IPAddress", "address"), ("IPv6Address", "GlobalIPv6Address", "IPv6 address"),
    ] {
      let chosen = settings["IPAMConfig"]?[member]?.text ?? ""
      let has = endpoint[present]?.text ?? ""
      let value = chosen.isEmpty && showsPresentAddresses ? has : chosen
      facts["\(network)\(separator)\(word)"] =
        value.isEmpty ? Fact("the engine's choice", detail: has.isEmpty ? nil : has) : Fact(value)
    }
    for member in ["Aliases", "Links", "DriverOpts", "MacAddress", "GwPriority"] {
      if let value = settings[member], let text = text(value) { facts["\(network)\(separator)\(member)"] = Fact(text) }
    }
  }

  /// The facts of a network, out of what its engine says of it.
  static func facts(ofNetwork inspected: JSONValue) -> [String: Fact] {
    var facts = ["there": Fact("yes")]
    for name in ["Driver", "Internal", "Attachable", "Ingress", "EnableIPv6", "IPAM", "Options", "Labels"] {
      guard var value = inspected[name] else { continue }
      value[EngineObject.label] = nil
      value["com.docker.network.driver.overlay.vxlanid_list"] = nil
      add(value, name, to: &facts)
    }
    return facts
  }

  /// Adds a fact a member; what is null, empty, zero or false is as good as missing, as engines write it both ways.
  private static func add(_ value: JSONValue, _ name: String, to facts: inout [String: Fact]) {
    if case .object(let members) = value {
      for (member, value) in members { add(value, "\(name).\(member)", to: &facts) }
    } else if let text = text(value) {
      facts[name] = Fact(text)
    }
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .null, .bool(false), .integer(0): nil
    case .bool(true): "true"
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .string(let text): text.isEmpty ? nil : text
    case .array(let elements):
      elements.isEmpty ? nil : elements.map { Self.text($0) ?? "" }.sorted().joined(separator: ", ")
    case .object(let members):
      members.isEmpty
        ? nil
        : members.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.text($0.value) ?? "")" }.joined(separator: ", ")
    }
  }

  private static func startsWithAnonymousVolume(_ bind: String) -> Bool {
    let name = bind.prefix { $0 != ":" }
    return name.utf8.count == 64 && name.allSatisfy(\.isHexDigit)
  }
}
