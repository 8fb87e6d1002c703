import Planning
import Topology

extension Form {
  /// What the planner says of an answer of a list.
  enum Verdict: Hashable, Sendable {
    case possible
    /// Only by making a container again, and why.
    case recreation(String)
    case refused(String)

    var reason: String? {
      switch self {
      case .possible: nil
      case .recreation(let reason), .refused(let reason): reason
      }
    }
  }

  /// Whether an answer of a list will do, whatever is answered besides.
  func verdict(on option: FormOption, _ planner: Planner, in snapshot: Snapshot) -> Verdict {
    guard let reason = refusal(of: option, recreating: false, planner, in: snapshot) else { return .possible }
    guard case .attach = purpose, refusal(of: option, recreating: true, planner, in: snapshot) == nil else {
      return .refused(reason)
    }
    return .recreation(reason)
  }

  /// Whether an answer of the list of destinations is carried out by an engine.
  func isDoneByEngine(_ option: FormOption, in snapshot: Snapshot) -> Bool {
    guard case .destination(let destination) = option.value else { return false }
    return parties.contains { party in
      switch snapshot.feasibility(of: destination, for: party.subject) {
      case .live, .recreation: true
      case .native, .refused: false
      }
    }
  }

  private func refusal(
    of option: FormOption, recreating: Bool, _ planner: Planner, in snapshot: Snapshot
  ) -> String? {
    var form = self
    form.needsRecreation = recreating
    for index in fields.indices {
      guard case .list(let options, _) = fields[index].content else { continue }
      if let place = options.firstIndex(of: option) { form.fields[index].choose(place) }
    }
    do {
      // What was typed about one network says nothing about another.
      let intents = try form.intents(form.fields.filter { $0.option != nil }, in: snapshot)
      if !intents.isEmpty { _ = try planner.plan(forAll: intents, title: "") }
      return nil
    } catch let refusal as Refusal {
      return refusal.description
    } catch {
      return "\(error)"
    }
  }

  /// What is said of a refusal beside the field that it is about: of making a container again the engine's own words.
  func reason(_ refusal: Refusal, at field: FormField.ID, in snapshot: Snapshot) -> String {
    guard field == .recreates, case .destination(let destination) = self.field(.destination)?.option?.value else {
      return refusal.description
    }
    for party in parties {
      if case .recreation(let reason) = snapshot.feasibility(of: destination, for: party.subject) {
        return "tick it to go on: \(reason)"
      }
    }
    return refusal.description
  }
}
