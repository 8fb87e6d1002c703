import Topology

/// One element of `GET /containers/json?all=1`: enough to see that a container changed, not enough to describe it.
struct ListedContainer: Decodable, Sendable, Hashable {
  let id: String
  private let names: [String]?
  private let image: String?
  private let state: String?
  private var status: String?
  private let labels: [String: String]?
  private let hostConfig: HostConfig?
  private let networkSettings: NetworkSettings?

  private enum CodingKeys: String, CodingKey {
    case id = "Id"
    case names = "Names"
    case image = "Image"
    case state = "State"
    case status = "Status"
    case labels = "Labels"
    case hostConfig = "HostConfig"
    case networkSettings = "NetworkSettings"
  }

  private struct HostConfig: Decodable, Hashable {
    let networkMode: String?

    private enum CodingKeys: String, CodingKey { case networkMode = "NetworkMode" }
  }

  private struct NetworkSettings: Decodable, Hashable {
    let networks: [String: EndpointSettings?]?

    private enum CodingKeys: String, CodingKey { case networks = "Networks" }
  }

  /// True where its details may no longer be what they were when the list said `earlier`.
  func differs(from earlier: ListedContainer) -> Bool {
    if let now = uptime, let before = earlier.uptime, now < before { return true }
    // The status text grows older by itself.
    var (left, right) = (self, earlier)
    left.status = nil
    right.status = nil
    return left != right
  }

  /// True where an engine shows the image by its id, as its name stands for another image by now, or for none.
  func hasLostImageName(of details: EngineContainer) -> Bool {
    guard let image, let name = details.image, let id = details.definition.imageID, image != name else { return false }
    return id == image || id == "sha256:\(image)"
  }

  /// What the list alone tells of it, for a container whose details cannot be had.
  var described: EngineContainer {
    EngineContainer(
      id: id, name: (names?.first ?? id).withoutLeadingSlash, image: image?.nonEmpty,
      state: Container.State(engineWord: state), networkMode: hostConfig?.networkMode ?? "",
      endpoints: networkSettings?.networks?.endpoints(of: id) ?? [], labels: labels.labels)
  }

  /// Seconds it has been up at least; nil where it is not, or says so in words of its own.
  private var uptime: Int? { status.flatMap { Uptime.atLeast($0) } }
}

extension String {
  /// Docker writes names as paths, from the days of links.
  var withoutLeadingSlash: String { hasPrefix("/") ? String(dropFirst()) : self }
}

extension Container.State {
  /// The state by Docker's word for it, or one of Podman's own (libpod, define/containerstate.go).
  init(engineWord word: String?) {
    switch word {
    case "configured", "initialized": self = .created
    case "stopping": self = .running
    case "stopped": self = .exited
    default: self = word.flatMap { Container.State(rawValue: $0) } ?? .unknown
    }
  }
}
