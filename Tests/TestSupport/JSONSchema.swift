/// Validation by somebody else's implementation: Python's jsonschema (Debian: python3-jsonschema).
package enum JSONSchema {
  /// What the test of a schema needs: `.requires(.root, JSONSchema.requirement)`.
  package static let requirement = Requirement("python3 with jsonschema") {
    (try? Command("python3", "-c", "import jsonschema").run())?.status == 0
  }

  /// What is wrong with a document, one line a finding, each with its place; empty when it is valid.
  /// - Parameter schema: the path of the schema's file.
  package static func findings(in document: String, against schema: String) throws -> [String] {
    let output = try Command("python3", "-c", script, schema).with(input: document)()
    return output.split(separator: "\n").map(String.init)
  }

  private static let script = """
    import json, jsonschema, sys
    schema = json.load(open(sys.argv[1]))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    for finding in validator(schema).iter_errors(json.load(sys.stdin)):
        print("/".join(map(str, finding.absolute_path)) + ": " + finding.message.replace(chr(10), " "))
    """
}
