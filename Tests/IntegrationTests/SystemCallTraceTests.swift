import TestSupport
import Testing

/// What reads traces can tell good from bad.
@Suite("System calls, traced")
struct SystemCallTraceTests {
  @Test("A call that was torn apart is put together, and closing counts when it began")
  func torn() throws {
    let trace = SystemCallTrace(
      parsing: """
        7 100.5 close(5</run/netns/a> <unfinished ...>
        8 100.6 openat(AT_FDCWD, "/run/netns/b (c) = d", O_RDONLY) = 5</run/netns/b>
        7 100.7 <... close resumed>)       = 0
        8 100.8 read(9<anon_inode:[eventfd]>,  <unfinished ...>
        7 100.9 --- SIGCHLD {si_signo=SIGCHLD} ---
        7 101.0 +++ exited with 0 +++
        """)
    #expect(trace.calls.map(\.name) == ["close", "openat", "read"])
    #expect(trace.calls[0].result == "0" && trace.calls[0].descriptor?.target == "/run/netns/a")
    #expect(trace.calls[1].returned?.number == 5 && trace.calls[1].arguments.contains("(c) = d"))
    #expect(trace.calls[2].result.isEmpty && trace.calls[2].thread == 8)
  }

  @Test("Ticks are told apart by the request for counters")
  func ticks() throws {
    let trace = SystemCallTrace(
      parsing: """
        7 1.0 sendto(3<socket:[1]>, [{nlmsg_len=28, nlmsg_type=0x5e /* NLMSG_??? */}], 28) = 28
        7 1.1 close(3<socket:[1]>) = 0
        7 2.0 sendto(3<socket:[1]>, [{nlmsg_len=28, nlmsg_type=RTM_GETSTATS}], 28) = 28
        """)
    #expect(trace.ticks == 2)
    #expect(trace.from(tick: 0, to: 1)?.calls.count == 2)
    #expect(trace.from(tick: 0, to: 2) == nil)
  }

  private static let entered = """
    7 1.0 fstatfs(5</run/netns/a>, {f_type=NSFS_MAGIC, f_bsize=4096}) = 0
    7 1.1 setns(5</run/netns/a>, CLONE_NEWNET) = 0
    7 1.2 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 6<socket:[2]>

    """
  private static let waiting = "7 2.0 read(9<anon_inode:[eventfd]>,  <unfinished ...>\n"

  @Test(
    "What is left open, and where a thread is left, is told",
    arguments: [
      ("", ["/run/netns/a", "a socket in /run/netns/a", "in /run/netns/a"]),
      ("7 1.3 close(6<socket:[2]>) = 0\n", ["/run/netns/a", "in /run/netns/a"]),
      ("7 1.3 close(6<socket:[2]>) = 0\n7 1.4 setns(4<net:[1]>, CLONE_NEWNET) = 0\n", ["/run/netns/a"]),
      (
        """
        7 1.3 close(6<socket:[2]>) = 0
        7 1.4 close(5</run/netns/a>) = 0
        7 1.5 setns(4<net:[1]>, CLONE_NEWNET) = 0

        """, []
      ),
    ])
  func left(_ rest: String, _ expected: [String]) {
    let use = NamespaceUse(SystemCallTrace(parsing: Self.entered + rest + Self.waiting), own: "net:[1]")
    #expect(use.entries == 1 && use.mostOpen == 2)
    #expect(use.left.count == expected.count)
    #expect(zip(use.left.sorted(), expected).allSatisfy { $0.hasSuffix($1) })
  }
}
