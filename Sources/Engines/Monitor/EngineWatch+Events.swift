import NIOCore

extension EngineWatch {
  /// Follows the engine's events, unless that is done already or ended only just now.
  func startFollowing() {
    guard following == nil, NIODeadline.now() >= eventsNotBefore else { return }
    let ended = loop.makePromise(of: Void.self)
    following = ended.futureResult
    Task(executorPreference: EngineLoop.executor) {
      await self.follow()
      ended.succeed()
    }
  }

  private func follow() async {
    let start = NIODeadline.now()
    lines = EventLines()
    // Why they ended does not matter here: if the engine is unwell, its readings say so.
    try? await client.followEvents { [weak self] piece in self?.assumeIsolated { $0.notice(piece) } }
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

  private func notice(_ piece: ByteBuffer) {
    // A line without an end is no engine's; its connection is of no more use.
    guard let events = try? lines.append(piece).filter(\.mayChangeWiring) else { return client.forget() }
    guard !events.isEmpty else { return }
    refresh(containers: Set(events.compactMap(\.container)))
  }
}
