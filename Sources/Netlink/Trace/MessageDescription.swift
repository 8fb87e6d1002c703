import Addresses
import CLinux

/// Messages as text, one line each and one for each attribute.
struct MessageDescription {
  private(set) var text = ""

  mutating func append(_ message: NetlinkMessage) {
    line(
      0, MessageName.of(message.type),
      "length=\(message.payload.byteCount + 16) flags=\(Self.flags(message)) seq=\(message.sequence) port=\(message.port)"
    )
    switch message.type {
    case Int(NLMSG_ERROR), Int(NLMSG_DONE): appendResult(message)
    default:
      guard let shape = MessageShape.of(message.type), message.payload.byteCount >= shape.headerSize else {
        line(1, "payload", Self.hexadecimal(message.payload))
        return
      }
      line(1, "header", shape.describeHeader(message.payload))
      append(Attributes(message.payload.dropping(shape.headerSize)), shape.table, depth: 1)
    }
  }

  private mutating func appendResult(_ message: NetlinkMessage) {
    guard let code: Int32 = message.payload.load() else { return }
    line(1, "error", "\(code)")
    guard message.flags & UInt16(NLM_F_ACK_TLVS) != 0 else { return }
    let isCapped = message.type == Int(NLMSG_ERROR)
    append(Attributes(message.payload.dropping(isCapped ? 20 : 4)), .acknowledgement, depth: 1)
  }

  private mutating func append(_ attributes: Attributes, _ table: AttributeTable, depth: Int) {
    var rest = attributes
    while let attribute = rest.next() {
      let field = table[attribute.type]
      let name = field?.name ?? "attribute \(attribute.type)"
      if let nested = table.table(in: attribute, among: attributes) {
        line(depth, name, "")
        append(attribute.attributes, nested, depth: depth + 1)
      } else {
        line(depth, name, Self.value(attribute, field?.shape ?? .bytes))
      }
    }
    if !rest.isAtEnd { line(depth, "malformed", "what follows is no attribute") }
  }

  private mutating func line(_ depth: Int, _ name: String, _ value: String) {
    text += String(repeating: "  ", count: depth) + name + (value.isEmpty ? "" : " " + value) + "\n"
  }

  private static func value(_ attribute: Attribute, _ shape: AttributeTable.Shape) -> String {
    let readable: String? =
      switch shape {
      case .uint8: attribute.uint8.map { "\($0)" }
      case .uint16: attribute.uint16.map { "\($0)" }
      case .bigEndian16: attribute.bigEndianUInt16.map { "\($0)" }
      case .uint32: attribute.uint32.map { "\($0)" }
      case .int32: attribute.int32.map { "\($0)" }
      case .bigEndian32: attribute.bigEndianUInt32.map { "\($0)" }
      case .uint64: attribute.uint64.map { "\($0)" }
      case .text: attribute.string.debugDescription
      case .mac: attribute.macAddress?.description
      case .address: attribute.ipAddress?.description
      case .flag: "set"
      case .bytes, .nest, .nestNamed: nil
      }
    return readable ?? hexadecimal(attribute.payload)
  }

  private static func flags(_ message: NetlinkMessage) -> String { "0x" + String(message.flags, radix: 16) }

  static func hexadecimal(_ bytes: RawSpan) -> String {
    bytes.withUnsafeBytes { bytes in
      bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
  }
}
