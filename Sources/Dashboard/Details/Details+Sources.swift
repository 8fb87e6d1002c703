import Screen
import Topology

extension Details {
  /// Where the facts come from, how each source does, how old its facts are, and its own words.
  func sources() -> DetailSection {
    var section = DetailSection("Sources")
    for source in snapshot.sources {
      let age = source.readAt.map { "  \(Self.words(forAge: snapshot.instant.seconds(since: $0)))" } ?? ""
      let state = Line(source.state.rawValue, source.state.style)
      section.add(.pair(source.name, state + Line(age, .muted)))
      if let detail = source.detail { section.add(.pair("", Line(detail, source.isTroubled ? .warning : .muted))) }
    }
    return section
  }

  private static func words(forAge seconds: Double) -> String {
    switch seconds {
    case ..<2: "just now"
    case ..<120: "\(Int(seconds)) s ago"
    default: "\(Int(seconds / 60)) min ago"
    }
  }
}

extension Source.State {
  /// How it is written.
  var style: Style {
    switch self {
    case .ok: .good
    case .absent, .pending: .muted
    case .denied, .slow, .failed, .remote: .warning
    }
  }
}
