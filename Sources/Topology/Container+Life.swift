extension Container {
  /// True where it has processes.
  public var isAlive: Bool {
    switch state {
    case .running, .paused, .restarting, .unknown: true
    case .created, .removing, .exited, .dead: false
    }
  }
}
