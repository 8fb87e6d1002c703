/// The names of attributes, as the kernel's headers have them.
enum AttributeName {
  /// The name of the attribute at an offset of a request, counted from its header on, in which the offset lies: an
  /// error's `NLMSGERR_ATTR_OFFS`. `nil` where nothing there has a known name.
  static func inRequest(_ request: [UInt8], at offset: Int) -> String? {
    guard let message = NetlinkMessage(request.span.bytes), let shape = MessageShape.of(message.type) else {
      return nil
    }
    var result: String?
    var table: AttributeTable? = shape.table
    var start = 16 + shape.headerSize
    var siblings = Attributes(message.payload.dropping(shape.headerSize))
    while let known = table {
      var attributes = siblings
      var found = false
      while let attribute = attributes.next() {
        let end = start + 4 + attribute.payload.byteCount
        if start..<end ~= offset {
          result = known[attribute.type]?.name ?? result
          table = known.table(in: attribute, among: siblings)
          siblings = attribute.attributes
          start += 4
          found = true
          break
        }
        start = (end + 3) & ~3
      }
      guard found else { break }
    }
    return result
  }
}
