import Foundation
import TestSupport

@testable import Netlink

/// Messages as text for fixtures: octets, then what they are. Everything from `#` on is for people only.
enum AnnotatedHex {
  static func parse(_ text: String) throws -> [UInt8] {
    try text.split(separator: "\n").flatMap { line in
      try line.prefix { $0 != "#" }.split(separator: " ").map { octet in
        guard let value = UInt8(octet, radix: 16), octet.count == 2 else { throw Unexpected(what: octet) }
        return value
      }
    }
  }

  static func write(_ bytes: [UInt8], note: String) -> String {
    var text = "# \(note)\n"
    var messages = NetlinkMessages(bytes.span.bytes)
    var offset = 0
    func line(_ count: Int, _ depth: Int, _ what: String) {
      let octets = bytes[offset..<min(offset + count, bytes.count)].map { String(format: "%02x", $0) }
      text += String(repeating: "  ", count: depth) + octets.joined(separator: " ") + "  # \(what)\n"
      offset += count
    }
    func attributes(_ list: Attributes, _ table: AttributeTable?, _ depth: Int) {
      var rest = list
      while let attribute = rest.next() {
        let name = table?[attribute.type]?.name ?? "attribute \(attribute.type)"
        let size = (attribute.payload.byteCount + 3) & ~3
        if let nested = table?.table(in: attribute, among: list) {
          line(4, depth, name)
          attributes(attribute.attributes, nested, depth + 1)
        } else {
          line(4 + size, depth, name)
        }
      }
    }
    while let message = messages.next() {
      line(16, 0, "nlmsghdr \(MessageName.of(message.type))")
      if let shape = MessageShape.of(message.type) {
        line(shape.headerSize, 0, shape.describeHeader(message.payload))
        attributes(Attributes(message.payload.dropping(shape.headerSize)), shape.table, 1)
      } else {
        line((message.payload.byteCount + 3) & ~3, 0, "payload")
      }
    }
    return text
  }
}

/// A fixture in `Tests/Goldens/Netlink`.
struct Golden: Sendable, CustomStringConvertible {
  let name: String
  let bytes: [UInt8]

  var description: String { name }

  static let directory = URL(filePath: Repository.root).appending(path: "Tests/Goldens/Netlink")

  init(_ name: String) throws {
    self.name = name
    let file = Self.directory.appending(path: name + ".hex")
    bytes = try AnnotatedHex.parse(String(contentsOf: file, encoding: .utf8))
  }

  static func all() throws -> [Golden] {
    try ["Recorded", "Constructed"].flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: directory.appending(path: folder).path).sorted()
        .filter { $0.hasSuffix(".hex") }.map { try Golden("\(folder)/\($0.dropLast(4))") }
    }
  }

  /// Reads the first message as a value.
  func decode<Value: NetlinkDecodable>(_ type: Value.Type = Value.self) throws -> Value {
    guard let message = NetlinkMessage(bytes.span.bytes) else { throw Unexpected(what: name) }
    return try Value(message)
  }

  static func write(_ name: String, _ bytes: [UInt8], note: String) throws {
    try AnnotatedHex.write(bytes, note: note).write(
      to: directory.appending(path: name + ".hex"), atomically: true, encoding: .utf8)
  }
}
