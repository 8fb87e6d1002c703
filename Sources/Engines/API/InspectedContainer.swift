import FoundationEssentials
import Topology

/// `GET /containers/{id}/json`, as far as networks are concerned.
///
/// Addresses are read from `NetworkSettings.Networks` only: their older copies beside it are gone since API 1.52.
struct InspectedContainer: Decodable, Sendable {
  private let id: String
  private let name: String?
  private let state: State?
  private let config: Config?
  private let hostConfig: HostConfig?
  private let networkSettings: NetworkSettings?
  private let mounts: [Mount]?
  /// What is not as it should be in it is left out, so that the rest is still told.
  private let definition: Container.Definition

  private enum CodingKeys: String, CodingKey {
    case id = "Id"
    case name = "Name"
    case state = "State"
    case config = "Config"
    case hostConfig = "HostConfig"
    case networkSettings = "NetworkSettings"
    case mounts = "Mounts"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decodeIfPresent(String.self, forKey: .name)
    state = try container.decodeIfPresent(State.self, forKey: .state)
    config = try container.decodeIfPresent(Config.self, forKey: .config)
    hostConfig = try container.decodeIfPresent(HostConfig.self, forKey: .hostConfig)
    networkSettings = try container.decodeIfPresent(NetworkSettings.self, forKey: .networkSettings)
    mounts = try container.decodeIfPresent([Mount].self, forKey: .mounts)
    definition = (try? InspectedDefinition(from: decoder).described) ?? Container.Definition()
  }

  private struct State: Decodable {
    let status: String?
    let pid: Int32?

    private enum CodingKeys: String, CodingKey {
      case status = "Status"
      case pid = "Pid"
    }
  }

  private struct Config: Decodable {
    let image: String?
    let labels: [String: String]?
    let exposedPorts: [String: Ignored?]?

    private enum CodingKeys: String, CodingKey {
      case image = "Image"
      case labels = "Labels"
      case exposedPorts = "ExposedPorts"
    }
  }

  private struct Ignored: Decodable {
    init(from decoder: any Decoder) {}
  }

  private struct HostConfig: Decodable {
    let networkMode: String?
    let removesItself: Bool?
    let binds: [String]?
    let mounts: [Request]?

    struct Request: Decodable {
      let source: String?

      private enum CodingKeys: String, CodingKey { case source = "Source" }
    }

    /// The names of volumes that the user chose.
    var sources: [String] {
      (binds ?? []).compactMap { $0.split(separator: ":").first.map(String.init) } + (mounts ?? []).compactMap(\.source)
    }

    private enum CodingKeys: String, CodingKey {
      case networkMode = "NetworkMode"
      case removesItself = "AutoRemove"
      case binds = "Binds"
      case mounts = "Mounts"
    }
  }

  private struct Mount: Decodable {
    let type: String?
    let name: String?
    let destination: String?

    private enum CodingKeys: String, CodingKey {
      case type = "Type"
      case name = "Name"
      case destination = "Destination"
    }

    /// Engines name volumes that nobody named by 64 hexadecimal digits.
    var isAnonymous: Bool {
      type == "volume" && name?.utf8.count == 64 && name?.allSatisfy { $0.isHexDigit && !$0.isUppercase } == true
    }
  }

  private struct NetworkSettings: Decodable {
    let sandboxKey: String?
    let ports: [String: [PortBinding]?]?
    let networks: [String: EndpointSettings?]?

    private enum CodingKeys: String, CodingKey {
      case sandboxKey = "SandboxKey"
      case ports = "Ports"
      case networks = "Networks"
    }
  }

  /// The container in gantry's terms.
  var described: EngineContainer {
    let mode = hostConfig?.networkMode ?? ""
    let sources = hostConfig?.sources ?? []
    // Docker leaves these empty for a container in another one's namespace; Podman repeats the other's.
    let isGuest = mode.hasPrefix("container:")
    return EngineContainer(
      id: id, name: (name ?? id).withoutLeadingSlash, image: config?.image?.nonEmpty,
      state: Container.State(engineWord: state?.status), pid: state?.pid.flatMap { $0 > 0 ? $0 : nil },
      networkMode: mode, sandboxKey: networkSettings?.sandboxKey?.nonEmpty,
      endpoints: isGuest ? [] : networkSettings?.networks?.endpoints(of: id) ?? [],
      ports: isGuest ? [] : ports, labels: config.flatMap(\.labels).labels,
      removesItself: hostConfig?.removesItself ?? false,
      anonymousVolumes: (mounts ?? []).filter { mount in
        mount.isAnonymous && !sources.contains { $0 == mount.name }
      }.compactMap(\.destination).sorted(),
      definition: definition)
  }

  private var ports: [Container.PublishedPort] {
    let bindings = (networkSettings?.ports ?? [:]).mapValues { $0 ?? [] }
    let exposed = (config?.exposedPorts ?? [:]).mapValues { _ in [PortBinding]() }
    return bindings.merging(exposed) { bound, _ in bound }
      .flatMap { port, bindings in PortBinding.ports(of: port, bindings) }
      .sorted { $0.sortKey < $1.sortKey }
  }
}

extension EngineContainer {
  /// A container out of what its engine said of it (`GET /containers/{id}/json`); nil where that is none.
  public init?(inspected: JSONValue) {
    guard let data = try? JSONEncoder().encode(inspected),
      let container = try? JSONDecoder().decode(InspectedContainer.self, from: data)
    else { return nil }
    self = container.described
  }
}
