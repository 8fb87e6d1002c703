import LinuxSystem
import Netlink
import Synchronization
import Topology

/// The threads that enter namespaces: they are given work, and deliver what they find out. Nobody waits for them.
final class NamespaceReaders: Sendable {
  /// Takes a delivery over; called on the threads.
  typealias Deliver = @Sendable (Delivery) -> Void

  private let queue: WorkQueue
  private let spare = Mutex(SpareWorker())
  private let isReadingCounters = Atomic(false)
  /// Of gantry's own namespace, kept from one second to the next.
  private let kernel = Mutex<Rtnetlink?>(nil)
  /// How many links it had in the last second.
  private let linkCount = Atomic(0)
  private let deliver: Deliver

  /// Below this many namespaces a second thread costs more than it saves.
  private static let many = 100
  /// Namespaces that are delivered together: the first ones are shown while others are being read.
  private static let portion = 32

  /// Starts the threads.
  init(count: Int = 2, _ deliver: @escaping Deliver) throws(SystemError) {
    queue = try WorkQueue(threads: count)
    self.deliver = deliver
  }

  /// Does some work; `own` is the namespace gantry runs in, `entries` are all there are.
  func submit(_ work: KernelWork, own: NamespaceID, _ entries: [KernelEntry]) throws(SystemError) {
    switch work {
    case .read(let found, let depth): try read(found, depth, own)
    case .ask(let questions): try ask(questions, own, entries)
    case .number(let found): try number(found, own)
    }
  }

  /// Has the counters of gantry's own links read, unless that is under way.
  func readCounters() throws(SystemError) {
    guard isReadingCounters.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
    else { return }
    let deliver = deliver
    try submit(.urgent) { [self] visitor in
      defer { isReadingCounters.store(false, ordering: .releasing) }
      do {
        let counters = try kernel.withLock { kernel in
          // One that has failed may still have answers to come.
          var current = try kernel.take() ?? visitor.atHome { try Rtnetlink() }
          let readAt = Instant(nanoseconds: SystemClock.monotonic())
          let counters = try HostCounters(
            &current, expecting: linkCount.load(ordering: .relaxed), readAt: readAt)
          linkCount.store(counters.byIndex.count, ordering: .relaxed)
          kernel = consume current
          return counters
        }
        deliver(.counters(counters))
      } catch {
        deliver(.failed("\(error)"))
      }
    }
  }

  private func submit(_ urgency: WorkQueue.Urgency, _ job: @escaping WorkQueue.Job) throws(SystemError) {
    try queue.submit([job], urgency)
  }

  private func read(_ found: [FoundNamespace], _ depth: NamespaceReader.Depth, _ own: NamespaceID) throws(SystemError) {
    let deliver = deliver
    let jobs: [WorkQueue.Job] = Self.portions(found.filter { !$0.mayHang }, own: own).map { portion in
      { visitor in
        let readings = NamespaceReader(own: own).read(portion, depth, visitor)
        deliver(.readings(ReadingResult(depth: depth, requested: portion.map(\.id), readings: readings)))
      }
    }
    // Something has happened in those whose wiring is wanted; tables and counters are looked at by turns.
    try queue.submit(jobs, depth == .wiring ? .urgent : .ordinary, areMany: found.count >= Self.many)
    let shy = found.filter(\.mayHang)
    if !shy.isEmpty { try onSpareThread { $0.read(shy, depth, own) } }
  }

  private func ask(_ questions: [NsidQuestion], _ own: NamespaceID, _ entries: [KernelEntry]) throws(SystemError) {
    let places = Dictionary(entries.map { ($0.id, $0.found) }, uniquingKeysWith: { first, _ in first })
    let shy = Set(entries.lazy.filter(\.found.mayHang).map(\.id))
    let open = places.filter { !shy.contains($0.key) }
    let deliver = deliver
    let ordinary = questions.filter { !shy.contains($0.namespace) }
    let others = questions.filter { shy.contains($0.namespace) }
    let answer: @Sendable (borrowing NamespaceVisitor) -> [NsidAnswer] = { visitor in
      let reader = NamespaceReader(own: own)
      return ordinary.map { NsidAnswer(namespace: $0.namespace, numbers: reader.answers(to: $0, open, visitor)) }
    }
    guard !others.isEmpty else { return try submit(.urgent) { deliver(.answers(answer($0))) } }
    try submit(.urgent) { [self] visitor in
      let answers = answer(visitor)
      do {
        try onSpareThread { spare in .answers(answers + spare.answers(to: others, places, own)) }
      } catch {
        deliver(.failed("\(error)"))
      }
    }
  }

  private func number(_ found: [FoundNamespace], _ own: NamespaceID) throws(SystemError) {
    let deliver = deliver
    try submit(.urgent) { visitor in
      do {
        deliver(.numbers(try NamespaceReader(own: own).numbers(of: found.filter { !$0.mayHang }, visitor)))
      } catch {
        deliver(.failed("\(error)"))
      }
    }
  }

  /// What is read and delivered together. Gantry's own comes first, alone: on it all others depend, and it may be larger
  /// than all of them.
  private static func portions(_ found: [FoundNamespace], own: NamespaceID) -> [[FoundNamespace]] {
    let (first, others) = (found.filter { $0.id == own }, found.filter { $0.id != own })
    let starts = stride(from: 0, to: others.count, by: portion)
    return (first.isEmpty ? [] : [first]) + starts.map { Array(others[$0..<min($0 + portion, others.count)]) }
  }

  /// What may hang is waited for, but not on a thread that others need.
  private func onSpareThread(_ body: @escaping @Sendable (inout SpareWorker) -> Delivery) throws(SystemError) {
    try startThread("spare reader") { [self] in
      deliver(spare.withLock { body(&$0) })
    }
  }
}

extension SpareWorker {
  /// Reads what may hang; what did not come in time is told as such.
  fileprivate mutating func read(_ shy: [FoundNamespace], _ depth: NamespaceReader.Depth, _ own: NamespaceID)
    -> Delivery
  {
    var readings: [NamespaceReading] = []
    for found in shy {
      guard let handle = found.handles.first else { continue }
      let late = NamespaceReading(id: found.id, access: .denied("opening its mount in another mount namespace hangs"))
      do throws(SystemError) {
        let reading = try run(handle) { visitor in NamespaceReader(own: own).read(found, depth, visitor) }
        if let reading = reading ?? late { readings.append(reading) }
      } catch {
        readings.append(NamespaceReading(id: found.id, access: .denied("\(error)")))
      }
    }
    return .readings(ReadingResult(depth: depth, requested: shy.map(\.id), readings: readings))
  }

  /// Asks those that may hang.
  fileprivate mutating func answers(
    to questions: [NsidQuestion], _ places: [NamespaceID: FoundNamespace], _ own: NamespaceID
  ) -> [NsidAnswer] {
    questions.compactMap { question in
      guard let handle = places[question.namespace]?.handles.first else { return nil }
      // A thread that cannot be had leaves the question open: what it asked for stays unexplained.
      let numbers = try? run(handle) { NamespaceReader(own: own).answers(to: question, places, $0) }
      return (numbers ?? nil).map { NsidAnswer(namespace: question.namespace, numbers: $0) }
    }
  }
}
