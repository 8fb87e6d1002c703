extension Container.Mode {
  /// The mode without its target, as JSON carries it.
  public var word: String {
    switch self {
    case .bridge: "bridge"
    case .host: "host"
    case .none: "none"
    case .container: "container"
    case .other: "other"
    case .unknown: "unknown"
    }
  }
}

extension Snapshot {
  /// A mode as people read it: `bridge`, `container:bbox01`. Names are not escaped.
  public func text(of mode: Container.Mode) -> String {
    if case .container(let key) = mode { "container:\(name(of: key))" } else { mode.word }
  }
}
