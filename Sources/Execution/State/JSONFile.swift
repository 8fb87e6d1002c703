import FoundationEssentials
import LinuxSystem
import SystemPackage

/// Values as JSON on disk: read by people when something went wrong, so indented and with sorted members.
enum JSONFile {
  static func write(_ value: some Encodable, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try writeFile(path, Array(encoder.encode(value)) + [UInt8(ascii: "\n")])
  }

  static func read<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
    let bytes = try readFile(path)
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw StateError("\(path) is not what gantry writes: \(error)")
    }
  }

  /// Nil where it is gone: others may remove what was just listed.
  static func readIfThere<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value? {
    do {
      return try read(type, from: path)
    } catch let error as SystemError where error.errno == .noSuchFileOrDirectory {
      return nil
    }
  }
}

/// Why gantry's own files cannot be used.
public struct StateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, and what to do.
  public let description: String

  init(_ description: String) { self.description = description }
}
