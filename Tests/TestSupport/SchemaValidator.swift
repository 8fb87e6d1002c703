import Foundation

/// A validator for the part of JSON Schema 2020-12 that docs/schema.json uses, so that plain `swift test` validates on
/// every machine; ``JSONSchema`` asks somebody else's implementation.
package struct SchemaValidator {
  private let schema: JSON

  /// The schema in this text.
  package init(parsing text: String) throws { schema = try JSON(parsing: text) }

  /// docs/schema.json of this repository.
  package static func ofThisRepository(filePath: String = #filePath) throws -> SchemaValidator {
    let root = URL(filePath: filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try SchemaValidator(
      parsing: String(contentsOf: root.appending(path: "docs/schema.json"), encoding: .utf8))
  }

  /// What is wrong with a document, one line a finding, each with its place; empty where it is valid.
  package func findings(in document: JSON) -> [String] { check(document, schema, at: "$") }

  private static let known: Set<String> = [
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "const", "enum", "properties", "required",
    "additionalProperties", "items", "anyOf", "pattern", "minimum", "maximum",
  ]

  private func check(_ value: JSON, _ schema: JSON, at place: String) -> [String] {
    let unknown = schema.object.keys.filter { !Self.known.contains($0) }.sorted()
    guard unknown.isEmpty else { return ["\(place): this validator does not know \(unknown)"] }
    return checkReference(value, schema, at: place) + checkKind(value, schema, at: place)
      + checkText(value, schema, at: place) + checkNumber(value, schema, at: place)
      + checkMembers(value, schema, at: place) + checkElements(value, schema, at: place)
  }

  private func checkReference(_ value: JSON, _ schema: JSON, at place: String) -> [String] {
    var findings: [String] = []
    if let reference = schema["$ref"].string {
      let name = String(reference.split(separator: "/").last ?? "")
      let target = self.schema["$defs"][name]
      findings += target == .null ? ["\(place): no definition \(name)"] : check(value, target, at: place)
    }
    let choices = schema["anyOf"].array
    if !choices.isEmpty, choices.allSatisfy({ !check(value, $0, at: place).isEmpty }) {
      findings.append(
        "\(place): none of the choices fits: " + choices.flatMap { check(value, $0, at: place) }.joined(separator: "; ")
      )
    }
    return findings
  }

  private func checkKind(_ value: JSON, _ schema: JSON, at place: String) -> [String] {
    var findings: [String] = []
    let wanted = schema["type"].string.map { [$0] } ?? schema["type"].array.compactMap(\.string)
    if !wanted.isEmpty, !wanted.contains(where: value.isOfType) { findings.append("\(place): not \(wanted)") }
    if schema.object["const"] != nil, schema["const"] != value { findings.append("\(place): not the constant") }
    if schema.object["enum"] != nil, !schema["enum"].array.contains(value) {
      findings.append("\(place): not in the enum")
    }
    return findings
  }

  private func checkText(_ value: JSON, _ schema: JSON, at place: String) -> [String] {
    guard let pattern = schema["pattern"].string, let text = value.string else { return [] }
    guard let regex = try? Regex(pattern) else { return ["\(place): \(pattern) is no regular expression"] }
    return text.contains(regex) ? [] : ["\(place): \(text) does not match \(pattern)"]
  }

  private func checkNumber(_ value: JSON, _ schema: JSON, at place: String) -> [String] {
    guard case .number(let number) = value else { return [] }
    var findings: [String] = []
    if case .number(let minimum) = schema["minimum"], number < minimum { findings.append("\(place): below \(minimum)") }
    if case .number(let maximum) = schema["maximum"], number > maximum { findings.append("\(place): above \(maximum)") }
    return findings
  }

  private func checkMembers(_ value: JSON, _ schema: JSON, at place: String) -> [String] {
    guard case .object(let members) = value else { return [] }
    let properties = schema["properties"].object
    let missing = schema["required"].array.compactMap(\.string).filter { members[$0] == nil }
    let surplus =
      schema["additionalProperties"] == .bool(false) ? members.keys.filter { properties[$0] == nil }.sorted() : []
    return missing.map { "\(place): \($0) is missing" } + surplus.map { "\(place): \($0) is not in the schema" }
      + members.keys.sorted().flatMap { name in
        properties[name].map { check(members[name] ?? .null, $0, at: "\(place).\(name)") } ?? []
      }
  }

  private func checkElements(_ value: JSON, _ schema: JSON, at place: String) -> [String] {
    guard case .array(let elements) = value, schema["items"] != .null else { return [] }
    return elements.enumerated().flatMap { check($1, schema["items"], at: "\(place)[\($0)]") }
  }
}

extension JSON {
  fileprivate func isOfType(_ type: String) -> Bool {
    switch (self, type) {
    case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"), (.array, "array"),
      (.object, "object"):
      true
    case (.number(let number), "integer"): number == number.rounded()
    default: false
    }
  }
}
