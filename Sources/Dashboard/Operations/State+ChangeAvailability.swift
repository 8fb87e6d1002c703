import Planning
import Topology

extension State {
  /// Whether a key that changes the host can do so now.
  func changeAvailability(of action: Action) -> Availability {
    if let reason = permission.refusal { return .unavailable(reason) }
    guard let snapshot = live?.observed else { return .unavailable("nothing has been read yet") }
    switch action {
    case .attach: return .when(!parties.isEmpty, else: wordsOnNobody)
    case .detach: return detachAvailability(in: snapshot)
    case .delete: return deleteAvailability(in: snapshot)
    case .undo:
      return .when(
        ledger.undoable != nil || !ledger.interrupted.isEmpty, else: "there is no change that could be undone")
    default: return .available
    }
  }

  private var wordsOnNobody: String { wordsOnGone ?? "select a container, or a namespace other than the host's" }

  /// Why nothing can be done with what is selected, where it is still drawn though it has just gone.
  var wordsOnGone: String? {
    guard let subject, let live, live.isGone(subject.object) else { return nil }
    return Self.notThere
  }

  static let notThere = "it is not there any more"

  private func detachAvailability(in snapshot: Snapshot) -> Availability {
    let parties = parties
    guard !parties.isEmpty else { return .unavailable(wordsOnNobody) }
    let isAttached = parties.contains { !snapshot.networks(of: $0.object).isEmpty }
    return .when(isAttached, else: "\(parties.words) \(parties.count == 1 ? "is" : "are") attached to no network")
  }

  /// Whether there is a network or container that gantry may remove; the planner knows why not.
  private func deleteAvailability(in snapshot: Snapshot) -> Availability {
    if let wordsOnGone { return .unavailable(wordsOnGone) }
    guard let doomed, let planner else { return .unavailable("select a network, or a container of gantry's") }
    let intent: Intent
    switch doomed {
    case .network(let key): intent = .removeNetwork(key)
    case .container(let key): intent = .removeContainer(key)
    case .namespace, .link: return .unavailable("select a network, or a container of gantry's")
    }
    do throws(Refusal) {
      _ = try planner.plan(for: intent)
      return .available
    } catch {
      return .unavailable(error.description)
    }
  }
}
