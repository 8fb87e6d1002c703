import LinuxSystem
import SystemPackage
import Topology

/// Reads everything the kernel says, once per call: finds the namespaces, enters each, connects their links.
struct KernelReader: ~Copyable {
  private var scanner: NamespaceScanner
  private let worker: NamespaceWorker
  /// Takes half of the work where there is much.
  private let secondWorker: NamespaceWorker
  private var spare = SpareWorker()

  /// Below this many namespaces a second thread costs more than it saves.
  private static let many = 100
  /// Milliseconds; where the kernel is busy taking down namespaces, one may stall for a second.
  private static let patience: CInt = 10_000

  /// Starts the threads that enter namespaces.
  init() throws(SystemError) {
    let worker = try NamespaceWorker()
    let secondWorker = try NamespaceWorker(name: "namespaces 2")
    scanner = try NamespaceScanner()
    self.worker = worker
    self.secondWorker = secondWorker
  }

  /// What was read, and what stayed unexplained.
  struct Outcome: Sendable {
    let reading: KernelReading
    /// Namespace ids that no known namespace explains: a reason to look deeper.
    let hidden: Set<Wiring.Place>
  }

  /// Reads everything.
  /// - Parameter findings: what an earlier deep scan found; what is no longer so is passed over.
  mutating func read(_ findings: [DeepFinding] = []) throws -> Outcome {
    var scan = try scanner.scan()
    scan.add(scanner.stillTrue(findings))
    let wiring = try explained(try readings(scan), scan)
    return Outcome(
      reading: KernelReading(
        host: SystemName.host, time: Timestamp(nanoseconds: Int64(SystemClock.realtime())),
        instant: Instant(nanoseconds: SystemClock.monotonic()), own: scan.own,
        namespaces: Self.namespaces(scan, wiring), processes: scan.processes,
        sources: KernelSources.sources(scan, wiring.readings)),
      hidden: wiring.hidden)
  }

  private mutating func readings(_ scan: NamespaceScan) throws -> [NamespaceReading] {
    let own = scan.own
    let safe = scan.namespaces.filter { !$0.mayHang }
    var readings = try safe.count < Self.many ? Self.read(safe, own, worker) : readByTwo(safe, own)
    for found in scan.namespaces where found.mayHang {
      guard let handle = found.handles.first else { continue }
      let late = NamespaceReading(id: found.id, access: .denied("opening its mount in another mount namespace hangs"))
      let reading = try spare.run(handle) { visitor in NamespaceReader(own: own).read(found, visitor) }
      if let reading = reading ?? late { readings.append(reading) }
    }
    return readings.sorted { $0.id < $1.id }
  }

  private func readByTwo(_ namespaces: [FoundNamespace], _ own: NamespaceID) throws -> [NamespaceReading] {
    let half = namespaces.count / 2
    let second = Array(namespaces[half...])
    let answer = try Mailbox<[NamespaceReading]>()
    try secondWorker.submit { answer.send(NamespaceReader(own: own).read(second, $0)) }
    var readings = try Self.read(Array(namespaces[..<half]), own, worker)
    // A thread that cannot get home drops its jobs without an answer.
    readings += try answer.receive(within: Self.patience) ?? Self.read(second, own, worker)
    return readings
  }

  private static func read(
    _ namespaces: [FoundNamespace], _ own: NamespaceID, _ worker: NamespaceWorker
  ) throws -> [NamespaceReading] {
    try worker.run { NamespaceReader(own: own).read(namespaces, $0) }
  }

  /// Connects the links, and asks for what that leaves open.
  private mutating func explained(_ readings: [NamespaceReading], _ scan: NamespaceScan) throws -> Wiring {
    let shy = Set(scan.namespaces.filter(\.mayHang).map(\.id))
    let wiring = Wiring(readings, own: scan.own)
    let questions = wiring.questions(shy: shy)
    guard !questions.isEmpty else { return wiring }
    let places = Dictionary(scan.namespaces.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var explained = readings
    for (namespace, answers) in try answers(to: questions, places, own: scan.own, shy: shy) {
      let position = explained.partitioningIndex { $0.id >= namespace }
      explained[position].nsids.merge(answers) { old, _ in old }
    }
    return Wiring(explained, own: scan.own)
  }

  private typealias Answers = (NamespaceID, [Int32: NamespaceID])

  /// Asks inside namespaces; those behind a path that may hang are entered by the thread that can be spared.
  private mutating func answers(
    to questions: [NsidQuestion], _ places: [NamespaceID: FoundNamespace], own: NamespaceID, shy: Set<NamespaceID>
  ) throws -> [Answers] {
    let open = places.filter { !shy.contains($0.key) }
    let ordinary = questions.filter { !shy.contains($0.namespace) }
    var answers = try worker.run { visitor in
      let reader = NamespaceReader(own: own)
      return ordinary.map { ($0.namespace, reader.answers(to: $0, open, visitor)) }
    }
    for question in questions where shy.contains(question.namespace) {
      guard let handle = places[question.namespace]?.handles.first else { continue }
      let found = try spare.run(handle) { visitor in
        NamespaceReader(own: own).answers(to: question, places, visitor)
      }
      if let found { answers.append((question.namespace, found)) }
    }
    return answers
  }

  private static func namespaces(_ scan: NamespaceScan, _ wiring: Wiring) -> [Namespace] {
    let numbers = wiring.ownNumbers
    var position = 0
    return wiring.readings.indices.compactMap { index in
      let reading = wiring.readings[index]
      // Both are sorted by id, and what was read was found before.
      while position < scan.namespaces.count, scan.namespaces[position].id < reading.id { position += 1 }
      guard position < scan.namespaces.count, scan.namespaces[position].id == reading.id else { return nil }
      return namespace(
        scan.namespaces[position], reading, links: wiring.links(at: index), isOwn: reading.id == scan.own,
        nsid: numbers[reading.id])
    }
  }

  private static func namespace(
    _ found: FoundNamespace, _ reading: NamespaceReading, links: [Link], isOwn: Bool, nsid: Int32?
  ) -> Namespace {
    Namespace(
      id: reading.id, cookie: reading.cookie, roles: found.roles(isOwn: isOwn), names: found.sortedNames, nsid: nsid,
      holders: found.holders, links: links, routes: reading.routes, neighbours: reading.neighbours,
      forwarding: reading.forwarding, access: reading.access)
  }
}

extension FoundNamespace {
  /// True where no other way leads to it than one that may hang.
  fileprivate var mayHang: Bool { handles.first?.mayHang ?? false }

  /// Each name once.
  fileprivate var sortedNames: [String] {
    names.count < 2 ? names : Set(names).sorted()
  }

  /// All but the role of a container, which is not the kernel's to say.
  fileprivate func roles(isOwn: Bool) -> [Namespace.Role] {
    var roles: [Namespace.Role] = isOwn ? [.host] : []
    if !names.isEmpty { roles.append(.named) }
    if holders.contains(where: { $0.kind == .process }) { roles.append(.process) }
    return roles.isEmpty ? [.hidden] : roles
  }
}
