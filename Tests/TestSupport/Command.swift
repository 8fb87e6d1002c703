import Glibc

/// A command to run: an executable and an argument vector, never a shell line.
package struct Command: Sendable {
  package var executable: String
  package var arguments: [String]
  /// Added to what the test process itself has; an empty value is passed on as an empty value.
  package var environment: [String: String] = [:]
  package var input = ""
  /// The file of a network namespace to enter first, such as `/run/netns/gt-a`.
  package var namespace: String?
  /// Whether to give up all privileges first (user and group nobody).
  package var isUnprivileged = false

  package init(_ executable: String, _ arguments: [String]) {
    self.executable = executable
    self.arguments = arguments
  }

  package init(_ executable: String, _ arguments: String...) {
    self.init(executable, arguments)
  }

  package func with(environment: [String: String]) -> Command {
    var copy = self
    copy.environment.merge(environment) { _, new in new }
    return copy
  }

  package func with(input: String) -> Command {
    var copy = self
    copy.input = input
    return copy
  }

  package func inNamespace(_ path: String?) -> Command {
    var copy = self
    copy.namespace = path
    return copy
  }

  package func unprivileged() -> Command {
    var copy = self
    copy.isUnprivileged = true
    return copy
  }

  /// Runs to the end, whatever the exit status; throws when it cannot be started or does not end in time.
  package func run(within limit: Duration = .seconds(60)) throws -> Output {
    let process = try BackgroundProcess(self, endsWithUs: false)
    process.closeInput(after: input)
    guard process.collect(within: limit) else {
      process.kill()
      throw CommandError(command: description, reason: "did not end within \(limit)", output: process.output)
    }
    return process.output
  }

  /// Runs to the end and answers what it wrote to standard output, without the last line break.
  /// Any exit status but 0 is an error that carries standard error.
  @discardableResult
  package func callAsFunction(within limit: Duration = .seconds(60)) throws -> String {
    let output = try run(within: limit)
    guard output.status == 0 else {
      throw CommandError(command: description, reason: "exit status \(output.status)", output: output)
    }
    return output.standardOutput.trimmingLineBreak()
  }

  /// Starts it and leaves it running; it is killed when the value goes, or when the test process dies.
  package func start() throws -> BackgroundProcess {
    try BackgroundProcess(self, endsWithUs: true)
  }

  /// The argument vector: enter the namespace, give up privileges, run.
  var vector: [String] {
    var vector = [Self.find(executable) ?? executable] + arguments
    if isUnprivileged {
      vector = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] + vector
    }
    if let namespace {
      vector = ["nsenter", "--net=\(namespace)", "--"] + vector
    }
    return vector
  }
}

extension Command: CustomStringConvertible {
  package var description: String {
    ([executable] + arguments).joined(separator: " ") + (namespace.map { " (in \($0))" } ?? "")
  }
}

extension Command {
  /// The path of an executable: the system's own directories first, because a version manager's
  /// shims and clients of other engines may come first in `PATH`.
  package static func find(_ name: String) -> String? {
    guard !name.contains("/") else { return name }
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let system = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]
    return (system + path.split(separator: ":").map(String.init))
      .map { "\($0)/\(name)" }
      .first { access($0, X_OK) == 0 }
  }
}

/// What a command that has ended left behind.
package struct Output: Sendable, Equatable {
  /// The exit status, or 128 + the signal that ended it, as shells count.
  package var status: Int32 = 0
  package var standardOutput = ""
  package var standardError = ""

  package init(status: Int32 = 0, standardOutput: String = "", standardError: String = "") {
    self.status = status
    self.standardOutput = standardOutput
    self.standardError = standardError
  }
}

package struct CommandError: Error, CustomStringConvertible {
  package let command: String
  package let reason: String
  package let output: Output

  package var description: String {
    "\(command): \(reason)\n\(output.standardError)\(output.standardOutput)"
  }
}

extension String {
  func trimmingLineBreak() -> String {
    hasSuffix("\n") ? String(dropLast()) : self
  }
}
