import Diagnosis
import Topology

extension State {
  /// Puts a fact about the subject into the clipboard.
  mutating func copy(_ action: Action) -> [Effect] {
    if action == .copyAddress, page == nil, let finding = selectedFinding {
      say("copied what to do")
      return [.copy(finding.remedy)]
    }
    if action == .copyAddress, let entry = selectedEvent {
      let text = "\(entry.time.date) \(entry.time.clock) \(entry.event.name): \(entry.event.text)"
      say("copied what happened")
      return [.copy(text)]
    }
    guard let shown, let subject, let text = shown.fact(for: action, of: subject.object) else {
      say("there is nothing to copy")
      return []
    }
    say("copied \(text)")
    return [.copy(text)]
  }
}

extension Picture {
  /// The text that a copying action is about; nil where the object has none.
  func fact(for action: Action, of object: ObjectID) -> String? {
    switch action {
    case .copyAddress: address(of: object) ?? identity(of: object)
    case .copyID: identity(of: object)
    case .copyName: snapshot.contains(object) ? snapshot.name(of: object) : nil
    default: nil
    }
  }
}
