import Diagnosis
import Screen

extension Finding.Severity {
  /// How it is written.
  var style: Style {
    switch self {
    case .error: .bad
    case .warning: .warning
    case .info: .muted
    }
  }
}
