import Glibc
import LinuxSystem
import SystemPackage
import TestSupport
import Testing

@Suite("Descriptors and events")
struct DescriptorTests {
  @Test("A descriptor is closed when its owner goes, and not before")
  func ownership() throws {
    let number = try makeAndCheck()
    #expect(fcntl(number, F_GETFD) == -1)

    func makeAndCheck() throws -> CInt {
      let descriptor = OwnedDescriptor(owning: try syscall { open("/dev/null", O_RDONLY | O_CLOEXEC) })
      #expect(fcntl(descriptor.rawValue, F_GETFD) >= 0)
      return descriptor.rawValue
    }
  }

  @Test("A released descriptor is its new owner's to close")
  func release() throws {
    let number = OwnedDescriptor(owning: try syscall { open("/dev/null", O_RDONLY | O_CLOEXEC) }).release()
    #expect(fcntl(number, F_GETFD) >= 0)
    #expect(close(number) == 0)
  }

  @Test("A failed call throws its errno, with the operation, the object and what to do")
  func failure() throws {
    #expect(throws: Errno.badFileDescriptor) { try syscall { close(-1) } }
    let error = #expect(throws: SystemError.self) { try readFile("/proc/self/none") }
    #expect(error == SystemError("read", on: "/proc/self/none", .noSuchFileOrDirectory))
    #expect(SystemError("setns", on: "net:[1]", .notPermitted).description.hasSuffix("; run it as root (sudo)"))
  }

  @Test("Epoll tells which descriptor has news, by its token")
  func epoll() throws {
    let epoll = try Epoll()
    let one = try EventDescriptor()
    let other = try EventDescriptor()
    try epoll.add(one.rawValue, .input, token: 1)
    try epoll.add(other.rawValue, .input, token: 2)
    #expect(try epoll.wait(milliseconds: 0).isEmpty)
    other.signal()
    other.signal()
    #expect(try epoll.wait(milliseconds: 1000).map(\.token) == [2])
    #expect(other.take() == 2 && other.take() == 0)
    try epoll.remove(other.rawValue)
    other.signal()
    one.signal()
    #expect(try epoll.wait(milliseconds: 1000).map(\.token) == [1])
  }

  @Test("A timer expires after its delay and then at each interval")
  func timer() throws {
    let epoll = try Epoll()
    let timer = try TimerDescriptor()
    try epoll.add(timer.rawValue, .input, token: 7)
    let start = SystemClock.monotonic()
    try timer.arm(after: 5_000_000, every: 1_000_000)
    #expect(try epoll.wait(milliseconds: 5000).map(\.token) == [7])
    #expect(SystemClock.monotonic() - start >= 5_000_000)
    #expect(timer.expirations() >= 1)
    try timer.disarm()
    #expect(timer.expirations() == 0)
  }

  @Test("A signal becomes something to read")
  func signals() async {
    await #expect(processExitsWith: .success) {
      let epoll = try Epoll()
      let signals = try SignalDescriptor([SIGUSR1, SIGWINCH])
      try epoll.add(signals.rawValue, .input, token: 1)
      guard signals.next() == nil else { exit(2) }
      pthread_kill(pthread_self(), SIGWINCH)
      guard try epoll.wait(milliseconds: 5000).map(\.token) == [1], signals.next() == SIGWINCH else { exit(3) }
      exit(signals.next() == nil ? 0 : 4)
    }
  }

  @Test("A mailbox hands over what other threads put in, in each one's order")
  func mailbox() throws {
    let mailbox = try Mailbox<Int>()
    let epoll = try Epoll()
    try epoll.add(mailbox.rawValue, .input, token: 1)
    for sender in 0..<4 { try startThread("sender") { for value in 0..<1000 { mailbox.send(sender * 1000 + value) } } }
    var received: [Int] = []
    while received.count < 4000 {
      guard try !epoll.wait(milliseconds: 5000).isEmpty else { break }
      received += mailbox.receive()
    }
    for sender in 0..<4 {
      #expect(received.filter { $0 / 1000 == sender } == Array(sender * 1000..<(sender + 1) * 1000))
    }
    #expect(mailbox.receive().isEmpty)
  }
}
