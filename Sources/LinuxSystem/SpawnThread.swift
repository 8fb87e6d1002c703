import CLinux
import Glibc
import SystemPackage

/// Starts programs in other namespaces: from a thread that enters them and ends, as a child has those of the thread that
/// starts it.
///
/// posix_spawn(3) has no hook before exec, and neither fork(2) nor a change of namespace on a thread that goes on is
/// anything for a program with a run time.
public enum SpawnThread {
  /// What is done on the thread before the program starts.
  public typealias Preparation = @Sendable () throws -> Void

  /// Runs a program to its end in the network namespace of the calling thread, without a terminal: in a session of its
  /// own, so that Ctrl-C does not end it in the middle of a change.
  /// - Parameters:
  ///   - arguments: without the program's own name.
  ///   - input: what it reads on standard input.
  /// - Throws: a `SystemError` where it cannot be started.
  public static func run(_ program: Program, _ arguments: [String], input: [UInt8] = []) throws -> ProgramResult {
    try once {
      let files = try [input, [], []].map { try MemoryFile($0) }
      let child = try start(
        program, arguments, descriptors: files.enumerated().map { (Int32($0), $1.descriptor.rawValue) },
        isSessionLeader: true)
      let status = try wait(for: child)
      return ProgramResult(status: status, output: try files[1].contents(), errors: try files[2].contents())
    }
  }

  /// Runs a program to its end on the terminal of this process, whose signals are the program's meanwhile.
  /// - Returns: its exit status; 128 and the signal's number where a signal ended it.
  public static func runInteractively(
    _ program: Program, _ arguments: [String], prepare: @escaping Preparation
  ) throws -> Int32 {
    try ignoringInterrupts {
      try once {
        try prepare()
        return try wait(for: start(program, arguments, descriptors: []))
      }
    }
  }

  /// Runs a program to its end on the terminal of this process, whose signals are the program's meanwhile; on standard
  /// input it reads `input`.
  /// - Returns: its exit status; 128 and the signal's number where a signal ended it.
  public static func runInteractively(_ program: Program, _ arguments: [String], input: [UInt8]) throws -> Int32 {
    try ignoringInterrupts {
      try once {
        let file = try MemoryFile(input)
        return try wait(for: start(program, arguments, descriptors: [(0, file.descriptor.rawValue)]))
      }
    }
  }

  private static func ignoringInterrupts<Result>(_ body: () throws -> Result) rethrows -> Result {
    let ignored = [SIGINT, SIGQUIT].map { ($0, signal($0, SIG_IGN)) }
    defer { for (number, before) in ignored { signal(number, before) } }
    return try body()
  }

  /// Does something on a thread that ends afterwards, and waits for it. The thread starts in the namespaces of the calling
  /// one.
  static func once<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) throws -> Result {
    let answer = try Mailbox<Swift.Result<Result, any Error>>(blocking: true)
    try startThread("spawn") { answer.send(Swift.Result { try body() }) }
    while true {
      if let result = answer.receive().first { return try result.get() }
    }
  }

  /// Starts a program with the namespaces of the calling thread.
  /// - Parameters:
  ///   - descriptors: which of the program's descriptors is which of ours.
  ///   - isSessionLeader: it gets a session of its own, without a terminal.
  static func start(
    _ program: Program, _ arguments: [String], descriptors: [(Int32, CInt)], isSessionLeader: Bool = false
  ) throws(SystemError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors { posix_spawn_file_actions_adddup2(&actions, descriptor, number) }
    // Whoever started us may have left descriptors open that a program which outlives us would keep.
    let last = descriptors.map(\.0).max() ?? 2
    cl_close_from(&actions, max(last, 2) + 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Threads of ours block signals, and ignored ones stay ignored across exec.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (isSessionLeader ? 0x80 : 0)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var pid: pid_t = 0
    var vector: [UnsafeMutablePointer<CChar>?] = ([program.path] + arguments).map { strdup($0) } + [nil]
    defer { for word in vector { free(word) } }
    let result = posix_spawn(&pid, program.path, &actions, &attributes, &vector, environ)
    guard result == 0 else { throw SystemError("posix_spawn", on: program.path, Errno(rawValue: result)) }
    return pid
  }

  /// Waits for a child's end.
  /// - Returns: its exit status; 128 and the signal's number where a signal ended it.
  static func wait(for child: Int32) throws(SystemError) -> Int32 {
    var status: Int32 = 0
    try syscall("waitpid", on: "process \(child)") { waitpid(child, &status, 0) }
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }
}

/// What a program reads or writes, in memory: nobody has to wait for anybody.
private final class MemoryFile: Sendable {
  let descriptor: OwnedDescriptor

  init(_ contents: [UInt8]) throws(SystemError) {
    descriptor = OwnedDescriptor(owning: try syscall("memfd_create") { cl_memory_file("program") })
    let number = descriptor.rawValue
    var rest = contents[...]
    while !rest.isEmpty {
      let count = try syscall("write") { rest.withUnsafeBytes { write(number, $0.baseAddress, $0.count) } }
      rest = rest.dropFirst(count)
    }
    try syscall("lseek") { lseek(number, 0, SEEK_SET) }
  }

  func contents() throws -> [UInt8] {
    let number = descriptor.rawValue
    try syscall("lseek") { lseek(number, 0, SEEK_SET) }
    let copy = try syscall("dup") { dup(number) }
    return try LinuxSystem.contents(of: OwnedDescriptor(owning: copy))
  }
}
