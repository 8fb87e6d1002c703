import Addresses
import CLinux
import Glibc
import LinuxSystem
import Netlink
import SystemPackage
import Topology

/// Packets that ask for neighbours, on their way, and what came back. Its sockets belong to the namespaces that ask: let
/// it go soon.
struct NeighbourRequests: ~Copyable {
  private let epoll: Epoll
  private var requests: [Request] = []
  private var open = 0

  /// One question with the socket that waits for its answer.
  private final class Request {
    let question: NeighbourQuestion
    let socket: OwnedDescriptor
    var answer: NeighbourInquiry?

    init(_ question: NeighbourQuestion, _ socket: consuming OwnedDescriptor) {
      self.question = question
      self.socket = socket
    }
  }

  init() throws(SystemError) { epoll = try Epoll() }

  /// Asks, in the namespace of the calling thread.
  /// - Throws: where the link is gone or down, or a capability is missing (`CAP_NET_RAW`).
  mutating func send(_ question: NeighbourQuestion) throws(SystemError) {
    let packet = NeighbourPacket.request(for: question.address, from: question.source, at: question.mac)
    let index = question.link.index
    let socket = OwnedDescriptor(
      owning: try syscall("socket", on: "packet(7)") { cl_neighbour_socket(index, packet.`protocol`) })
    try epoll.add(socket.rawValue, .input, token: UInt64(requests.count))
    let number = socket.rawValue
    try syscall("sendto", on: "link #\(index)") {
      cl_send_from(
        number, index, packet.`protocol`, packet.destination, packet.octets, packet.octets.count)
    }
    requests.append(Request(question, socket))
    open += 1
  }

  /// Waits for answers to all questions, no longer than the patience.
  /// - Returns: what became of each question, by namespace.
  mutating func answers() throws(SystemError) -> [NamespaceID: [NeighbourInquiry]] {
    let deadline = SystemClock.monotonic() + UInt64(NeighbourInquiry.patience) * 1_000_000
    while open > 0 {
      let now = SystemClock.monotonic()
      guard now < deadline else { break }
      for ready in try epoll.wait(milliseconds: CInt((deadline - now) / 1_000_000) + 1) {
        receive(requests[Int(ready.token)])
      }
    }
    var answers: [NamespaceID: [NeighbourInquiry]] = [:]
    for request in requests {
      let question = request.question
      answers[question.link.namespace, default: []].append(
        request.answer
          ?? NeighbourInquiry(link: question.link.index, address: question.address, isAnswered: false))
    }
    return answers
  }

  /// Takes one packet; who has more to say is heard in the next round.
  private mutating func receive(_ request: Request) {
    var packet = [UInt8](repeating: 0, count: 256)
    // It fails where the link went down: then nobody answers.
    let length = recv(request.socket.rawValue, &packet, packet.count, 0)
    guard length > 0, request.answer == nil,
      let answer = NeighbourPacket.answer(in: Array(packet.prefix(length))),
      answer.address == request.question.address
    else { return }
    request.answer = NeighbourInquiry(
      link: request.question.link.index, address: answer.address, isAnswered: true, mac: answer.mac)
    open -= 1
  }
}
