/// One event of `GET /events`.
struct EngineEvent: Decodable, Sendable, Hashable {
  private let type: String?
  private let action: String?
  private let actor: Actor?

  private enum CodingKeys: String, CodingKey {
    case type = "Type"
    case action = "Action"
    case actor = "Actor"
  }

  private struct Actor: Decodable, Hashable {
    let id: String?
    let attributes: [String: String]?

    private enum CodingKeys: String, CodingKey {
      case id = "ID"
      case attributes = "Attributes"
    }
  }

  /// Id of the container that it happened to.
  var container: String? { type == "network" ? actor?.attributes?["container"] : actor?.id }

  /// False for what containers do all day without a change of their wiring: health checks alone are events by the dozen.
  var mayChangeWiring: Bool {
    guard type == "container", let action else { return true }
    return !Self.idle.contains { action.hasPrefix($0) }
  }

  private static let idle = [
    "exec_", "health_status", "top", "attach", "detach", "resize", "copy", "export", "archive-path", "extract-to-dir",
  ]
}
