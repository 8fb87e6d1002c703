extension FakeEngine {
  /// An engine that answers as the recorded one did.
  static func script(_ fixture: Fixture) throws -> Script {
    let version = try fixture.text("version.json")
    let listing = try fixture.text("containers.json")
    let isPodman = fixture.engine.hasPrefix("podman")
    let networks = try fixture.text(isPodman ? "libpod-networks.json" : "networks.json")
    let details = try fixture.containers()
    return { target in
      let parts = target.split(separator: "/").map(String.init)
      switch parts.last ?? "" {
      case "version": return .json(version)
      case "json?all=1": return .json(listing)
      case "networks" where !isPodman: return .json(networks)
      case "json" where isPodman && parts.contains("libpod"): return .json(networks)
      case "json": return details[parts[parts.count - 2]].map { .json($0) } ?? .notFound
      case let last where last.hasPrefix("events?"): return .events(isLate: isPodman)
      default: return .notFound
      }
    }
  }

  /// An engine with a few containers, each a line: `id state`.
  static func small(_ containers: [String] = ["aa running"]) -> Script {
    let listed = containers.map { line in
      let words = line.split(separator: " ")
      return #"{"Id":"\#(words[0])","Names":["/n\#(words[0])"],"State":"\#(words[1])","Status":"Up 3 minutes"}"#
    }
    return { target in
      if target == "/version" { return .json(#"{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12"}"#) }
      if target.hasPrefix("/v1.41/events") { return .events() }
      if target == "/v1.41/networks" { return .json("[]") }
      if target == "/v1.41/containers/json?all=1" { return .json("[\(listed.joined(separator: ","))]") }
      for line in containers {
        let words = line.split(separator: " ")
        if target == "/v1.41/containers/\(words[0])/json" {
          let pid = words[1] == "running" ? 4711 : 0
          return .json(
            #"{"Id":"\#(words[0])","Name":"/n\#(words[0])","State":{"Status":"\#(words[1])","Pid":\#(pid)}}"#)
        }
      }
      return .notFound
    }
  }

  /// As `script`, but for requests that contain `part`.
  static func script(_ script: @escaping Script, but part: String, _ answer: FakeAnswer) -> Script {
    { target in target.contains(part) ? answer : script(target) }
  }
}
