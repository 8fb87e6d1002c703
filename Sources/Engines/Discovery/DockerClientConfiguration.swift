import FoundationEssentials

/// The configuration of Docker's client, as far as it says where the engine is.
struct DockerClientConfiguration {
  /// `$DOCKER_CONFIG`, else `~/.docker`.
  let directory: String
  let files: HostFiles

  /// `currentContext` in `config.json`; nil where it is not set.
  var currentContext: String? {
    struct File: Decodable { let currentContext: String? }
    return decoded(File.self, directory + "/config.json")?.currentContext?.nonEmpty
  }

  /// The endpoint of the context with that name: `unix:///run/user/1000/docker.sock`.
  ///
  /// The directories are named by digests, so all of them are looked at; nobody has many.
  func endpoint(ofContext name: String) -> String? {
    let contexts = directory + "/contexts/meta"
    for entry in files.names(contexts) {
      let context = decoded(Context.self, "\(contexts)/\(entry)/meta.json")
      if let context, context.name == name { return context.endpoints?["docker"]?.host?.nonEmpty }
    }
    return nil
  }

  private struct Context: Decodable {
    let name: String
    let endpoints: [String: Endpoint]?

    private enum CodingKeys: String, CodingKey {
      case name = "Name"
      case endpoints = "Endpoints"
    }
  }

  private struct Endpoint: Decodable {
    let host: String?

    private enum CodingKeys: String, CodingKey { case host = "Host" }
  }

  private func decoded<Value: Decodable>(_ type: Value.Type, _ path: String) -> Value? {
    files.contents(path).flatMap { try? JSONDecoder().decode(type, from: Data($0)) }
  }
}
