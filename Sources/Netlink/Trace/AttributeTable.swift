/// Names and shapes of the attributes of one kind of message or nest, for people.
struct AttributeTable: Sendable {
  /// How a payload reads best.
  enum Shape: Sendable {
    case uint8, uint16, bigEndian16, uint32, int32, bigEndian32, uint64
    case text, mac, address, flag, bytes
    case nest(@Sendable () -> AttributeTable)
    /// `IFLA_INFO_DATA` and its like: the table depends on the text of another attribute beside it.
    case nestNamed(by: Int, @Sendable (String) -> AttributeTable?)
  }

  struct Field: Sendable {
    let name: String
    let shape: Shape
  }

  private let fields: [Int: Field]

  init(_ fields: [(Int, String, Shape)]) {
    self.fields = Dictionary(
      fields.map { ($0.0, Field(name: $0.1, shape: $0.2)) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(type: Int) -> Field? { fields[type] }

  /// The table of what is nested in `attribute`, which is among `siblings`.
  func table(in attribute: Attribute, among siblings: Attributes) -> AttributeTable? {
    switch fields[attribute.type]?.shape {
    case .nest(let table): table()
    case .nestNamed(let type, let table): table(siblings.first(type)?.string ?? "")
    default: nil
    }
  }
}
