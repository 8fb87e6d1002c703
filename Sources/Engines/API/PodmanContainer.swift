/// One element of Podman's own `GET /libpod/containers/json`, which tells the pod of a container; the compatible list does
/// not.
struct PodmanContainer: Decodable, Sendable {
  let id: String
  private let pod: String?
  private let name: String?

  private enum CodingKeys: String, CodingKey {
    case id = "Id"
    case pod = "Pod"
    case name = "PodName"
  }

  /// The pod that it is a member of, by its name.
  var podName: String? { name?.nonEmpty ?? pod?.nonEmpty }
}
