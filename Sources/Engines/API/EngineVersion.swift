/// `GET /version`: who answers, and which versions of the API it speaks.
struct EngineVersion: Decodable, Sendable, Hashable {
  private let version: String?
  private let apiVersion: String?
  private let minimumAPIVersion: String?
  private let components: [Component]?

  private enum CodingKeys: String, CodingKey {
    case version = "Version"
    case apiVersion = "ApiVersion"
    case minimumAPIVersion = "MinAPIVersion"
    case components = "Components"
  }

  private struct Component: Decodable, Hashable {
    let name: String?
    let details: [String: String]?

    private enum CodingKeys: String, CodingKey {
      case name = "Name"
      case details = "Details"
    }
  }

  /// Podman names itself among its components; whatever else speaks this API is taken for Docker.
  var kind: EngineKind { podman == nil ? .docker : .podman }

  /// The oldest version of Podman's own API beside the compatible one: `4.0.0`; nil for other engines.
  var libpodVersion: String? { podman.map { $0.details?["MinAPIVersion"]?.nonEmpty ?? "4.0.0" } }

  /// The newest version both sides speak.
  func negotiated() throws(EngineFailure) -> APIVersion {
    guard let newest = apiVersion.flatMap({ APIVersion($0) }) else {
      throw .garbled("no API version in it")
    }
    let oldest = minimumAPIVersion.flatMap { APIVersion($0) } ?? newest
    guard newest >= .oldest else {
      throw .unsupported("it speaks API \(newest) at most, gantry \(APIVersion.oldest) at least")
    }
    guard oldest <= .newest else {
      throw .unsupported("it speaks API \(oldest) at least, gantry \(APIVersion.newest) at most")
    }
    return min(newest, .newest)
  }

  /// `20.10.24, API 1.41`.
  func description(speaking api: APIVersion) -> String { "\(version ?? "?"), API \(api)" }

  private var podman: Component? { components?.first { $0.name == "Podman Engine" } }
}
