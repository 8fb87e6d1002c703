import LinuxSystem
import Topology

/// Runs deep scans on threads that can be spared, one at a time, and decides when one is due.
struct DeepScanner {
  /// What the last one found.
  private(set) var findings: [DeepFinding] = []
  private var state = Source.State.pending
  private var detail: String?
  private var startedAt: Instant?
  private var finishedAt: Instant?
  private var isRunning = false
  /// What was unexplained when the last one began: no reason to begin another.
  private var reasons: Set<Wiring.Place> = []

  /// Nanoseconds from the beginning of one to that of the next.
  let interval: UInt64
  /// The least of that, however much is unexplained.
  private static let rest: UInt64 = 1_000_000_000
  /// After this long, something keeps it waiting.
  private static let patience = 10.0

  init(interval: UInt64) { self.interval = interval }

  /// How it does, as a source.
  func source(now: Instant) -> Source {
    let isSlow = isRunning && startedAt.map { now.seconds(since: $0) > Self.patience } ?? false
    return Source(name: "deep scan", state: isSlow ? .slow : state, detail: detail, readAt: finishedAt)
  }

  /// Begins one where it is time, or where something new is unexplained.
  mutating func startIfDue(
    hidden: Set<Wiring.Place>, now: Instant, _ deliver: @escaping @Sendable (DeepScanResult) -> Void
  ) {
    guard !isRunning, isDue(hidden, now) else { return }
    do {
      try startThread("deep scan") { deliver(DeepScanResult()) }
      isRunning = true
      startedAt = now
      reasons = hidden
    } catch {
      state = .failed
      detail = "\(error)"
    }
  }

  /// Takes over what a scan found.
  mutating func finish(_ result: DeepScanResult) {
    isRunning = false
    finishedAt = result.finishedAt
    switch result.findings {
    case .success(let found):
      findings = found
      state = .ok
      detail = nil
    case .failure(let error):
      state = .failed
      detail = "\(error)"
    }
  }

  private func isDue(_ hidden: Set<Wiring.Place>, _ now: Instant) -> Bool {
    guard let startedAt else { return true }
    let age = now.nanoseconds - startedAt.nanoseconds
    return age >= interval || (age >= Self.rest && !hidden.isSubset(of: reasons))
  }
}

/// What a deep scan found, or why it failed.
struct DeepScanResult: Sendable {
  let findings: Result<[DeepFinding], SystemError>
  let finishedAt: Instant

  /// Runs one on the calling thread.
  init() {
    do throws(SystemError) {
      findings = .success(try DeepScan.run())
    } catch {
      findings = .failure(error)
    }
    finishedAt = Instant(nanoseconds: SystemClock.monotonic())
  }
}
