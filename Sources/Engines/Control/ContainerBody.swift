/// What a container is made by (`POST /containers/create`), out of what an engine says of one that is there
/// (`GET /containers/{id}/json`). Pure.
public struct ContainerBody: Hashable, Sendable {
  /// How the new container is connected.
  public enum Connection: Hashable, Sendable {
    /// The host's own stack.
    case host
    /// `lo` only.
    case none
    /// The namespace of the container with this id.
    case container(String)
    /// One network, by its name, with these settings of the endpoint.
    case network(String, JSONValue?)
    /// As the other one is; where that shares a namespace whose owner was made again, the new owner's id.
    case same(sharing: String?)
  }

  private let inspected: JSONValue
  private let id: String

  /// - Parameter inspected: the answer of the engine, whole.
  public init(like inspected: JSONValue) {
    self.inspected = inspected
    id = inspected["Id"]?.text ?? ""
  }

  /// The image of the container, whatever its name stands for by now.
  public var image: String? { inspected["Image"]?.text }

  /// The container's own name, without Docker's leading slash.
  public var name: String { (inspected["Name"]?.text ?? id).withoutLeadingSlash }

  /// The image as it was called when the container was made.
  public var imageName: String? { inspected["Config"]?["Image"]?.text }

  /// The engine's mode of the container.
  public var mode: String { inspected["HostConfig"]?["NetworkMode"]?.text ?? "default" }

  /// The request's body.
  /// - Parameters:
  ///   - image: what it is made of.
  ///   - hostname: what the engine calls its host, which is what containers in host mode are called.
  ///   - takesAllEndpoints: false where only one network can be named (API before 1.44).
  /// - Returns: the body, and the networks that the container is to be connected to after it was made, sorted by name.
  public func making(
    _ connection: Connection, image: String, hostname: String?, takesAllEndpoints: Bool
  ) -> (body: JSONValue, later: [(network: String, endpoint: JSONValue)]) {
    var body = inspected["Config"] ?? .object([:])
    var host = inspected["HostConfig"] ?? .object([:])
    body["Image"] = .string(image)
    // Where nobody chose one, it is made of the id, or is that of the host or of whoever's namespace it shares.
    if let name = body["Hostname"]?.text, id.hasPrefix(name) || name == hostname || self.mode.hasPrefix("container:") {
      body["Hostname"] = nil
    }
    host["ContainerIDFile"] = nil
    renameLimits(&host)
    rebindVolumes(&host)
    let mode = mode(for: connection)
    host["NetworkMode"] = .string(mode)
    if mode.hasPrefix("container:") { leaveOutWhatSharersCannotHave(&body, &host) }
    if mode == "host" {
      host["Links"] = nil
      body["MacAddress"] = nil
    }
    if mode == "none" { body["MacAddress"] = nil }
    body["HostConfig"] = host
    let (first, later) = endpoints(for: connection, mode, takesAllEndpoints)
    if !first.isEmpty { body["NetworkingConfig"] = ["EndpointsConfig": .object(first)] }
    return (body, later)
  }

  /// Podman says `RLIMIT_NOFILE` and wants to hear `nofile`, as Docker does.
  private func renameLimits(_ host: inout JSONValue) {
    guard let limits = host["Ulimits"]?.elements, !limits.isEmpty else { return }
    host["Ulimits"] = .array(
      limits.map { limit in
        var limit = limit
        if let name = limit["Name"]?.text, name.hasPrefix("RLIMIT_") {
          limit["Name"] = .string(name.dropFirst("RLIMIT_".count).lowercased())
        }
        return limit
      })
  }

  private func mode(for connection: Connection) -> String {
    switch connection {
    case .host: "host"
    case .none: "none"
    case .container(let id): "container:\(id)"
    case .network(let name, _): name
    case .same(let sharing): sharing.map { "container:\($0)" } ?? mode
    }
  }

  /// What is refused for a container in another one's namespace (moby, runconfig/hostconfig_unix.go).
  private func leaveOutWhatSharersCannotHave(_ body: inout JSONValue, _ host: inout JSONValue) {
    for name in ["Hostname", "Domainname", "ExposedPorts", "MacAddress"] { body[name] = nil }
    for name in ["PortBindings", "PublishAllPorts", "Dns", "DnsOptions", "DnsSearch", "ExtraHosts", "Links"] {
      host[name] = nil
    }
  }

  /// A volume that nobody named is bound by the name that the engine gave it: what is in it goes along.
  private func rebindVolumes(_ host: inout JSONValue) {
    var binds = host["Binds"]?.elements ?? []
    var mounts = host["Mounts"]?.elements ?? []
    let bound = Set(binds.compactMap { $0.text?.split(separator: ":").dropFirst().first.map(String.init) })
    for mount in inspected["Mounts"]?.elements ?? [] {
      guard mount["Type"]?.text == "volume", let name = mount["Name"]?.text, !name.isEmpty,
        let destination = mount["Destination"]?.text, !bound.contains(destination)
      else { continue }
      // With --rm such a volume goes with the container: bound by its name, the new one would be left behind.
      if host["AutoRemove"]?.truth == true { continue }
      if let position = mounts.firstIndex(where: { $0["Target"]?.text == destination }) {
        mounts[position]["Source"] = .string(name)
      } else {
        binds.append(.string("\(name):\(destination)\(mount["RW"]?.truth == false ? ":ro" : "")"))
      }
    }
    if !binds.isEmpty { host["Binds"] = .array(binds) }
    if !mounts.isEmpty { host["Mounts"] = .array(mounts) }
  }

  private func endpoints(
    for connection: Connection, _ mode: String, _ takesAllEndpoints: Bool
  ) -> (first: [String: JSONValue], later: [(network: String, endpoint: JSONValue)]) {
    switch connection {
    case .host, .none, .container: return ([:], [])
    case .network(let name, let endpoint): return (endpoint.map { [name: $0] } ?? [:], [])
    case .same(let sharing):
      guard sharing == nil, !mode.hasPrefix("container:"), mode != "host", mode != "none" else { return ([:], []) }
      let networks = inspected["NetworkSettings"]?["Networks"]?.members ?? [:]
      let settings = networks.mapValues(configured).sorted { $0.key < $1.key }
      if takesAllEndpoints { return (Dictionary(uniqueKeysWithValues: settings.map { ($0.key, $0.value) }), []) }
      let name = ["default", "bridge"].contains(mode) ? "bridge" : mode
      let first = settings.filter { $0.key == name && $0.value != .object([:]) }
      return (
        Dictionary(uniqueKeysWithValues: first.map { ($0.key, $0.value) }),
        settings.filter { $0.key != name }.map { (network: $0.key, endpoint: $0.value) }
      )
    }
  }

  /// What somebody chose of an endpoint, without what the engine made of it.
  private func configured(_ endpoint: JSONValue) -> JSONValue {
    var settings: [String: JSONValue] = [:]
    for name in ["IPAMConfig", "Links", "DriverOpts", "GwPriority"] {
      if let value = endpoint[name], value != .null, value != .object([:]), value != .integer(0) {
        settings[name] = value
      }
    }
    let aliases = (endpoint["Aliases"]?.elements ?? []).filter { $0.text != String(id.prefix(12)) }
    if !aliases.isEmpty { settings["Aliases"] = .array(aliases) }
    return .object(settings)
  }
}
