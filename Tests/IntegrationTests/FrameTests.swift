#if canImport(CVTerm)
  import Foundation
  import TestSupport
  import Testing

  /// What the dashboard sends to the terminal, in bytes and frames.
  @Suite("What the dashboard writes", .serialized, .requires(.root, .tool("strace"), .tool("busybox")))
  struct FrameTests {
    @Test("At 80×24, where ten containers talk and nothing else happens, a second is a kilobyte at most")
    func steady() throws {
      let watched = try WatchedHost(plugged: 10)
      let talking = try watched.letAllTalk(10)
      defer { talking.kill() }
      let trace = try watched.traceDashboard(ticks: 15)
      let steady = try #require(trace.from(tick: 4, to: 14))
      let bytes = steady.frames.reduce(0) { $0 + $1.bytes }
      #expect(bytes / 10 <= 1024)
      #expect(bytes / 10 >= 50, "rates are shown")
      // One a second, and some room for a second that two fall into.
      #expect(steady.frames.count <= 12)
    }

    @Test("A storm of 2,000 link events is drawn ten times a second at most, and its end is seen")
    func storm() throws {
      let watched = try WatchedHost(plugged: 10)
      let dashboard = try watched.startDashboard()
      dashboard.showsRow("v9", "eth0")
      try watched.waitForTicks(2, of: dashboard)
      let names = (0..<1000).map { $0 % 10 }
      try watched.host.batch(names.flatMap { ["link set v\($0) down", "link set v\($0) up"] } + ["link del v9"])
      dashboard.wait("v9 is gone") { !$0.text.contains("v9") && $0.text.contains("v8") }
      let frames = try watched.end(dashboard).frames
      #expect(frames.count > 3)
      let seconds = try #require(frames.last).time - frames[0].time
      #expect(Double(frames.count) <= 10 * seconds + 2, "\(seconds)")
    }
  }

  extension WatchedHost {
    /// Traffic through every cable, until the process is killed or the host ends.
    fileprivate func letAllTalk(_ count: Int) throws -> BackgroundProcess {
      try host.batch((0..<count).map { "address add 10.66.\($0).1/24 dev v\($0)" })
      let script = """
        for n in $(seq 0 \(count - 1)); do
          ip -n n$n link set eth0 up && ip -n n$n address add 10.66.$n.2/24 dev eth0
          busybox ping -q -i 0.1 10.66.$n.2 >/dev/null &
        done
        echo talking; read _
        """
      let process = try host.command("sh", ["-c", script]).start()
      try process.waitForLine(containing: "talking")
      return process
    }
  }

  extension SystemCallTrace {
    /// What was written to the terminal without waiting in between.
    struct Frame {
      /// When it began; seconds since 1970.
      let time: Double
      var bytes: Int
    }

    /// All that was written to standard output, by the thread that waits for the terminal.
    var frames: [Frame] {
      var frames: [Frame] = []
      var hasWaited = true
      let thread = calls.first(where: \.isWriteToTerminal)?.thread
      for call in calls where call.thread == thread {
        if call.isWriteToTerminal {
          if hasWaited { frames.append(Frame(time: call.time, bytes: 0)) }
          frames[frames.count - 1].bytes += call.count ?? 0
          hasWaited = false
        } else if call.name == "epoll_wait" || call.name == "epoll_pwait" {
          hasWaited = true
        }
      }
      return frames
    }
  }

  extension SystemCall {
    fileprivate var isWriteToTerminal: Bool {
      (name == "write" || name == "writev") && descriptor?.number == 1
    }
  }
#endif
