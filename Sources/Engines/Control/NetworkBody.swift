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

  /// The arguments of `docker network create` that ask for the same as a body, not quoted, the name last.
  /// - Parameter isPodman: true for `podman network create`.
  public static func arguments(_ body: JSONValue, isPodman: Bool) -> [String] {
    let ipam = body["IPAM"] ?? .null
    let driver = ipam["Driver"]?.text ?? "default"
    let ranges = (ipam["Config"]?.elements ?? []).flatMap { range in
      option("--subnet", range["Subnet"]) + option("--gateway", range["Gateway"])
        + option("--ip-range", range["IPRange"])
        + pairs("--aux-address", range["AuxiliaryAddresses"])
    }
    return option("--driver", body["Driver"]) + flag("--internal", body["Internal"])
      + (isPodman ? [] : flag("--attachable", body["Attachable"]) + flag("--ingress", body["Ingress"]))
      + flag("--ipv6", body["EnableIPv6"]) + ranges
      + (isPodman || driver == "default" ? [] : ["--ipam-driver", driver])
      + (isPodman ? [] : pairs("--ipam-opt", ipam["Options"])) + pairs("--opt", body["Options"])
      + pairs("--label", body["Labels"]) + [body["Name"]?.text ?? ""]
  }

  private static func option(_ name: String, _ value: JSONValue?) -> [String] {
    value?.text.flatMap { $0.isEmpty ? nil : [name, $0] } ?? []
  }

  private static func flag(_ name: String, _ value: JSONValue?) -> [String] { value?.truth == true ? [name] : [] }

  private static func pairs(_ name: String, _ value: JSONValue?) -> [String] {
    (value?.members ?? [:]).sorted { $0.key < $1.key }.flatMap { [name, "\($0.key)=\($0.value.text ?? "")"] }
  }
}
