/// Whether whoever runs the dashboard may change anything.
public enum Permission: Hashable, Sendable {
  /// All of it.
  case granted
  /// Nothing, because they asked for that.
  case readOnly
  /// Nothing, and which rights are missing for it.
  case lacking(String)

  /// Why nothing can be changed.
  var refusal: String? {
    switch self {
    case .granted: nil
    case .readOnly: "gantry was started with --read-only"
    case .lacking(let reason): reason
    }
  }
}
