import Execution
import Foundation
import LinuxSystem
import Synchronization
import TestSupport
import Testing

@Suite("Plans that were begun and not ended")
struct UnfinishedTests {
  private let directory: TemporaryDirectory
  private let state: StateDirectory

  init() throws {
    directory = try TemporaryDirectory()
    state = StateDirectory(path: "\(directory.path)/state")
  }

  private func write(_ progress: String, _ number: Int = 1) throws {
    let entry = """
      {"number": \(number), "time": 0, "host": 7, "state": "\(progress)", "steps": [], "made": [],
        "plan": {"title": "create network lab", "steps": [], "requirements": [], "remarks": [], "guarded": []}}
      """
    try Data(entry.utf8).write(to: URL(filePath: "\(state.path)/journal/\(number).json"), options: .atomic)
  }

  @Test("Where nobody has the lock they were left behind")
  func leftBehind() throws {
    _ = try state.lock()
    try write("running")
    #expect(try state.leftBehind(on: 7)?.map(\.number) == [1])
    #expect(try state.leftBehind(on: 8)?.isEmpty == true)
    try write("done")
    #expect(try state.leftBehind(on: 7)?.isEmpty == true)
  }

  @Test("While somebody has the lock nothing is said of them but to whoever has it")
  func underWay() throws {
    let lock = try state.lock()
    try write("undoing")
    try withExtendedLifetime(lock) {
      let (leftBehind, unfinished) = try (state.leftBehind(on: 7), state.unfinished(on: 7))
      #expect(leftBehind == nil)
      #expect(unfinished.map(\.number) == [1])
    }
  }

  @Test("What is ended, or taken away, while one looks was not left behind and is no failure")
  func endedMeanwhile() throws {
    let isDone = Atomic(false)
    try startThread("changes") { [self] in
      for turn in 0..<2_000 {
        do {
          let lock = try state.lock()
          try withExtendedLifetime(lock) {
            try write("running")
            if turn.isMultiple(of: 2) { try write("done") } else { try removeFile("\(state.path)/journal/1.json") }
          }
        } catch {
          Issue.record(error)
        }
      }
      isDone.store(true, ordering: .releasing)
    }
    while !isDone.load(ordering: .acquiring) {
      #expect(try state.leftBehind(on: 7)?.isEmpty != false)
    }
  }
}
