import Glibc
import LinuxSystem
import SystemPackage
import TestSupport
import Testing

@Suite("Reading /proc")
struct ProcfsTests {
  @Test("This process is found, with its threads, descriptors, namespace and name")
  func ownProcess() throws {
    let procfs = try Procfs()
    let own = getpid()
    #expect(try procfs.processes().contains(own))
    #expect(try procfs.processes().contains(1))
    #expect(try procfs.threads(of: own).contains(own))
    let link = try procfs.link(own, "ns/net")
    let inode = try procfs.namespace(of: own)
    #expect(link == "net:[\(inode)]")
    #expect(try procfs.namespace(of: own, thread: own) == inode)
    let status = try procfs.status(of: own)
    #expect(status.parent == getppid())
    #expect(status.startTime > 0 && status.startTime <= SystemClock.sinceBoot() / 10_000_000 + 1)
    #expect(try procfs.read(own, "stat").starts(with: Array("\(own) (".utf8)))
  }

  @Test("A large file is read whole")
  func largeFile() throws {
    let procfs = try Procfs()
    let maps = try procfs.read(getpid(), "maps")
    #expect(maps.count > 8192 && maps.last == UInt8(ascii: "\n"))
  }

  @Test("Descriptors are told apart: sockets, network namespaces, others")
  func descriptorTargets() throws {
    let procfs = try Procfs()
    let socket = OwnedDescriptor(owning: try syscall { Glibc.socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue), 0) })
    let namespace = try NamespaceDescriptor.current()
    let null = OwnedDescriptor(owning: try syscall { open("/dev/null", O_RDONLY | O_CLOEXEC) })
    let own = getpid()
    #expect(try Set(procfs.descriptors(of: own)).isSuperset(of: [socket.rawValue, namespace.rawValue, null.rawValue]))
    #expect(try procfs.target(of: namespace.rawValue, in: own) == .networkNamespace(namespace.identity.inode))
    #expect(try procfs.target(of: null.rawValue, in: own) == .path)
    var status = stat()
    #expect(fstat(socket.rawValue, &status) == 0)
    #expect(try procfs.target(of: socket.rawValue, in: own) == .socket(UInt64(status.st_ino)))
  }

  @Test("A process that is gone is told as such")
  func goneProcess() throws {
    let procfs = try Procfs()
    let none = Int32.max
    #expect(throws: Errno.noSuchFileOrDirectory) { try procfs.namespace(of: none) }
    #expect(throws: Errno.noSuchFileOrDirectory) { try procfs.read(none, "cgroup") }
    #expect(throws: Errno.noSuchFileOrDirectory) { try procfs.descriptors(of: none) }
  }

  @Test("A name with parentheses and spaces does not confuse a process's status")
  func oddNames() throws {
    let child = try Command("sh", "-c", "printf 'a) R (b 9' > /proc/self/comm; echo ready; read _").start()
    try child.waitForLine(containing: "ready")
    let status = try Procfs().status(of: child.pid)
    #expect(status.name == "a) R (b 9")
    #expect(status.parent == getpid())
  }

  @Test("Reading leaves no descriptor open")
  func leaks() async {
    await #expect(processExitsWith: .success) {
      let procfs = try Procfs()
      func readEverything() throws -> Int {
        for process in try procfs.processes() {
          _ = try? procfs.read(process, "cgroup")
          _ = try? procfs.threads(of: process)
          _ = try? procfs.namespace(of: process)
          _ = try? NamespaceDescriptor(process: process)
          _ = try? NamespaceDescriptor(path: "/proc/\(process)/stat")
        }
        return try procfs.descriptors(of: getpid()).count
      }
      // What others open once (the test's own channel, say) is there after the first time.
      let before = try readEverything()
      exit(try readEverything() == before ? 0 : 1)
    }
  }
}
