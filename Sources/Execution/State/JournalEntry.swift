public import Planning

/// A plan that was begun, and how far it got.
public struct JournalEntry: Hashable, Sendable {
  /// How a plan is doing.
  public enum State: String, Hashable, Sendable {
    /// It is being carried out; where no gantry is at work on it any more, it was interrupted.
    case running
    /// It was carried out.
    case done
    /// It is being rolled back; where no gantry is at work on it any more, that was interrupted.
    case undoing
    /// Some of it could not be rolled back after an interruption, and is not tried again.
    case givenUp
  }

  /// How a step is doing.
  enum Progress: String, Hashable, Sendable {
    /// It has no effect.
    case pending
    /// It may or may not have an effect.
    case begun
    /// It has its effect.
    case done
  }

  /// Something that could not be rolled back.
  public struct Leftover: Hashable, Sendable {
    /// What would have rolled it back, as a person reads it.
    public let summary: String
    /// Why it could not be, in the words of the kernel or the engine.
    public let reason: String
    /// The command that does it by hand; nil where there is none.
    public let command: String?
  }

  /// Counts up: later plans have greater numbers.
  public let number: Int
  /// Nanoseconds since 1970-01-01T00:00Z when it was begun.
  public let time: Int64
  /// The cookie of the host namespace that it was made for.
  public let host: UInt64
  /// What was planned.
  public var plan: Plan
  /// How it is doing.
  public internal(set) var state: State
  /// How each step is doing.
  var steps: [Progress]
  /// The links that were made for it, with their indices.
  var links: [LinkTarget]
  /// The filters that were made for it, with the handles of their chains.
  var filters: [NetworkFilter]
  /// The identities and descriptions of engines' objects.
  var memory: EngineMemory
  /// The state of all that it touches before it was begun; nil in entries of earlier versions.
  var world: WorldRecord?
  /// The parts of it that were given up.
  public internal(set) var leftovers: [Leftover]

  init(number: Int, time: Int64, host: UInt64, plan: Plan) {
    self.number = number
    self.time = time
    self.host = host
    self.plan = plan
    state = .running
    steps = Array(repeating: .pending, count: plan.steps.count)
    links = []
    filters = []
    memory = EngineMemory()
    leftovers = []
  }

  /// True where it was begun and is neither done nor given up.
  public var isUnfinished: Bool { state == .running || state == .undoing }

  /// A step with the identities that its objects have now.
  func step(_ position: Int) -> Action { resolved(plan.steps[position]) }

  /// All steps with the identities that their objects have now.
  var resolvedSteps: [Action] { plan.steps.map(resolved) }

  /// The plan that rolls this one back.
  public var undoing: Plan { plan.undoing(resolved: resolved) }

  /// True where a container runs, or ran until an undoing stopped it, that took another one's place.
  var hasRunningReplacement: Bool {
    let starts = plan.replacementStarts
    return !starts.isEmpty && (state == .undoing || starts.contains { steps[$0] != .pending })
  }

  /// True where this plan builds on an earlier one, which so cannot be rolled back before it.
  func builds(on earlier: JournalEntry) -> Bool {
    number > earlier.number && host == earlier.host && state == .done && resolvedPlan.builds(on: earlier.resolvedPlan)
  }

  private var resolvedPlan: Plan {
    var copy = plan
    copy.steps = plan.steps.map(resolved)
    return copy
  }

  private func resolved(_ action: Action) -> Action {
    action.mappingLinks(current).mappingFilters(current).mappingObjects(memory.resolved)
  }

  private func current(_ link: LinkTarget) -> LinkTarget {
    guard let known = links.last(where: { $0.isSuccessor(of: link) }) else { return link }
    var copy = link
    copy.index = known.index
    return copy
  }

  private func current(_ filter: NetworkFilter) -> NetworkFilter {
    guard let known = filters.last(where: { $0.isSuccessor(of: filter) }) else { return filter }
    var copy = filter
    copy.chains = known.chains
    return copy
  }
}

extension JournalEntry {
  /// Remembers the identities of what a step made, in the place of those that were known.
  mutating func learn(_ made: Made) {
    for link in made.links {
      var unbound = link
      unbound.namespace = link.namespace.unbound
      links.removeAll { $0.isSuccessor(of: link) }
      links.append(unbound)
    }
    for filter in made.filters {
      filters.removeAll { $0.isSuccessor(of: filter) }
      filters.append(filter)
    }
  }

  /// Takes over the identities of what the rolling back of a later plan has made again.
  /// - Returns: false where none of them concerns this plan.
  mutating func follow(_ later: JournalEntry) -> Bool {
    let before = self
    let own = plan.steps.flatMap(\.links)
    learn(Made(links: later.links.filter { link in own.contains(where: link.isSuccessor) }))
    learn(Made(filters: later.filters.filter { $0.number != 0 && plan.numbers.contains($0.number) }))
    memory.follow(later.memory)
    return self != before
  }
}

extension LinkTarget {
  /// True where it is the same link or was made again in its place: hardware addresses are chosen so that no other link has
  /// them.
  fileprivate func isSuccessor(of other: LinkTarget) -> Bool {
    mac == other.mac && namespace.isSame(as: other.namespace)
  }
}

extension NetworkFilter {
  fileprivate func isSuccessor(of other: NetworkFilter) -> Bool {
    number == other.number && network == other.network && namespace.isSame(as: other.namespace)
  }
}

extension Plan {
  /// The registry's numbers of the networks whose filters it names.
  fileprivate var numbers: Set<UInt64> {
    var numbers: Set<UInt64> = []
    for step in steps {
      _ = step.mappingFilters { filter in
        numbers.insert(filter.number)
        return filter
      }
    }
    return numbers
  }
}
