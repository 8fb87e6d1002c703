import Topology

/// The parts of `GET /containers/{id}/json` that a container was made by.
struct InspectedDefinition: Decodable, Sendable {
  private let id: String
  private let image: String?
  private let config: Config?
  private let hostConfig: HostConfig?
  private let networkSettings: NetworkSettings?

  private enum CodingKeys: String, CodingKey {
    case id = "Id"
    case image = "Image"
    case config = "Config"
    case hostConfig = "HostConfig"
    case networkSettings = "NetworkSettings"
  }

  private struct NetworkSettings: Decodable {
    let networks: [String: Linking?]?

    private enum CodingKeys: String, CodingKey { case networks = "Networks" }
  }

  private struct Linking: Decodable {
    let links: [String]?

    private enum CodingKeys: String, CodingKey { case links = "Links" }
  }

  private struct Config: Decodable {
    let hostname: String?
    let domainname: String?
    let exposedPorts: [String: Ignored?]?
    let stopTimeout: Int?
    let mac: String?
    let health: Health?

    private enum CodingKeys: String, CodingKey {
      case hostname = "Hostname"
      case domainname = "Domainname"
      case exposedPorts = "ExposedPorts"
      case stopTimeout = "StopTimeout"
      case mac = "MacAddress"
      case health = "Healthcheck"
    }
  }

  private struct Ignored: Decodable {
    init(from decoder: any Decoder) {}
  }

  private struct Health: Decodable {
    let test: [String]?
    let interval: Int64?
    let timeout: Int64?
    let startPeriod: Int64?

    private enum CodingKeys: String, CodingKey {
      case test = "Test"
      case interval = "Interval"
      case timeout = "Timeout"
      case startPeriod = "StartPeriod"
    }

    /// Docker's defaults stand for what is zero (moby, daemon/health.go); `NONE` switches an image's check off.
    var described: Container.HealthCheck? {
      guard let test, let first = test.first, first != "NONE" else { return nil }
      func chosen(_ time: Int64?) -> Int64 { time.flatMap { $0 > 0 ? $0 : nil } ?? 30_000_000_000 }
      return Container.HealthCheck(
        interval: chosen(interval), timeout: chosen(timeout), startPeriod: max(startPeriod ?? 0, 0))
    }
  }

  private struct HostConfig: Decodable {
    let dns: [String]?
    let dnsSearch: [String]?
    let dnsOptions: [String]?
    let extraHosts: [String]?
    let bindings: [String: [PortBinding]?]?
    let publishesAllPorts: Bool?
    let links: [String]?
    let pidMode: String?
    let ipcMode: String?
    let volumesFrom: [String]?
    let sysctls: [String: String]?

    private enum CodingKeys: String, CodingKey {
      case dns = "Dns"
      case dnsSearch = "DnsSearch"
      case dnsOptions = "DnsOptions"
      case extraHosts = "ExtraHosts"
      case bindings = "PortBindings"
      case publishesAllPorts = "PublishAllPorts"
      case links = "Links"
      case pidMode = "PidMode"
      case ipcMode = "IpcMode"
      case volumesFrom = "VolumesFrom"
      case sysctls = "Sysctls"
    }
  }

  /// The definition in gantry's terms.
  var described: Container.Definition {
    var definition = Container.Definition()
    definition.imageID = image?.nonEmpty
    definition.hostname = config?.hostname.flatMap { $0.isEmpty || id.hasPrefix($0) ? nil : $0 }
    definition.domainname = config?.domainname?.nonEmpty
    definition.mac = config?.mac?.nonEmpty
    definition.networkLinks = (networkSettings?.networks ?? [:]).compactMapValues {
      $0?.links?.isEmpty == false ? $0?.links : nil
    }
    definition.stopTimeout = config?.stopTimeout
    definition.health = config?.health?.described
    guard let host = hostConfig else { return definition }
    definition.dns = [host.dns, host.dnsSearch, host.dnsOptions].flatMap { $0 ?? [] }
    definition.extraHosts = host.extraHosts ?? []
    let bindings = (host.bindings ?? [:]).mapValues { $0 ?? [] }
    definition.publishedPorts = bindings.flatMap { PortBinding.published($0.key, $0.value) }
      .sorted { $0.sortKey < $1.sortKey }
    definition.exposedPorts = (config?.exposedPorts ?? [:]).keys.filter { bindings[$0]?.isEmpty != false }.sorted()
    definition.publishesAllPorts = host.publishesAllPorts ?? false
    definition.links = (host.links ?? []).compactMap(Container.ContainerLink.init(engineText:))
    definition.pidOwner = host.pidMode.flatMap(Self.owner)
    definition.ipcOwner = host.ipcMode.flatMap(Self.owner)
    definition.volumesFrom = (host.volumesFrom ?? []).map { String($0.prefix { $0 != ":" }) }
    definition.networkSysctls = (host.sysctls ?? [:]).filter { $0.key.hasPrefix("net.") }
      .map { "\($0.key)=\($0.value)" }.sorted()
    return definition
  }

  private static func owner(_ mode: String) -> String? {
    mode.hasPrefix("container:") ? String(mode.dropFirst("container:".count)).nonEmpty : nil
  }
}

extension Container.ContainerLink {
  /// `/db:/web/dbalias`, as Docker writes it.
  fileprivate init?(engineText text: String) {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let alias = parts[1].split(separator: "/").last else { return nil }
    self.init(target: String(parts[0]).withoutLeadingSlash, alias: String(alias))
  }
}
