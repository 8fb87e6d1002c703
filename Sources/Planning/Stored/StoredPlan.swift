/// A plan as the state directory has it. Types of this folder are for files: they keep the names that were written once,
/// whatever becomes of the types that plans are made of.
public struct StoredPlan: Hashable, Sendable, Codable {
  var title: String
  var steps: [StoredAction]
  var remarks: [String]
  var guarded: [StoredGuard]

  struct StoredGuard: Hashable, Sendable, Codable {
    var link: String
    var reason: String
  }

  /// A plan to be written. What must hold before it is not, nor what its commands are: they are made anew where they are
  /// needed.
  public init(_ plan: Plan) {
    title = plan.title
    steps = plan.steps.map(StoredAction.init)
    remarks = plan.remarks
    guarded = plan.guarded.map { StoredGuard(link: $0.link, reason: $0.reason) }
  }

  /// The plan that was written.
  /// - Throws: a ``StoredFormatError`` where something is missing.
  public func restored() throws -> Plan {
    var plan = Plan(title, try steps.map { try $0.restored() }, remarks: remarks)
    plan.guarded = guarded.map { Plan.Guard(link: $0.link, reason: $0.reason) }
    return plan
  }
}

/// A file of the state directory that lacks what its kind has to have.
public struct StoredFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is missing.
  public let description: String
}

/// A member that things of this kind have to have.
func needed<Value>(_ value: Value?, _ name: String, of kind: some RawRepresentable<String>) throws(StoredFormatError)
  -> Value
{
  guard let value else { throw StoredFormatError(description: "\"\(kind.rawValue)\" has no \"\(name)\"") }
  return value
}
