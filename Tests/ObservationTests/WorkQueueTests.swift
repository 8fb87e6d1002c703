import LinuxSystem
import Testing

@testable import Observation

@Suite("Work for the threads that enter namespaces", .timeLimit(.minutes(1)))
struct WorkQueueTests {
  private let done: Mailbox<String>
  private let gate: Mailbox<Void>

  init() throws {
    done = try Mailbox(blocking: true)
    gate = try Mailbox(blocking: true)
  }

  /// A job that says that it has begun, and ends when the gate is opened.
  private func blocking(_ name: String) -> WorkQueue.Job {
    { [done, gate] _ in
      done.send(name)
      _ = gate.receive()
    }
  }

  private func job(_ name: String) -> WorkQueue.Job { { [done] _ in done.send(name) } }

  private func received(_ count: Int) -> [String] {
    var all: [String] = []
    while all.count < count { all += done.receive() }
    return all
  }

  @Test("What is urgent goes first, and what is alike in the order in which it came")
  func urgency() throws {
    let queue = try WorkQueue(threads: 1)
    try queue.submit([blocking("first")], .ordinary)
    #expect(received(1) == ["first"])
    try queue.submit([job("a look"), job("another")], .ordinary)
    try queue.submit([job("an event"), job("the next")], .urgent)
    gate.send(())
    #expect(received(4) == ["an event", "the next", "a look", "another"])
  }

  @Test("Where one thread is busy, another does what comes")
  func twoThreads() throws {
    let queue = try WorkQueue(threads: 2)
    try queue.submit([blocking("long")], .ordinary)
    #expect(received(1) == ["long"])
    try queue.submit([job("short")], .urgent)
    #expect(received(1) == ["short"])
    gate.send(())
    try queue.submit([job("later")], .ordinary, areMany: true)
    #expect(received(1) == ["later"])
  }

  @Test("A look is left to the thread that is at work, and no second one waits for the kernel's lock beside it")
  func oneAtATime() throws {
    let queue = try WorkQueue(threads: 2)
    try queue.submit([blocking("counters")], .urgent)
    #expect(received(1) == ["counters"])
    try queue.submit([job("a look")], .ordinary)
    // Only now is the other thread woken; it takes what is urgent first, and the look with it.
    try queue.submit([job("an event")], .urgent)
    #expect(received(2) == ["an event", "a look"])
    gate.send(())
  }
}
