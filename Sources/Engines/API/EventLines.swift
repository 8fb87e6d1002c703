import FoundationEssentials
import NIOCore

/// Cuts a stream of events into events: one JSON object a line, in whatever pieces it comes.
struct EventLines {
  private var rest: [UInt8] = []
  /// An event is a few hundred bytes; its labels may make it longer.
  static let longest = 1_048_576

  /// The events that `piece` completes; lines that are none are left out.
  mutating func append(_ piece: ByteBuffer) throws(EngineFailure) -> [EngineEvent] {
    rest.append(contentsOf: piece.readableBytesView)
    guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else {
      guard rest.count <= Self.longest else { throw .oversized(limit: Self.longest) }
      return []
    }
    let lines = rest[..<end].split(separator: UInt8(ascii: "\n"))
    rest.removeSubrange(...end)
    return lines.compactMap { line in
      // RFC 7464 puts a record separator before each; other streams have none.
      let object = line.first == 0x1e ? line.dropFirst() : line
      return try? JSONDecoder().decode(EngineEvent.self, from: Data(object))
    }
  }
}
