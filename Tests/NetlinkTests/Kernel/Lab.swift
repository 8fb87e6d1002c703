import Foundation
import LinuxSystem
import Testing

/// A namespace of a test's own, made with ip(8) and gone with the value.
final class Lab: Sendable {
  let name: String

  init(_ commands: String...) throws {
    name = "gt-nl-" + String(UInt32.random(in: 0...UInt32.max), radix: 36)
    try Self.run("ip", ["netns", "add", name])
    for command in commands { try ip(command) }
  }

  deinit { _ = try? Self.run("ip", ["netns", "delete", name]) }

  /// Where `ip netns` binds it.
  var path: String { "/run/netns/" + name }

  /// Runs ip(8) inside.
  @discardableResult
  func ip(_ arguments: String) throws -> Data {
    try Self.run("ip", ["-n", name] + arguments.split(separator: " ").map(String.init))
  }

  /// What ip(8) answers in JSON.
  func json(_ arguments: String) throws -> [[String: Any]] {
    let answer = try JSONSerialization.jsonObject(with: try ip("-j -d " + arguments))
    // For an empty list it prints `[{}]` or `[]`, depending on the object.
    return try #require(answer as? [[String: Any]]).filter { !$0.isEmpty }
  }

  /// Runs a job inside, on a thread of its own.
  func inside<Result: Sendable>(_ job: @escaping @Sendable () throws -> Result) throws -> Result {
    let path = path
    return try NamespaceWorker().run { visitor in
      try visitor.inside(NamespaceDescriptor(path: path)) { try job() }
    }
  }

  @discardableResult
  static func run(_ program: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CommandFailed(command: ([program] + arguments).joined(separator: " "))
    }
    return data
  }

  struct CommandFailed: Error { let command: String }
}

extension Trait where Self == ConditionTrait {
  /// For tests that make namespaces.
  static var needsRoot: Self { .enabled("it makes network namespaces: run it as root") { geteuid() == 0 } }
}
