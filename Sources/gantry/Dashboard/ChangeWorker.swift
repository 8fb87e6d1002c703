import Dashboard
import Execution
import LinuxSystem
import Planning
import Synchronization
import SystemPackage
import Topology

/// Plans changes and carries them out for the dashboard, on a thread of its own: the screen waits for nothing.
final class ChangeWorker: Sendable {
  /// What comes of it, for the loop's thread.
  let news: Mailbox<Message>
  let state: StateDirectory
  let provider: HostSnapshots
  private let jobs: Mailbox<Job>
  private let isCancelled = Atomic(false)
  private let unsettled = Atomic(false)
  private let step = Mutex<String?>(nil)

  private enum Job: Sendable {
    case readLedger(host: UInt64)
    case plan(ChangeRequest)
    case carryOut(ChangeRequest, Plan)
  }

  init(state: StateDirectory = .here, provider: HostSnapshots = HostSnapshots(warns: false)) throws(SystemError) {
    news = try Mailbox()
    jobs = try Mailbox(blocking: true)
    self.state = state
    self.provider = provider
    try startThread("changes") { [self] in
      var seeds = Seeds()
      while true { for job in jobs.receive() { work(on: job, &seeds) } }
    }
  }

  /// Reads anew what gantry has written down about the host with this cookie.
  func readLedger(host: UInt64) { jobs.send(.readLedger(host: host)) }

  /// Whether another gantry was in the middle of a change when the ledger was read: whether it ends well, or is killed, is
  /// seen by reading it again.
  var isUnsettled: Bool { unsettled.load(ordering: .relaxed) }

  /// Finds out how something is done.
  func plan(_ request: ChangeRequest) { jobs.send(.plan(request)) }

  /// Does it, if it is still done in this way.
  func carryOut(_ request: ChangeRequest, _ plan: Plan) {
    isCancelled.store(false, ordering: .relaxed)
    jobs.send(.carryOut(request, plan))
  }

  /// What is being done right now, as a person reads it; nil between two steps.
  var runningStep: String? { step.withLock { $0 } }

  /// Takes what is being done back at its next step.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Hardware addresses are made of it: the same for a request, so that what is done is what was shown.
  private struct Seeds {
    private var last = (request: 0, seed: UInt64(0))

    mutating func seed(of request: ChangeRequest) -> UInt64 {
      if last.request != request.number { last = (request.number, UInt64.random(in: .min ... .max)) }
      return last.seed
    }
  }

  private func work(on job: Job, _ seeds: inout Seeds) {
    switch job {
    case .readLedger(let host): tellLedger(host)
    case .plan(let request): tell(request, planning(request, seeds.seed(of: request)))
    case .carryOut(let request, let plan):
      let outcome = carryingOut(request, plan, seeds.seed(of: request))
      if let host = outcome.host { tellLedger(host) }
      tell(request, outcome.news)
    }
  }

  private func tell(_ request: ChangeRequest, _ news: ChangeNews) { self.news.send(.change(news, of: request.number)) }

  private func tellLedger(_ host: UInt64) {
    do {
      let (ledger, isUnsettled) = try Ledger.read(state, host: host, provider.snapshot)
      unsettled.store(isUnsettled, ordering: .relaxed)
      news.send(.ledger(ledger))
      if let file = try state.unreadableFiles().first { news.send(.noticed("\(file)")) }
    } catch {
      news.send(.noticed("what gantry has changed so far cannot be read: \(error)"))
    }
  }

  private func planning(_ request: ChangeRequest, _ seed: UInt64) -> ChangeNews {
    do {
      let snapshot = try provider.snapshot()
      let interrupted = try state.interrupted(in: snapshot)
      let change = try PlannedChange(request.wish, state, snapshot, interrupted: interrupted, seed: seed)
      return .planned(change.plan)
    } catch {
      return .refused(Self.reason(for: error))
    }
  }

  private func carryingOut(_ request: ChangeRequest, _ shown: Plan, _ seed: UInt64) -> (news: ChangeNews, host: UInt64?)
  {
    var host: UInt64?
    do {
      let lock = try state.lock { [self] in
        isCancelled.load(ordering: .relaxed)
      } warn: { [self] in
        news.send(.noticed($0))
      }
      let snapshot = try provider.snapshot()
      host = snapshot.hostNamespace?.cookie
      let unfinished = try state.unfinished(on: host)
      let change = try PlannedChange(request.wish, state, snapshot, interrupted: unfinished, seed: seed)
      guard change.plan == shown else { return (.replanned(change.plan), host) }
      let executor = try Executor(state, lock, snapshot) { [self] checkpoint in
        note(checkpoint, of: change)
        if let news = change.news(of: checkpoint) { tell(request, news) }
      } isCancelled: { [self] in
        isCancelled.load(ordering: .relaxed)
      }
      return (.finished(differences: try change.carryOut(by: executor)), host)
    } catch let failure as ExecutionFailure {
      return (.failed(ChangeFailure(failure)), host)
    } catch let givenUp as GivenUp {
      return (.failed(ChangeFailure(givenUp)), host)
    } catch {
      return (.refused(Self.reason(for: error)), host)
    }
  }

  private func note(_ checkpoint: Checkpoint, of change: PlannedChange) {
    step.withLock { step in
      switch checkpoint {
      case .begun(let position): step = change.step(position).map { change.plan.steps[$0].summary }
      case .effective: break
      case .recorded, .reverted: step = nil
      case .reverting(let position, let number):
        step = change.step(position, of: number).map { "roll back: \(change.plan.steps[$0].summary)" }
      }
    }
  }

  private static func reason(for error: any Error) -> String {
    (error as? CommandFailure)?.message ?? "\(error)"
  }
}

extension ChangeFailure {
  fileprivate init(_ givenUp: GivenUp) {
    self.init(
      step: nil, reason: "not everything could be cleaned up; it is set aside, and gantry works on", isCancelled: false,
      reverted: [],
      remaining: givenUp.leftovers.map { "\($0.summary): \($0.reason)" + ($0.command.map { "; by hand: \($0)" } ?? "") }
    )
  }

  fileprivate init(_ failure: ExecutionFailure) {
    self.init(
      step: failure.action?.summary, reason: failure.reason, isCancelled: failure.isCancelled,
      reverted: failure.reverted.map(\.summary),
      remaining: failure.remaining.map { "\($0.action.summary): \($0.reason)" }, differences: failure.differences)
  }
}
