import Foundation

/// Something that keeps the benchmarks from running.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Runs a program to its end; answers what it wrote. `nil` as input is an empty one.
/// - Throws: where it is not there, or fails.
@discardableResult
func run(_ program: String, _ arguments: String..., input: String? = nil) throws -> String {
  try run(program, arguments, input: input)
}

/// Runs a program to its end; answers what it wrote.
@discardableResult
func run(_ program: String, _ arguments: [String], input: String? = nil) throws -> String {
  let files = try RedirectedFiles(input: input ?? "")
  let status = try spawn(program, arguments, files)
  guard status == 0 else {
    throw BenchError("\(program) \(arguments.joined(separator: " ")) ended with status \(status)")
  }
  return try files.output()
}

private func spawn(_ program: String, _ arguments: [String], _ files: RedirectedFiles) throws -> CInt {
  let path = try executable(program)
  var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
  defer { for word in words { free(word) } }
  words.append(nil)
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, fileno(files.source), 0)
  posix_spawn_file_actions_adddup2(&actions, fileno(files.target), 1)
  var process: pid_t = 0
  guard posix_spawn(&process, path, &actions, nil, words, environ) == 0 else {
    throw BenchError("\(program) cannot be started")
  }
  var status: CInt = 0
  while waitpid(process, &status, 0) < 0, errno == EINTR {}
  return status
}

/// What a program reads and writes: files without a name, which take any amount and keep nobody waiting.
private final class RedirectedFiles {
  let source: UnsafeMutablePointer<FILE>
  let target: UnsafeMutablePointer<FILE>

  init(input: String) throws {
    guard let source = tmpfile(), let target = tmpfile() else { throw BenchError("no temporary file") }
    self.source = source
    self.target = target
    fputs(input, source)
    rewind(source)
  }

  deinit {
    fclose(source)
    fclose(target)
  }

  func output() throws -> String {
    rewind(target)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, target), count > 0 { bytes += chunk[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Where a program is; paths are left as they are.
private func executable(_ program: String) throws -> String {
  guard let path = path(ofProgram: program) else { throw BenchError("\(program) is not installed") }
  return path
}

/// Where a program is, if it is there.
func path(ofProgram program: String) -> String? {
  if program.contains("/") { return program }
  let folders = getenv("PATH").map { String(cString: $0).split(separator: ":").map(String.init) } ?? []
  return (folders + ["/usr/sbin", "/sbin"]).map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
}

/// Lets time pass.
func pass(seconds: Double) { usleep(UInt32(seconds * 1e6)) }
