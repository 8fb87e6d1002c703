import Foundation

/// What strace saw of a program and all its threads and children.
package struct SystemCallTrace: Sendable {
  /// In the order in which they took effect: a `close` when it began, anything else when it had ended. In between, the
  /// number of a descriptor may already be another thread's.
  package let calls: [SystemCall]

  /// The arguments of strace that make a file of the form that `init(contentsOf:)` reads, before the program.
  package static func arguments(writingTo path: String) -> [String] {
    ["-f", "-y", "-qq", "-ttt", "-s", "64", "-o", path, "--"]
  }

  package init(contentsOf path: String) throws {
    self.init(parsing: String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self))
  }

  package init(parsing text: String) {
    var reader = Reader()
    for line in text.split(separator: "\n") { reader.read(line) }
    calls = reader.finish()
  }

  private init(_ calls: [SystemCall]) { self.calls = calls }

  package func named(_ names: String...) -> [SystemCall] { calls.filter { names.contains($0.name) } }

  /// How often each was called, the most frequent first: what to look at where there are too many.
  package var summary: String {
    Dictionary(grouping: calls, by: \.name).sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .map { "\($0.value.count) \($0.key)" }.joined(separator: ", ")
  }

  /// The requests for the counters of gantry's own links: one a tick.
  private var tickPositions: [Int] {
    calls.indices.filter { position in
      let call = calls[position]
      return call.name == "sendto"
        && (call.arguments.contains("nlmsg_type=0x5e") || call.arguments.contains("RTM_GETSTATS"))
    }
  }

  /// How many ticks there were.
  package var ticks: Int { tickPositions.count }

  /// What was called from one tick up to another, counted from 0; nil where there were not as many.
  package func from(tick first: Int, to last: Int) -> SystemCallTrace? {
    let positions = tickPositions
    guard positions.indices.contains(first), positions.indices.contains(last) else { return nil }
    return SystemCallTrace(Array(calls[positions[first]..<positions[last]]))
  }
}

extension SystemCallTrace {
  /// Puts together what strace tore apart because another thread did something in between.
  private struct Reader {
    private var done: [SystemCall] = []
    private var unfinished: [Int32: SystemCall] = [:]
    private var line = 0

    private static let tear = " <unfinished ...>"

    mutating func read(_ text: Substring) {
      line += 1
      let fields = text.split(separator: " ", maxSplits: 2)
      guard fields.count == 3, let thread = Int32(fields[0]), let time = Double(fields[1]) else { return }
      let rest = fields[2].drop { $0 == " " }
      if rest.hasPrefix("<... ") {
        resume(thread, rest)
      } else if let parenthesis = rest.firstIndex(of: "("), !rest.hasPrefix("+++"), !rest.hasPrefix("---") {
        begin(thread, time, name: rest[..<parenthesis], rest[rest.index(after: parenthesis)...])
      }
    }

    private mutating func begin(_ thread: Int32, _ time: Double, name: Substring, _ rest: Substring) {
      var call = SystemCall(
        thread: thread, name: String(name), arguments: "", time: time, begin: line, end: line)
      if rest.hasSuffix(Self.tear) {
        call.arguments = String(rest.dropLast(Self.tear.count))
        unfinished[thread] = call
      } else {
        call.end(with: rest)
        done.append(call)
      }
    }

    private mutating func resume(_ thread: Int32, _ rest: Substring) {
      guard var call = unfinished.removeValue(forKey: thread), let end = rest.firstIndex(of: ">") else { return }
      call.end = line
      call.end(with: rest[rest.index(after: end)...])
      done.append(call)
    }

    /// Calls that never returned are in it, too.
    func finish() -> [SystemCall] {
      (done + unfinished.values).sorted { ($0.position, $0.begin) < ($1.position, $1.begin) }
    }
  }
}

extension SystemCall {
  fileprivate var position: Int { name == "close" ? begin : end }

  /// Takes the rest of the line in: further arguments, the parenthesis, the result.
  fileprivate mutating func end(with rest: Substring) {
    guard let range = rest.ranges(of: " = ").last else {
      arguments += rest
      return
    }
    let upTo = rest[..<range.lowerBound]
    arguments += upTo.lastIndex(of: ")").map { upTo[..<$0] } ?? upTo
    result = String(rest[range.upperBound...])
  }
}
