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

  /// A request for a container, and what is to be done about its networks between that and its start.
  public struct Making: Hashable, Sendable {
    /// A network that the container is to be connected to.
    public struct Endpoint: Hashable, Sendable {
      /// The network's name.
      public let network: String
      /// The value of `EndpointConfig`.
      public let settings: JSONValue
    }

    /// The request's body.
    public let body: JSONValue
    /// The network that the engine connects it to because of its mode, though the other one had left that.
    public let left: String?
    /// The networks that it is to be connected to after that, sorted by name.
    public let later: [Endpoint]

    /// - Parameters:
    ///   - left: nil where the engine connects it to no network but those of the request.
    ///   - later: none where the request names all.
    public init(body: JSONValue, left: String? = nil, later: [Endpoint] = []) {
      self.body = body
      self.left = left
      self.later = later
    }
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

  /// The containers whose volumes it has, as they were named, with their modes (`HostConfig.VolumesFrom`).
  public var volumeSources: [String] { (inspected["HostConfig"]?["VolumesFrom"]?.elements ?? []).compactMap(\.text) }

  /// The container that an element of ``volumeSources`` names.
  public static func source(_ text: String) -> String { String(text.prefix { $0 != ":" }) }

  /// The engine's mode of the container.
  public var mode: String { inspected["HostConfig"]?["NetworkMode"]?.text ?? "default" }

  /// The request's body.
  /// - Parameters:
  ///   - image: what it is made of.
  ///   - hostname: what the engine calls its host, which is what containers in host mode are called.
  ///   - owners: the ids of the containers whose process ids and memory it shares, where those were made again.
  ///   - missingSources: containers of `VolumesFrom` that are gone: their volumes are bound by name.
  ///   - takesAllEndpoints: false where only one network can be named (API before 1.44).
  ///   - modeIsNetwork: false for Podman, which says `bridge` whatever network a container was made in.
  public func making(
    _ connection: Connection, image: String, hostname: String?, owners: (pid: String?, ipc: String?) = (nil, nil),
    missingSources: Set<String> = [], takesAllEndpoints: Bool, modeIsNetwork: Bool = true
  ) -> Making {
    var body = inspected["Config"] ?? .object([:])
    var host = inspected["HostConfig"] ?? .object([:])
    body["Image"] = .string(image)
    // Where nobody chose one, it is made of the id, or is that of the host or of whoever's namespace it shares.
    leaveOutOwnName(&body)
    if let name = body["Hostname"]?.text, id.hasPrefix(name) || name == hostname || self.mode.hasPrefix("container:") {
      body["Hostname"] = nil
    }
    host["ContainerIDFile"] = nil
    renameLimits(&host)
    translateForPodman(&host)
    if let owner = owners.pid { host["PidMode"] = .string("container:\(owner)") }
    if let owner = owners.ipc { host["IpcMode"] = .string("container:\(owner)") }
    rebindVolumes(&host, missingSources)
    let mode = mode(for: connection)
    host["NetworkMode"] = .string(mode)
    if mode.hasPrefix("container:") { leaveOutWhatSharersCannotHave(&body, &host) }
    if mode == "host" {
      host["Links"] = nil
      body["MacAddress"] = nil
    }
    if mode == "none" { body["MacAddress"] = nil }
    if mode == "host" || mode.hasPrefix("container:") { leaveOutNetworkSettings(&host) }
    body["HostConfig"] = host
    let (first, left, later) = endpoints(for: connection, mode, takesAllEndpoints, modeIsNetwork)
    if !first.isEmpty { body["NetworkingConfig"] = ["EndpointsConfig": .object(first)] }
    return Making(body: body, left: left, later: later)
  }

  /// Podman tells the host name that it made of the id as a variable of the environment, too.
  private func leaveOutOwnName(_ body: inout JSONValue) {
    guard let variables = body["Env"]?.elements, !variables.isEmpty, !id.isEmpty else { return }
    body["Env"] = .array(variables.filter { $0 != .string("HOSTNAME=\(id.prefix(12))") })
  }

  /// Podman tells one limit of processor time in two ways, of which it takes only one, and no rights of a device, which
  /// stand for all of them.
  private func translateForPodman(_ host: inout JSONValue) {
    let hasQuota = ["CpuPeriod", "CpuQuota"].contains { host[$0]?.integer ?? 0 != 0 }
    if host["NanoCpus"]?.integer ?? 0 > 0, hasQuota { host["NanoCpus"] = nil }
    guard let devices = host["Devices"]?.elements, !devices.isEmpty else { return }
    host["Devices"] = .array(
      devices.map { device in
        guard device["CgroupPermissions"]?.text?.isEmpty != false else { return device }
        var device = device
        device["CgroupPermissions"] = "rwm"
        return device
      })
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

  /// Kernel settings of a network that is not its own: refused in host mode, and the other one's in container mode.
  private func leaveOutNetworkSettings(_ host: inout JSONValue) {
    guard let settings = host["Sysctls"]?.members, !settings.isEmpty else { return }
    host["Sysctls"] = .object(settings.filter { !$0.key.hasPrefix("net.") })
  }

  /// What is refused for a container in another one's namespace (moby, runconfig/hostconfig_unix.go).
  private func leaveOutWhatSharersCannotHave(_ body: inout JSONValue, _ host: inout JSONValue) {
    for name in ["Hostname", "Domainname", "ExposedPorts", "MacAddress"] { body[name] = nil }
    for name in ["PortBindings", "PublishAllPorts", "Dns", "DnsOptions", "DnsSearch", "ExtraHosts", "Links"] {
      host[name] = nil
    }
  }

  /// A volume that nobody named is bound by the name that the engine gave it: what is in it goes along.
  /// Those of another container (`VolumesFrom`) come from there, as long as it is there.
  private func rebindVolumes(_ host: inout JSONValue, _ missingSources: Set<String>) {
    let sources = volumeSources.filter { !missingSources.contains(Self.source($0)) }
    if sources.count != volumeSources.count {
      host["VolumesFrom"] = sources.isEmpty ? nil : .array(sources.map(JSONValue.string))
    }
    var binds = host["Binds"]?.elements ?? []
    var mounts = host["Mounts"]?.elements ?? []
    let bound = Set(binds.compactMap { $0.text?.split(separator: ":").dropFirst().first.map(String.init) })
    for mount in inspected["Mounts"]?.elements ?? [] {
      guard mount["Type"]?.text == "volume", let name = mount["Name"]?.text, !name.isEmpty,
        let destination = mount["Destination"]?.text, !bound.contains(destination)
      else { continue }
      // With --rm such a volume goes with the container: bound by its name, the new one would be left behind.
      if host["AutoRemove"]?.truth == true { continue }
      let isOwn = inspected["Config"]?["Volumes"]?[destination] != nil
      if let position = mounts.firstIndex(where: { $0["Target"]?.text == destination }) {
        mounts[position]["Source"] = .string(name)
      } else if isOwn || sources.isEmpty {
        binds.append(.string("\(name):\(destination)\(mount["RW"]?.truth == false ? ":ro" : "")"))
      }
    }
    if !binds.isEmpty { host["Binds"] = .array(binds) }
    if !mounts.isEmpty { host["Mounts"] = .array(mounts) }
  }

  private func endpoints(
    for connection: Connection, _ mode: String, _ takesAllEndpoints: Bool, _ modeIsNetwork: Bool
  ) -> (first: [String: JSONValue], left: String?, later: [Making.Endpoint]) {
    switch connection {
    case .host, .none, .container: return ([:], nil, [])
    case .network(let name, let endpoint): return (endpoint.map { [name: $0] } ?? [:], nil, [])
    case .same(let sharing):
      guard sharing == nil, !mode.hasPrefix("container:"), mode != "host", mode != "none" else { return ([:], nil, []) }
      let networks = inspected["NetworkSettings"]?["Networks"]?.members ?? [:]
      let all = networks.map { name, endpoint in
        let body = EndpointBody(like: inspected, in: name, id: endpoint["NetworkID"]?.text ?? name)
        return Making.Endpoint(network: name, settings: body?.settings ?? .object([:]))
      }.sorted { $0.network < $1.network }
      let name = ["default", "bridge"].contains(mode) ? "bridge" : mode
      guard networks[name] != nil || !modeIsNetwork else { return ([:], name, all) }
      let isFirst = { (endpoint: Making.Endpoint) in takesAllEndpoints || endpoint.network == name }
      let first = all.filter { isFirst($0) && (takesAllEndpoints || $0.settings != .object([:])) }
      return (
        Dictionary(uniqueKeysWithValues: first.map { ($0.network, $0.settings) }), nil, all.filter { !isFirst($0) }
      )
    }
  }
}
