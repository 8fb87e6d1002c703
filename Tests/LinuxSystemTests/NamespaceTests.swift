import Glibc
import LinuxSystem
import SystemPackage
import TestSupport
import Testing

@Suite("Entering namespaces", .requires(.root, .tool("python3")))
struct NamespaceTests {
  let lab: Lab
  let namespace: LabNamespace

  init() throws {
    lab = try Lab("ns")
    namespace = try lab.namespace("a")
  }

  @Test("A job sees the namespace it entered, and its thread is home again afterwards")
  func visit() throws {
    let (namespace, inode) = (namespace, try namespace.inode())
    let worker = try NamespaceWorker()
    let home = try Procfs().namespace(of: getpid())
    let (inside, atHome, thread) = try worker.run { visitor in
      let target = try NamespaceDescriptor(path: namespace.path)
      return (
        try visitor.inside(target) { try NamespaceDescriptor.current().identity.inode },
        try visitor.atHome { try NamespaceDescriptor.current().identity.inode },
        try visitor.inside(target) { try readLink("/proc/thread-self") }
      )
    }
    #expect(inside == inode && atHome == home)
    // Its last visit ended without going home by itself.
    #expect(try readLink("/proc/\(thread)/ns/net") == "net:[\(home)]")
    #expect(try worker.run { _ in try readLink("/proc/thread-self") } == thread)
    #expect(try NamespaceDescriptor.current().identity.inode == home)
  }

  @Test("An error in a job comes back, and the thread goes home and on")
  func failure() throws {
    struct Refused: Error {}
    let path = namespace.path
    let worker = try NamespaceWorker()
    #expect(throws: Refused.self) {
      try worker.run { visitor in try visitor.inside(NamespaceDescriptor(path: path)) { throw Refused() } }
    }
    let home = try Procfs().namespace(of: getpid())
    #expect(try worker.run { _ in try NamespaceDescriptor.current().identity.inode } == home)
  }

  @Test("A job in the queue hands its result over by itself")
  func queue() throws {
    let worker = try NamespaceWorker()
    let mailbox = try Mailbox<Int>(blocking: true)
    for number in 0..<3 { try worker.submit { _ in mailbox.send(number) } }
    var received: [Int] = []
    while received.count < 3 { received += mailbox.receive() }
    #expect(received == [0, 1, 2])
  }

  @Test("A worker's thread ends with the worker")
  func end() throws {
    let thread = try NamespaceWorker(name: "shortlived").run { _ in try readLink("/proc/thread-self") }
    try eventually("the thread ends") { access("/proc/\(thread)", F_OK) != 0 }
  }

  @Test("A namespace is opened by whatever holds it", arguments: NamespaceHolder.Way.allCases)
  func holders(way: NamespaceHolder.Way) throws {
    let inode = try namespace.inode()
    let holder = try NamespaceHolder(of: namespace, by: way)
    try namespace.unname()
    let procfs = try Procfs()
    let opened: NamespaceDescriptor
    switch way {
    case .process: opened = try NamespaceDescriptor(process: holder.pid)
    case .thread:
      let thread = try #require(
        try procfs.threads(of: holder.pid).first { try procfs.namespace(of: holder.pid, thread: $0) == inode })
      opened = try NamespaceDescriptor(process: holder.pid, thread: thread)
    case .descriptor:
      let number = try #require(
        try procfs.descriptors(of: holder.pid).first {
          try procfs.target(of: $0, in: holder.pid) == .namespace(inode)
        })
      opened = try NamespaceDescriptor(descriptor: number, of: holder.pid)
    case .socket:
      let number = try #require(
        try procfs.descriptors(of: holder.pid).first {
          if case .socket = try procfs.target(of: $0, in: holder.pid) { true } else { false }
        })
      opened = try NamespaceDescriptor(socket: number, of: holder.pid)
    case .mountElsewhere: opened = try NamespaceDescriptor(path: "/mnt/held", seenBy: holder.pid)
    }
    #expect(opened.identity.inode == inode)
  }

  @Test("What is no network namespace is refused before it is opened")
  func impostors() throws {
    let directory = try Command("mktemp", "-d", "/tmp/gt-ns-XXXXXX")()
    defer { _ = try? Command("rm", "-r", directory)() }
    try Command("mkfifo", "\(directory)/fifo")()
    try Command("touch", "\(directory)/stale")()
    try Command("ln", "-s", namespace.path, "\(directory)/link")()
    // Opening a FIFO for reading would wait for a writer.
    for path in ["\(directory)/fifo", "\(directory)/stale", "/proc/self/ns/mnt", "/dev/null"] {
      let error = #expect(throws: SystemError.self) { _ = try NamespaceDescriptor(path: path) }
      #expect(error?.errno == .invalidArgument)
    }
    #expect(throws: SystemError.self) { _ = try NamespaceDescriptor(path: "\(directory)/none") }
    // In another's mount namespace no link is followed.
    let error = #expect(throws: SystemError.self) {
      _ = try NamespaceDescriptor(path: "\(directory)/link", seenBy: getpid())
    }
    #expect(error?.errno == .tooManySymbolicLinkLevels)
  }
}
