/// What a network is made by (`POST /networks/create`), out of what an engine says of one that is there. Pure.
public enum NetworkBody {
  /// The request's body for the network as it was.
  /// - Parameter inspected: the answer of `GET /networks/{id}`, whole.
  public static func making(like inspected: JSONValue) -> JSONValue {
    var body: [String: JSONValue] = ["CheckDuplicate": true]
    for name in [
      "Name", "Driver", "Internal", "Attachable", "Ingress", "EnableIPv4", "EnableIPv6", "IPAM", "Options", "Labels",
    ] {
      if let value = inspected[name], value != .null { body[name] = value }
    }
    return .object(body)
  }
}
