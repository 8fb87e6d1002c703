import LinuxSystem
import SystemPackage
import Topology

extension KernelObservation {
  /// Milliseconds to wait for a result; where the kernel is busy taking down namespaces, one may stall for a second.
  private static let patience: CInt = 10_000

  /// Reads everything once, and waits for it.
  static func readOnce(threads: Int, _ findings: [DeepFinding]) throws -> KernelReading {
    let deliveries = try Mailbox<Delivery>()
    var kernel = try KernelObservation(threads: threads) { deliveries.send($0) }
    kernel.work(at: .now, findings)
    var wiring: Wiring?
    while true {
      if kernel.model.entries.allSatisfy(\.isSettled), kernel.model.askingSince == nil {
        wiring = kernel.connect()
        if kernel.model.isSettled { break }
        kernel.work(at: .now, findings)
      }
      let new = deliveries.receiveAll(within: patience)
      if new.isEmpty { break }
      for delivery in new { kernel.take(delivery, at: .now) }
    }
    guard let wiring else { throw SystemError("read", on: "the kernel", .timedOut) }
    var reading = kernel.reading(wiring, at: .now)
    reading.sources = [kernel.source(now: .now)]
    return reading
  }
}
