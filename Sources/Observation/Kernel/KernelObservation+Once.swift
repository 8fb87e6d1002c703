import LinuxSystem
import SystemPackage
import Topology

extension KernelObservation {
  /// Milliseconds to wait for a result; where the kernel is busy taking down namespaces, one may stall for a second.
  private static let patience: CInt = 10_000

  /// Reads everything once, and waits for it.
  static func readOnce(threads: Int, tables: TableScope, _ findings: [DeepFinding]) throws -> KernelReading {
    let deliveries = try Mailbox<Delivery>()
    var kernel = try KernelObservation(threads: threads, firstTables: tables) { deliveries.send($0) }
    return try kernel.readOnce(deliveries, findings)
  }

  /// Reads everything, and waits for it.
  /// - Parameter deliveries: where the threads put what they find out.
  mutating func readOnce(_ deliveries: Mailbox<Delivery>, _ findings: [DeepFinding] = []) throws
    -> KernelReading
  {
    work(at: .now, findings)
    var wiring: Wiring?
    while true {
      if model.canSettle {
        wiring = connect()
        if model.isSettled { break }
        work(at: .now, findings)
      }
      let new = deliveries.receiveAll(within: Self.patience)
      if new.isEmpty { break }
      for delivery in new { take(delivery, at: .now) }
    }
    guard let wiring else { throw SystemError("read", on: "the kernel", .timedOut) }
    var reading = reading(wiring, at: .now, isLast: true)
    reading.sources = [source(now: .now)]
    return reading
  }
}
