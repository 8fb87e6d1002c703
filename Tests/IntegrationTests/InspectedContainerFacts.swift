import TestSupport

/// What `docker inspect` says of a container, as a table of texts, without what an engine chooses anew each time: ids, times,
/// addresses and MACs that nobody chose, ports on the host that nobody chose, names of volumes without names, and how the
/// image is spelled.
struct InspectedContainerFacts: Equatable {
  private(set) var facts: [String: String] = [:]

  init(_ container: JSON) {
    let id = container["Id"].string ?? ""
    var root = container.object
    // Files of a namespace belong to its owner.
    for name in ["Id", "Created", "GraphDriver", "ExecIDs", "HostnamePath", "HostsPath", "ResolvConfPath"] {
      root[name] = nil
    }
    var state = container["State"].object
    for name in ["Pid", "StartedAt", "FinishedAt", "Health"] { state[name] = nil }
    root["State"] = .object(state)
    var config = container["Config"].object
    config["Image"] = nil
    let isSharer = container["HostConfig"]["NetworkMode"].string?.hasPrefix("container:") == true
    if isSharer, let name = config["Hostname"]?.string, name.count == 12, name.allSatisfy(\.isHexDigit) {
      config["Hostname"] = nil
    }
    root["Config"] = .object(config)
    root["HostConfig"] = Self.hostConfig(container["HostConfig"])
    root["Mounts"] = Self.mounts(container["Mounts"].array)
    root["NetworkSettings"] = Self.networkSettings(container)
    add(.object(root), "", id)
  }

  private mutating func add(_ value: JSON, _ path: String, _ id: String) {
    switch value {
    case .object(let members) where !members.isEmpty:
      for (name, member) in members { add(member, path.isEmpty ? name : "\(path).\(name)", id) }
    case .array(let elements) where !elements.isEmpty:
      for (position, element) in elements.enumerated() { add(element, "\(path)[\(position)]", id) }
    // Go writes an empty list as null where nobody made one.
    case .object, .array, .null: break
    case .string(let text):
      let short = String(id.prefix(12))
      facts[path] =
        id.isEmpty
        ? text
        : text.split(separator: id, omittingEmptySubsequences: false).joined(separator: "ID")
          .split(separator: short, omittingEmptySubsequences: false).joined(separator: "ID")
    case .bool(let truth): facts[path] = "\(truth)"
    case .number(let number): facts[path] = "\(number)"
    }
  }

  private static func isAnonymous(_ name: some StringProtocol) -> Bool {
    name.count == 64 && name.allSatisfy(\.isHexDigit)
  }

  private static func hostConfig(_ config: JSON) -> JSON {
    var members = config.object
    let binds = config["Binds"].array.compactMap(\.string).filter { !isAnonymous($0.prefix { $0 != ":" }) }
    members["Binds"] = .array(binds.sorted().map(JSON.string))
    // The client writes the default out, the API leaves it empty.
    var restart = config["RestartPolicy"].object
    if restart["Name"] == .string("no") { restart["Name"] = .string("") }
    members["RestartPolicy"] = .object(restart)
    members["Mounts"] = .array(
      config["Mounts"].array.map { mount in
        var mount = mount.object
        if isAnonymous(mount["Source"]?.string ?? "") { mount["Source"] = nil }
        return .object(mount)
      })
    return .object(members)
  }

  private static func mounts(_ mounts: [JSON]) -> JSON {
    let sorted = mounts.sorted { ($0["Destination"].string ?? "") < ($1["Destination"].string ?? "") }
    return .array(
      sorted.map { mount in
        var members = mount.object
        // One that was bound by its name has the mode of a bind.
        if isAnonymous(mount["Name"].string ?? "") { for name in ["Name", "Source", "Mode"] { members[name] = nil } }
        return .object(members)
      })
  }

  private static func networkSettings(_ container: JSON) -> JSON {
    let settings = container["NetworkSettings"]
    let wanted = container["HostConfig"]["PortBindings"].object
    let ports = settings["Ports"].object.mapValues { bindings in
      JSON.array(
        bindings.array.map { binding in
          var members = binding.object
          members["HostPort"] = nil
          return .object(members)
        })
    }
    let fixed = settings["Ports"].object.filter { wanted[$0.key]?[0]["HostPort"].string?.isEmpty == false }
    let networks = settings["Networks"].object.mapValues { endpoint in
      var members = endpoint.object
      for name in ["NetworkID", "EndpointID"] { members[name] = nil }
      if endpoint["IPAMConfig"]["IPv4Address"].string == nil { members["IPAddress"] = nil }
      if endpoint["IPAMConfig"]["IPv6Address"].string == nil { members["GlobalIPv6Address"] = nil }
      if container["Config"]["MacAddress"].string == nil { members["MacAddress"] = nil }
      for name in ["Aliases", "DNSNames"] {
        let names = endpoint[name].array.compactMap(\.string).filter { container["Id"].string?.hasPrefix($0) != true }
        members[name] = .array(names.sorted().map(JSON.string))
      }
      return JSON.object(members)
    }
    return .object([
      "Ports": .object(ports.merging(fixed) { _, fixed in fixed }), "Networks": .object(networks),
    ])
  }

  /// Where two of them are not the same, in words.
  func differences(to other: InspectedContainerFacts) -> [String] {
    Set(facts.keys).union(other.facts.keys).sorted().filter { facts[$0] != other.facts[$0] }
      .map { "\($0): \(facts[$0] ?? "-") → \(other.facts[$0] ?? "-")" }
  }
}
