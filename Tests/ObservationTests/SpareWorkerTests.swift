import LinuxSystem
import TestSupport
import Testing

@testable import Observation

@Suite("The thread that can be spared", .requires(.root))
struct SpareWorkerTests {
  @Test("A job that hangs is left behind, what it was about is not tried again, and other jobs go on")
  func hangs() throws {
    var spare = SpareWorker()
    let never = try Mailbox<Int>(blocking: true)
    let hostile = NamespaceHandle.foreignMount("/mnt/hostile", seenBy: 1)
    let late = try spare.run(hostile) { _ in never.receive().first ?? 0 }
    #expect(late == nil)
    let again = try spare.run(hostile) { _ in 1 }
    #expect(again == nil)
    let other = try spare.run(.foreignMount("/mnt/friendly", seenBy: 1)) { _ in 2 }
    #expect(other == 2)
    never.send(0)
  }

  @Test("A host where many jobs hang gets no more threads")
  func givesUp() throws {
    var spare = SpareWorker()
    let never = try Mailbox<Int>(blocking: true)
    for number in 0..<4 {
      let late = try spare.run(.foreignMount("/mnt/\(number)", seenBy: 1)) { _ in never.receive().first ?? 0 }
      #expect(late == nil)
    }
    let friendly = try spare.run(.foreignMount("/mnt/friendly", seenBy: 1)) { _ in 2 }
    #expect(friendly == nil)
    for _ in 0..<4 { never.send(0) }
  }
}
