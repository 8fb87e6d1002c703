#if canImport(CVTerm)
  import Glibc
  import TestSupport

  /// How a program is started on a terminal. By posix_spawn, as a process with threads can't fork safely.
  struct TerminalSpawn {
    var program: String
    var arguments: [String]
    var environment: [String: String]

    /// POSIX_SPAWN_SETSID of spawn.h, which only shows itself to _GNU_SOURCE.
    private static let setSession: Int32 = 0x80

    /// Starts it as a session leader on the terminal, which becomes its controlling one by being opened first. Signals
    /// are as in a fresh process: test runners block some in their threads, and children would inherit that.
    func start(onTerminal path: String) throws -> pid_t {
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
      InheritedDescriptors.keptOnce

      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      defer { posix_spawnattr_destroy(&attributes) }
      let flags = Self.setSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
      posix_spawnattr_setflags(&attributes, Int16(flags))
      var signals = sigset_t()
      sigemptyset(&signals)
      posix_spawnattr_setsigmask(&attributes, &signals)
      sigfillset(&signals)
      posix_spawnattr_setsigdefault(&attributes, &signals)

      let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      var process: pid_t = 0
      let code = Self.withCStrings([program] + arguments) { arguments in
        Self.withCStrings(variables) { posix_spawn(&process, program, &actions, &attributes, arguments, $0) }
      }
      guard code == 0 else { throw TerminalUnderTest.Failure(call: "posix_spawn \(program)", code: code) }
      return process
    }

    private static func withCStrings<Result>(
      _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
      let pointers = strings.map { strdup($0) } + [nil]
      defer { for pointer in pointers { free(pointer) } }
      return body(pointers)
    }
  }
#endif
