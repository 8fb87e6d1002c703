import NIOCore

extension EngineWatch {
  /// Follows the engine's events, unless that is done already or ended only just now.
  func startFollowing() {
    guard following == nil, NIODeadline.now() >= eventsNotBefore else { return }
    // A task's `value` would be waited for by way of the shared thread pool; a future is not.
    let ended = loop.makePromise(of: Void.self)
    following = ended.futureResult
    Task {
      await follow()
      ended.succeed()
    }
  }

  private func follow() async {
    let start = NIODeadline.now()
    // Why they ended does not matter here: if the engine is unwell, its readings say so.
    try? await client.events { notice($0) }
    following = nil
    backOff(since: start)
    // The end of the events often is the first sign of the engine's.
    refresh()
  }

  private func backOff(since start: NIODeadline) {
    let wait = TimeAmount(timing.eventsRetry * eventsBackOff)
    let wasShort = NIODeadline.now() - start < wait
    eventsBackOff = wasShort ? min(eventsBackOff * 2, 32) : 1
    eventsNotBefore = .now() + wait
  }

  private func notice(_ events: [EngineEvent]) {
    let events = events.filter(\.mayChangeWiring)
    guard !events.isEmpty else { return }
    refresh(containers: Set(events.compactMap(\.container)))
  }
}
