import LinuxSystem
import Synchronization

/// Jobs for several threads that enter namespaces: whoever is free takes the oldest of the most urgent ones, so that
/// what somebody waits for does not stand behind a look at a hundred others.
final class WorkQueue: Sendable {
  typealias Job = @Sendable (borrowing NamespaceVisitor) -> Void

  /// Which of two jobs is done first.
  enum Urgency: Sendable {
    /// Something has happened.
    case urgent
    /// A look whether something has.
    case ordinary
  }

  private struct State {
    var urgent = Line()
    var ordinary = Line()
    /// Threads that have nothing to do.
    var idle: [Int]
    /// How many threads cannot work any more.
    var lost = 0
  }

  private let workers: [NamespaceWorker]
  private let state: Mutex<State>

  /// Starts the threads.
  init(threads: Int) throws(SystemError) {
    var workers: [NamespaceWorker] = []
    for number in 1...max(1, threads) { workers.append(try NamespaceWorker(name: "namespaces \(number)")) }
    self.workers = workers
    state = Mutex(State(idle: Array(workers.indices)))
  }

  /// Has jobs done: urgent ones by a thread more than are at work already, ordinary ones by one that is at work, where
  /// there is one; many by all threads.
  /// - Throws: where no thread can work any more.
  func submit(_ jobs: [Job], _ urgency: Urgency, areMany: Bool = false) throws(SystemError) {
    let isAnyAtWork = state.withLock { state in
      switch urgency {
      case .urgent: state.urgent.append(jobs)
      case .ordinary: state.ordinary.append(jobs)
      }
      return state.idle.count + state.lost < workers.count
    }
    // Two threads that ask the kernel at once wait for its one lock, and the waiting costs as much as the asking.
    let wanted = areMany ? workers.count : urgency == .ordinary && isAnyAtWork ? 0 : 1
    for _ in 0..<wanted { try wakeOne() }
  }

  private func wakeOne() throws(SystemError) {
    while let number = state.withLock({ $0.idle.popLast() }) {
      do {
        return try workers[number].submit { [self] visitor in
          while let job = next(for: number) { job(visitor) }
        }
      } catch {
        let isLast = state.withLock { state in
          state.lost += 1
          return state.lost == workers.count
        }
        if isLast { throw error }
      }
    }
  }

  /// Nil where nothing is to be done; then the thread is idle.
  private func next(for number: Int) -> Job? {
    state.withLock { state in
      if let job = state.urgent.popFirst() ?? state.ordinary.popFirst() { return job }
      state.idle.append(number)
      return nil
    }
  }

  /// First in, first out.
  private struct Line {
    private var jobs: [Job] = []
    private var done = 0

    mutating func append(_ more: [Job]) { jobs += more }

    mutating func popFirst() -> Job? {
      guard done < jobs.count else { return nil }
      defer {
        done += 1
        if done == jobs.count { (jobs, done) = ([], 0) }
      }
      return jobs[done]
    }
  }
}
