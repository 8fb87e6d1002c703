import Addresses
import CLinux
import Netlink
import SystemPackage
import Testing

@Suite("Conversations with a fake kernel")
struct ConversationTests {
  typealias Connection = NetlinkConnection<FakeKernel>

  @Test("A dump may come in several datagrams with several messages each")
  func multipart() throws {
    var kernel = Connection(
      FakeKernel(datagrams: { request in
        [request.link(1, "lo") + request.link(2, "eth0"), request.link(3, "br0"), request.done()]
      }))
    #expect(try kernel.links().map(\.name) == ["lo", "eth0", "br0"])
    #expect(kernel.transport.requests.map(\.type) == [RTM_GETLINK])
  }

  @Test("A dump that changes under way is made again, whichever message says so", arguments: 0..<3)
  func interrupted(position: Int) throws {
    var kernel = Connection(
      FakeKernel(datagrams: { request in
        func flags(_ place: Int) -> Int32 {
          NLM_F_MULTI | (request.position == 0 && place == position ? NLM_F_DUMP_INTR : 0)
        }
        let second = request.position == 0 ? "old" : "new"
        return [
          request.link(1, "lo", flags: flags(0)), request.link(2, second, flags: flags(1)),
          request.done(flags: flags(2)),
        ]
      }))
    #expect(try kernel.links().map(\.name) == ["lo", "new"])
    #expect(kernel.transport.requests.count == 2)
  }

  @Test("A dump that never settles is given up")
  func neverSettles() {
    var kernel = Connection(
      FakeKernel(datagrams: { [$0.link(1, "lo", flags: NLM_F_MULTI | NLM_F_DUMP_INTR), $0.done()] }))
    let error = #expect(throws: NetlinkError.self) { try kernel.links() }
    #expect(error?.cause == .interrupted && error?.operation == "RTM_GETLINK")
    #expect((2...20).contains(kernel.transport.requests.count))
  }

  @Test("Messages that answer something else are passed over")
  func foreignSequence() throws {
    var kernel = Connection(
      FakeKernel(datagrams: { request in
        [
          request.link(8, "stale", sequence: request.sequence &- 1) + request.link(1, "lo"),
          request.done(sequence: 999), request.acknowledgement(1, sequence: 0), request.done(),
        ]
      }))
    #expect(try kernel.links().map(\.name) == ["lo"])
  }

  @Test("What another process sends is not taken for the kernel's")
  func forged() throws {
    var kernel = Connection(
      FakeKernel(answering: { request in
        [
          .forged(request.link(9, "evil") + request.done()), .datagram(request.link(1, "lo")),
          .datagram(request.done()),
        ]
      }))
    #expect(try kernel.links().map(\.name) == ["lo"])
  }

  @Test("Each request has a sequence number of its own")
  func sequences() throws {
    var kernel = Connection(FakeKernel(datagrams: { [$0.done()] }))
    _ = try kernel.links()
    _ = try kernel.addresses()
    _ = try kernel.routes()
    #expect(Set(kernel.transport.requests.map(\.sequence)).count == 3)
    #expect(kernel.transport.requests.allSatisfy { $0.flags & UInt16(NLM_F_DUMP) == UInt16(NLM_F_DUMP) })
  }

  @Test("A dump that fails half-way throws what its last message says")
  func doneWithError() {
    var kernel = Connection(FakeKernel(datagrams: { [$0.link(1, "lo"), $0.done(12)] }))
    let error = #expect(throws: NetlinkError.self) { try kernel.links() }
    #expect(error?.cause == .refused(.noMemory))
  }

  @Test("A refusal carries the kernel's message, the place and the attribute, capped or not", arguments: [false, true])
  func extendedAcknowledgement(repeatsRequest: Bool) {
    var kernel = Connection(
      FakeKernel(datagrams: { request in
        [request.acknowledgement(22, text: "Too odd", offset: 32, repeatsRequest: repeatsRequest)]
      }))
    let error = #expect(throws: NetlinkError.self) { try kernel.link(named: "eth0") }
    #expect(error?.cause == .refused(.invalidArgument))
    #expect(error?.message == "Too odd" && error?.offset == 32 && error?.attribute == "IFLA_IFNAME")
    #expect(error?.description == "RTM_GETLINK: Invalid argument: Too odd (IFLA_IFNAME)")
  }

  @Test("A kernel that cannot be asked for one neighbour is asked for the list")
  func neighbourOfOldKernel() throws {
    let gateway = try #require(IPAddress("192.0.2.1"))
    var entry = NetlinkRequest(RTM_NEWNEIGH)
    var header = ndmsg()
    (header.ndm_family, header.ndm_ifindex) = (2, 7)
    entry.append(header)
    entry.add(NDA_DST, gateway)
    let payload = Array(entry.bytes.dropFirst(16))
    var kernel = Connection(
      FakeKernel(datagrams: { request in
        let isDump = request.flags & UInt16(NLM_F_DUMP) == UInt16(NLM_F_DUMP)
        return isDump
          ? [request.message(RTM_NEWNEIGH, payload) + request.done()]
          : [request.acknowledgement(Errno.notSupportedOnSocket.rawValue)]
      }))
    #expect(try kernel.neighbour(gateway, on: 7)?.destination == gateway)
    #expect(try kernel.neighbour(gateway, on: 8) == nil)
  }

  @Test("A loss of messages or a dump under way elsewhere on the socket starts the dump anew")
  func startsAnew() throws {
    for first in [FakeKernel.Answer.failure(NetlinkError("receive", .overrun)), nil] {
      var kernel = Connection(
        FakeKernel(answering: { request in
          if request.position == 0 {
            return [first ?? .datagram(request.acknowledgement(16)), .datagram(request.link(7, "half"))]
          }
          return [.datagram(request.link(1, "lo")), .datagram(request.done())]
        }))
      #expect(try kernel.links().map(\.name) == ["lo"])
      #expect(kernel.transport.requests.count == 2)
    }
  }

  @Test("A datagram larger than the buffer makes the buffer larger and the dump new")
  func truncated() throws {
    let names = (1...3000).map { "link\($0)" }
    var kernel = Connection(
      FakeKernel(datagrams: { request in
        [names.enumerated().flatMap { request.link(Int32($0.offset + 1), $0.element) }, request.done()]
      }))
    #expect(try kernel.links().map(\.name) == names)
    #expect(kernel.transport.requests.count == 2)
  }

  @Test("An answer that never comes is told as such")
  func silence() {
    var kernel = Connection(FakeKernel(datagrams: { _ in [] }))
    let error = #expect(throws: NetlinkError.self) { try kernel.links() }
    #expect(error?.cause == .timedOut)
  }

  @Test("An answer that is no netlink message is an error, not a hang")
  func malformed() {
    for bytes in [[1, 2, 3], [UInt8](repeating: 0, count: 64), [UInt8](repeating: 255, count: 64)] {
      var kernel = Connection(FakeKernel(datagrams: { _ in [bytes] }))
      let error = #expect(throws: NetlinkError.self) { try kernel.links() }
      #expect(error?.cause == .malformed)
    }
  }

  @Test("A message too short for its type fails the dump, and the connection can still be used")
  func shortMessage() throws {
    var kernel = Connection(
      FakeKernel(datagrams: { request in
        request.position == 0
          ? [request.message(RTM_NEWLINK, [0, 0, 0]), request.link(2, "never"), request.done()]
          : [request.link(1, "lo"), request.done()]
      }))
    let error = #expect(throws: NetlinkError.self) { try kernel.links() }
    #expect(error?.cause == .malformed)
    #expect(try kernel.links().map(\.name) == ["lo"])
  }

  @Test("A request without an object in its answer is an error where one was asked for")
  func noObject() {
    var kernel = Connection(FakeKernel(datagrams: { [$0.acknowledgement()] }))
    #expect(throws: NetlinkError.self) { try kernel.link(1) }
    #expect(throws: Never.self) { try kernel.request(NetlinkRequest(RTM_DELLINK)) }
  }
}

@Suite("Notifications of a fake kernel")
struct FakeMonitorTests {
  private static let nobody = FakeKernel.Request(type: 0, flags: 0, sequence: 0, bytes: [], position: 0)

  private static func names(
    _ monitor: inout NetlinkMonitor<FakeKernel>, limit: Int = .max
  ) throws -> ([String], NetlinkMonitor<FakeKernel>.Outcome) {
    var names: [String] = []
    let outcome = try monitor.receive(limit: limit) { (message, id) throws(NetlinkError) in
      names.append(try LinkMessage(message).name + (id.map { "@\($0)" } ?? ""))
    }
    return (names, outcome)
  }

  @Test("Messages come with the number of their namespace")
  func namespaces() throws {
    var monitor = NetlinkMonitor(
      FakeKernel(saying: [
        .datagram(Self.nobody.link(1, "a") + Self.nobody.link(2, "b")), .fromNamespace(5, Self.nobody.link(3, "c")),
        .forged(Self.nobody.link(4, "d")),
      ]))
    let (names, outcome) = try Self.names(&monitor)
    #expect(names == ["a", "b", "c@5"] && outcome == .current)
  }

  @Test("A loss is told at once, and what comes after it can be received")
  func overrun() throws {
    var monitor = NetlinkMonitor(
      FakeKernel(saying: [
        .datagram(Self.nobody.link(1, "before")), .failure(NetlinkError("receive", .overrun)),
        .datagram(Self.nobody.link(2, "after")),
      ]))
    let first = try Self.names(&monitor)
    #expect(first.0 == ["before"] && first.1 == .overrun)
    let second = try Self.names(&monitor)
    #expect(second.0 == ["after"] && second.1 == .current)
  }

  @Test("A storm can be taken in parts")
  func limit() throws {
    var monitor = NetlinkMonitor(FakeKernel(saying: (1...5).map { .datagram(Self.nobody.link($0, "l\($0)")) }))
    #expect(try Self.names(&monitor, limit: 3) == (["l1", "l2", "l3"], .more))
    #expect(try Self.names(&monitor, limit: 3) == (["l4", "l5"], .current))
  }
}
