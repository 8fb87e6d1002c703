import Testing
import Topology

@testable import Observation

@Suite("Updates on their way to the consumer")
struct UpdateBoxTests {
  private func snapshot(_ instant: UInt64, _ inodes: UInt64...) -> Snapshot {
    Snapshot(
      host: "made-up", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: instant),
      namespaces: inodes.map { Namespace(id: MadeUp.namespace($0)) })
  }

  private func change(_ kind: Change.Kind, _ inode: UInt64) -> Change {
    Change(kind, .namespace(MadeUp.namespace(inode)))
  }

  @Test("Each update tells what changed since the one that was taken before, however many were passed over")
  func changes() throws {
    let box = try UpdateBox()
    #expect(box.take() == nil)
    box.put(snapshot(1, 1))
    #expect(box.take()?.changes == [change(.appeared, 1)])
    #expect(box.take() == nil)
    box.put(snapshot(2, 1, 2))
    box.put(snapshot(3, 1, 2, 3))
    box.put(snapshot(4, 1, 3))
    #expect(box.take()?.changes == [change(.appeared, 3)])
    box.put(snapshot(5, 3))
    #expect(box.take()?.changes == [change(.vanished, 1)])
  }
}
