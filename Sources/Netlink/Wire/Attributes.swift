/// The attributes in a span of bytes, one after the other: `while let attribute = attributes.next() { … }`.
///
/// It ends at the first attribute whose length makes no sense, whatever follows it.
public struct Attributes: ~Escapable {
  private var rest: RawSpan

  /// The attributes that begin where `bytes` begins.
  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan) { rest = bytes }

  /// The next attribute; `nil` at the end.
  @_lifetime(copy self)
  public mutating func next() -> Attribute? {
    guard let length = rest.load(0, as: UInt16.self), let type = rest.load(2, as: UInt16.self),
      length >= 4, Int(length) <= rest.byteCount
    else { return nil }
    let payload = rest.extracting(4..<Int(length))
    rest = rest.dropping((Int(length) + 3) & ~3)
    return Attribute(type: type, payload: payload)
  }

  /// True where nothing is left; after `next()` gave `nil`, false says that what is left is malformed.
  public var isAtEnd: Bool { rest.byteCount == 0 }

  /// The first attribute of a type.
  @_lifetime(copy self)
  public func first(_ type: Int) -> Attribute? {
    var attributes = self
    while let attribute = attributes.next() {
      if attribute.type == type { return attribute }
    }
    return nil
  }

  /// The attributes nested in the first one of a type; none where there is no such attribute.
  @_lifetime(copy self)
  func nested(_ type: Int) -> Attributes {
    guard let attribute = first(type) else { return Attributes(rest.extracting(0..<0)) }
    return attribute.attributes
  }
}
