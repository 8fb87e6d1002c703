import Foundation
import Glibc

/// The descriptors between us and a child: its three streams, and a pipe that becomes readable when it has ended.
final class ChildPipes: @unchecked Sendable {
  // `@unchecked`: the sets of what is still open are touched under `lock` only.
  struct Pipe {
    let read: Int32
    let write: Int32

    init() throws {
      var ends: [Int32] = [-1, -1]
      let made = ChildPipes.spawning.withLock {
        guard pipe(&ends) == 0 else { return false }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return true
      }
      guard made else {
        throw CommandError(command: "pipe", reason: String(cString: strerror(errno)), output: Output())
      }
      (read, write) = (ends[0], ends[1])
    }
  }

  /// No child may be started between the making of a pipe and its FD_CLOEXEC (Swift's Glibc has no pipe2):
  /// it would hold the end of another child's pipe, and nobody would see its end of file.
  private static let spawning = NSLock()

  let input: Pipe
  let output: Pipe
  let error: Pipe
  private let ending: Pipe
  private let lock = NSLock()
  private var open: Set<Int32>
  private var pending: [Int32: [UInt8]] = [:]

  init() throws {
    (input, output, error, ending) = try (Pipe(), Pipe(), Pipe(), Pipe())
    open = [input, output, error, ending].reduce(into: []) { $0.formUnion([$1.read, $1.write]) }
    for descriptor in [output.read, error.read] {
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }
  }

  /// Readable (at its end) once the child is gone.
  var exit: Int32 { ending.read }

  /// The streams that can still bring something.
  var openOutputs: [Int32] { lock.withLock { [output.read, error.read].filter(open.contains) } }

  func announceExit() { shut(ending.write) }

  func close() {
    for descriptor in lock.withLock({ open }) { shut(descriptor) }
  }

  /// Answers the child's number, or an error number.
  func spawn(_ vector: [String], environment: [String: String]) -> (pid: Int32, error: Int32) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.read, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, error.write, STDERR_FILENO)
    InheritedDescriptors.keptOnce

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    resetSignals(&attributes)

    var pid: pid_t = 0
    let merged = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    let failure = withCStrings(vector) { arguments in
      withCStrings(merged.map { "\($0.key)=\($0.value)" }.sorted()) { variables in
        Self.spawning.withLock { posix_spawnp(&pid, vector[0], &actions, &attributes, arguments, variables) }
      }
    }
    for descriptor in [input.read, output.write, error.write] { shut(descriptor) }
    if failure != 0 { announceExit() }
    return (pid, failure)
  }

  /// The threads of a test process block signals, and a child would inherit that.
  private func resetSignals(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var usual = sigset_t()
    sigemptyset(&usual)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGQUIT, SIGHUP] { sigaddset(&usual, signal) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  /// Writes from a thread of its own, since a child may fill its output before it reads its input.
  func feed(_ text: String) {
    guard !text.isEmpty else { return shut(input.write) }
    Thread.detachNewThread {
      Self.write(text, to: self.input.write)
      self.shut(self.input.write)
    }
  }

  static func write(_ text: String, to descriptor: Int32) {
    // Without this a child that ends without reading its input would end the tests.
    _ = Glibc.signal(SIGPIPE, SIG_IGN)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// What the pipe holds now, as far as it is whole UTF-8 characters.
  func drain(_ pipe: Pipe) -> String {
    guard lock.withLock({ open.contains(pipe.read) }) else { return "" }
    var bytes = pending.removeValue(forKey: pipe.read) ?? []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var count = 0
    repeat {
      count = Glibc.read(pipe.read, &buffer, buffer.count)
      if count > 0 { bytes += buffer[..<count] }
    } while count > 0 || (count < 0 && errno == EINTR)
    if count == 0 {
      shut(pipe.read)
    } else {
      let unfinished = bytes.unfinishedCharacter
      pending[pipe.read] = Array(bytes.suffix(unfinished))
      bytes.removeLast(unfinished)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func shut(_ descriptor: Int32) {
    let mustClose = lock.withLock { open.remove(descriptor) != nil }
    if mustClose { Glibc.close(descriptor) }
  }
}

extension [UInt8] {
  /// How many bytes at the end are the beginning of a UTF-8 character that is not there as a whole.
  fileprivate var unfinishedCharacter: Int {
    for length in 1...3 where length <= count {
      let byte = self[count - length]
      if byte & 0xc0 == 0x80 { continue }
      let needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
      return needed > length ? length : 0
    }
    return 0
  }
}

private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}
