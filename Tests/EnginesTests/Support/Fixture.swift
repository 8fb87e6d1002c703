import Foundation
import NIOCore

/// Recorded answers: `Fixtures/<engine>/<name>`; README.md there says where each is from.
struct Fixture {
  let engine: String

  static let docker20 = Fixture(engine: "docker-20.10")
  static let podman4 = Fixture(engine: "podman-4.3")
  static let docker29 = Fixture(engine: "docker-29")

  func text(_ name: String) throws -> String {
    try String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8)
  }

  func bytes(_ name: String) throws -> ByteBuffer { ByteBuffer(string: try text(name)) }

  /// The recorded details of all containers, by id.
  func containers() throws -> [String: String] {
    var details: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) where name.hasPrefix("container-") {
      let text = try text(name)
      let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      if let id = object?["Id"] as? String { details[id] = text }
    }
    return details
  }

  private var directory: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures").appendingPathComponent(engine)
  }
}
