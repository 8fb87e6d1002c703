public import Topology

/// Something that is wrong, or looks so: what, where, why, and what to do about it.
public struct Finding: Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    case error, warning, info

    /// What people read; the raw value is for machines.
    public var word: String { self == .info ? "remark" : rawValue }

    /// The worst first.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// The rule that found it, in kebab case; stable across versions.
  public var rule: String
  /// How bad it is.
  public var severity: Severity
  /// On what.
  public var object: ObjectID
  /// What else it is about: the other holder of an address, the members of a bridge that is down.
  public var involved: [ObjectID]
  /// One line for people.
  public var title: String
  /// The facts it rests on, with numbers.
  public var evidence: [String]
  /// What to do.
  public var remedy: String

  /// A finding.
  public init(
    rule: String, severity: Severity, object: ObjectID, involved: [ObjectID] = [], title: String, evidence: [String],
    remedy: String
  ) {
    self.rule = rule
    self.severity = severity
    self.object = object
    self.involved = involved
    self.title = title
    self.evidence = evidence
    self.remedy = remedy
  }
}
