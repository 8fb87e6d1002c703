import LinuxSystem
import SystemPackage
public import Topology

/// What an `Observer` does for counters once a second, and nothing else of what it does: so that its cost can be measured
/// beside the kernel's.
@_spi(Measuring)
public struct CounterTick: ~Copyable {
  private var kernel: KernelObservation
  private let deliveries: Mailbox<Delivery>
  private var snapshot: Snapshot
  private let sources: [Source]

  /// Reads everything first.
  public init() throws {
    let deliveries = try Mailbox<Delivery>()
    var kernel = try KernelObservation { deliveries.send($0) }
    let reading = try kernel.readOnce(deliveries)
    snapshot = Joining(reading, []).joined().snapshot
    sources = reading.sources
    self.deliveries = deliveries
    self.kernel = kernel
  }

  /// Reads the counters, mirrors them onto the other ends, and makes a picture with them.
  public mutating func picture() throws -> Snapshot {
    try kernel.readCounters(at: .now)
    for delivery in deliveries.receiveAll(within: 1_000) { kernel.take(delivery, at: .now) }
    snapshot = kernel.refresh(snapshot, sources: sources, at: .now)
    return snapshot
  }
}
