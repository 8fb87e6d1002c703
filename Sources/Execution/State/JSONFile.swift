import Engines
import FoundationEssentials
import LinuxSystem
import SystemPackage

/// Values as JSON on disk: read by people when something went wrong, so indented and with sorted members.
enum JSONFile {
  /// The largest file that is read, in bytes: the journal of a plan with every description of an engine is far smaller.
  private static let limit = 16 << 20

  /// What is written: the format, beside what the file keeps.
  private struct Content<File: StoredFile>: Encodable {
    let file: File

    func encode(to encoder: any Encoder) throws {
      try StoredFormat(format: StoredFormat.current).encode(to: encoder)
      try file.encode(to: encoder)
    }
  }

  static func write(_ file: some StoredFile, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try writeFile(path, Array(encoder.encode(Content(file: file))) + [UInt8(ascii: "\n")])
  }

  /// - Throws: an ``UnreadableFile`` where it is not what gantry writes, a `SystemError` where it cannot be read.
  static func read<File: StoredFile>(_ type: File.Type, from path: String) throws -> File.Value {
    do {
      return try restored(type, try readRegularFile(path, atMost: limit))
    } catch let error as SystemError where !error.isAboutKind {
      throw error
    } catch {
      throw UnreadableFile(path: path, reason: reason(for: error))
    }
  }

  private static func reason(for error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context): "\"\(place(context, key))\" is missing"
    case DecodingError.valueNotFound(_, let context): "\"\(place(context))\" is null"
    case DecodingError.typeMismatch(let type, let context): "\"\(place(context))\" is no \(type)"
    case DecodingError.dataCorrupted(let context): context.debugDescription
    default: "\(error)"
    }
  }

  private static func place(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
    (context.codingPath + (last.map { [$0] } ?? [])).map(\.stringValue).joined(separator: ".")
  }

  private static func restored<File: StoredFile>(_ type: File.Type, _ bytes: [UInt8]) throws -> File.Value {
    let (data, decoder) = (Data(bytes), JSONDecoder())
    switch try decoder.decode(StoredFormat.self, from: data).format {
    case nil:
      let new = try type.migrated(decoder.decode(JSONValue.self, from: data))
      return try decoder.decode(type, from: JSONEncoder().encode(new)).restored()
    case StoredFormat.current: return try decoder.decode(type, from: data).restored()
    case let other?: throw StateError("it has format \(other), which another version of gantry writes")
    }
  }

  /// Nil where it is gone: others may remove what was just listed.
  static func readIfThere<File: StoredFile>(_ type: File.Type, from path: String) throws -> File.Value? {
    do {
      return try read(type, from: path)
    } catch let error as SystemError where error.errno == .noSuchFileOrDirectory {
      return nil
    }
  }

  /// Nil where it is gone, or cannot be read by anybody: that stands in the way of nothing else.
  static func readIfReadable<File: StoredFile>(_ type: File.Type, from path: String) throws -> File.Value? {
    do {
      return try readIfThere(type, from: path)
    } catch is UnreadableFile {
      return nil
    }
  }
}

extension SystemError {
  /// True where the file is of a kind that gantry does not write, whoever reads it.
  fileprivate var isAboutKind: Bool {
    [.tooManySymbolicLinkLevels, .isDirectory, .fileTooLarge, .noSuchAddressOrDevice, .invalidArgument].contains(errno)
  }
}

/// Why gantry's own files cannot be used.
public struct StateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, and what to do.
  public let description: String

  init(_ description: String) { self.description = description }
}
