import Engines
import Planning

/// A file of the state directory: a type of its own, apart from the value that it keeps, so that only a new format changes
/// what is written.
protocol StoredFile: Codable, Sendable {
  associatedtype Value

  init(_ value: Value)

  /// The value that was written.
  /// - Throws: where the file lacks something.
  func restored() throws -> Value

  /// What gantry 0.1.0 wrote, as this format has it.
  static func migrated(_ old: JSONValue) throws -> JSONValue
}

/// Which format a file has: the first member that is read. 0.1.0 wrote none.
struct StoredFormat: Codable {
  /// The format that this version writes.
  static let current = 2

  var format: Int?
}

extension StoredNetwork: StoredFile {
  static func migrated(_ old: JSONValue) throws -> JSONValue { try FormatOne.network(old) }
}

extension StoredEndpoint: StoredFile {
  static func migrated(_ old: JSONValue) throws -> JSONValue { try FormatOne.endpoint(old) }
}

extension StoredContainer: StoredFile {
  static func migrated(_ old: JSONValue) throws -> JSONValue { try FormatOne.container(old) }
}

/// What is there of a container's sandbox, as the state directory has it.
struct StoredSandbox: StoredFile {
  var namespace: UInt64?
  var process: StoredProcess?

  init(_ state: SandboxState) {
    namespace = state.namespace
    process = state.process.map(StoredProcess.init)
  }

  func restored() -> SandboxState { SandboxState(namespace: namespace, process: process?.restored) }

  static func migrated(_ old: JSONValue) -> JSONValue { old }
}

/// A plan that was begun, as the journal has it.
struct StoredEntry: StoredFile {
  enum State: String, Codable { case running, done, undoing, givenUp = "given-up" }
  enum Progress: String, Codable { case pending, begun, done }

  struct Memory: Codable {
    var objects: [StoredObject]
    var descriptions: [String: JSONValue]
    var successors: [String: String]
  }

  /// What was read of an object before the plan: its facts, or why it could not be read.
  struct Reading: Codable {
    struct Fact: Codable {
      var value: String
      var detail: String?
    }

    var facts: [String: Fact]?
    var unread: String?

    init(_ reading: WorldRecord.Reading) {
      switch reading {
      case .facts(let all): facts = all.mapValues { Fact(value: $0.value, detail: $0.detail) }
      case .unread(let reason): unread = reason
      }
    }

    var restored: WorldRecord.Reading {
      if let unread { return .unread(unread) }
      return .facts((facts ?? [:]).mapValues { WorldRecord.Fact($0.value, detail: $0.detail) })
    }
  }

  struct Leftover: Codable {
    var summary: String
    var reason: String
    var command: String?
  }

  var number: Int
  var time: Int64
  var host: UInt64
  var plan: StoredPlan
  var state: State
  var steps: [Progress]
  var links: [StoredLink]
  var filters: [StoredFilter]
  var memory: Memory
  var world: [String: Reading]?
  var leftovers: [Leftover]

  init(_ entry: JournalEntry) {
    number = entry.number
    time = entry.time
    host = entry.host
    plan = StoredPlan(entry.plan)
    state =
      switch entry.state {
      case .running: .running
      case .done: .done
      case .undoing: .undoing
      case .givenUp: .givenUp
      }
    steps = entry.steps.map { progress in
      switch progress {
      case .pending: .pending
      case .begun: .begun
      case .done: .done
      }
    }
    links = entry.links.map(StoredLink.init)
    filters = entry.filters.map(StoredFilter.init)
    memory = Memory(
      objects: entry.memory.objects.map(StoredObject.init), descriptions: entry.memory.descriptions,
      successors: entry.memory.successors)
    world = entry.world?.readings.mapValues(Reading.init)
    leftovers = entry.leftovers.map { Leftover(summary: $0.summary, reason: $0.reason, command: $0.command) }
  }

  func restored() throws -> JournalEntry {
    var entry = JournalEntry(number: number, time: time, host: host, plan: try plan.restored())
    guard steps.count == entry.steps.count else {
      throw StateError("it tells of \(steps.count) steps, but its plan has \(entry.steps.count)")
    }
    entry.state =
      switch state {
      case .running: .running
      case .done: .done
      case .undoing: .undoing
      case .givenUp: .givenUp
      }
    entry.steps = steps.map { progress in
      switch progress {
      case .pending: .pending
      case .begun: .begun
      case .done: .done
      }
    }
    entry.links = try links.map { try $0.restored() }
    entry.filters = try filters.map { try $0.restored() }
    entry.memory = EngineMemory(
      objects: memory.objects.map(\.restored), descriptions: memory.descriptions, successors: memory.successors)
    entry.world = world.map { WorldRecord(readings: $0.mapValues(\.restored)) }
    entry.leftovers = leftovers.map {
      JournalEntry.Leftover(summary: $0.summary, reason: $0.reason, command: $0.command)
    }
    return entry
  }

  static func migrated(_ old: JSONValue) throws -> JSONValue { try FormatOne.entry(old) }
}
