import LinuxSystem
import Planning

extension KernelActions {
  /// Each rule is there once, or not at all: what was done already is not done again.
  func perform(_ change: ForwardChange, _ manner: Manner) throws {
    switch change {
    case .accept(let exception):
      try inHost(exception.namespace) {
        switch exception.policy.tool {
        case .iptables(let name): try IPTables(name).insert(exception)
        case .nft(let family, let table): try PacketFilter().insert(exception, family, table)
        case .missing(let name): throw ProgramFailure("\(name) is not installed")
        }
      }
    case .withdraw(let exception):
      try inHost(exception.namespace) {
        switch exception.policy.tool {
        case .iptables(let name): try IPTables(name).delete(exception)
        case .nft(let family, let table): try PacketFilter().delete(exception, family, table)
        case .missing: return
        }
      }
    }
  }
}

/// A variant of iptables(8), for the namespace that the calling thread is in.
struct IPTables: Sendable {
  private let name: String
  private let program: Program

  init(_ name: String) throws {
    guard let program = Program(name) else { throw ProgramFailure("\(name) is not installed") }
    self.name = name
    self.program = program
  }

  func insert(_ exception: ForwardException) throws {
    for rule in exception.iptablesRules where try !has(rule, exception.policy.chain) {
      try run("-I", exception.policy.chain, rule)
    }
  }

  func delete(_ exception: ForwardException) throws {
    for rule in exception.iptablesRules {
      while try has(rule, exception.policy.chain) { try run("-D", exception.policy.chain, rule) }
    }
  }

  /// The rules of a chain as `iptables -S` writes them, its policy first.
  func rules(of chain: String) throws -> [String] {
    let result = try SpawnThread.run(program, Self.patient + ["-S", chain])
    guard result.status == 0 else { throw ProgramFailure(name, result) }
    return String(decoding: result.output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Whether there is a chain of this name in the filter table.
  func has(_ chain: String) throws -> Bool {
    try SpawnThread.run(program, Self.patient + ["-S", chain]).status == 0
  }

  /// Others may hold its lock for a moment.
  private static let patient = ["-w", "5"]

  /// `-C` has status 1 for a rule that is not there, and for a chain that is not: neither is an error here.
  private func has(_ rule: [String], _ chain: String) throws -> Bool {
    let result = try SpawnThread.run(program, Self.patient + ["-C", chain] + rule)
    switch result.status {
    case 0: return true
    case 1: return false
    default: throw ProgramFailure(name, result)
    }
  }

  private func run(_ command: String, _ chain: String, _ rule: [String]) throws {
    let result = try SpawnThread.run(program, Self.patient + [command, chain] + rule)
    guard result.status == 0 else { throw ProgramFailure(name, result) }
  }
}

extension PacketFilter {
  func insert(_ exception: ForwardException, _ family: String, _ table: String) throws {
    guard try own(exception, family, table).isEmpty else { return }
    try perform(
      exception.rules.map { rule in
        [
          "insert": [
            "rule": [
              "family": .text(family), "table": .text(table), "chain": .text(exception.policy.chain),
              "comment": .text(exception.comment), "expr": rule.json,
            ]
          ]
        ]
      })
  }

  func delete(_ exception: ForwardException, _ family: String, _ table: String) throws {
    let rules = try own(exception, family, table)
    guard !rules.isEmpty else { return }
    try perform(
      rules.map { rule in
        [
          "delete": [
            "rule": [
              "family": .text(family), "table": .text(table), "chain": .text(exception.policy.chain),
              "handle": .number(rule.handle),
            ]
          ]
        ]
      })
  }

  private func own(_ exception: ForwardException, _ family: String, _ table: String) throws -> [Rule] {
    try rules(family: family, table: table, chain: exception.policy.chain).filter { $0.comment == exception.comment }
  }
}
