import Glibc

/// What is done on some signals, to be put back later.
struct SignalDispositions {
  private let actions: [(signal: Int32, action: sigaction)]

  /// What is done on `signals` now.
  init(of signals: [Int32]) {
    actions = signals.compactMap { signal in
      var action = sigaction()
      return sigaction(signal, nil, &action) == 0 ? (signal, action) : nil
    }
  }

  /// Puts it back.
  func restore() {
    for (signal, action) in actions {
      withUnsafePointer(to: action) { _ = sigaction(signal, $0, nil) }
    }
  }
}
