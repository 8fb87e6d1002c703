import Planning
import Screen
import Topology

extension State {
  /// What lies over the view and changes the host.
  var operation: Operation? {
    get { if case .operation(let operation) = overlay { operation } else { nil } }
    set { overlay = newValue.map(Overlay.operation) }
  }

  /// Whether something is being changed right now: until that has ended, the dashboard must not.
  public var isChangingHost: Bool { operation?.isCarriedOut ?? false }

  /// Makes plans of the newest picture, to see what can be done. Who carries one out makes it anew.
  var planner: Planner? {
    live.map { Planner($0.observed, ledger.registry, seed: 0) }
  }

  /// Whose connections are to change: those that are marked, else what is selected.
  var parties: [Party] {
    guard let snapshot = live?.observed else { return [] }
    let objects = marks.isEmpty ? [subject?.object].compactMap { $0 } : Array(marks)
    return objects.compactMap { party(of: $0, in: snapshot) }
      .sorted { ($0.name, $0.object.description) < ($1.name, $1.object.description) }
  }

  /// Somebody who has connections: a container, or another namespace than the host's.
  func party(of object: ObjectID, in snapshot: Snapshot) -> Party? {
    switch object {
    case .container(let key) where snapshot.container(key) != nil:
      Party(subject: .container(key), object: object, name: snapshot.name(of: key))
    case .namespace(let id) where snapshot.namespace(id).map { !$0.isHost } ?? false:
      Party(subject: .namespace(id), object: object, name: snapshot.name(of: id))
    default: nil
    }
  }

  /// Begins what a key stands for; it is available.
  mutating func beginChange(_ action: Action) -> [Effect] {
    guard let live else { return [] }
    let snapshot = live.observed
    if let recovery = recovery {
      operation = .preview(recovery)
      return []
    }
    switch action {
    case .newNetwork: operation = .form(.network(in: snapshot))
    case .run:
      operation = .form(.run(in: snapshot))
      chooseFirstPossible()
    case .attach:
      operation = .form(.attach(parties, in: snapshot))
      chooseFirstPossible()
    case .detach:
      guard let form = Form.detach(parties, in: snapshot) else { return askForPlan(detachment(in: snapshot), nil) }
      operation = .form(form)
    case .delete: return askForPlan(deletion(in: snapshot), nil)
    case .undo: return askForPlan(.undo, nil)
    default: break
    }
    return []
  }

  /// What an interrupted change left behind comes first.
  private var recovery: Preview? {
    guard !ledger.interrupted.isEmpty else { return nil }
    let titles = ledger.interrupted.map { "\"\($0.title)\"" }.joined(separator: ", ")
    let plan = Plan(joining: ledger.interrupted, title: "clean up")
    return Preview(
      ChangeRequest(number: 0, wish: .recover), plan, from: nil,
      note:
        "gantry was killed in the middle of a change. Until this is cleaned up, nothing else can be changed: \(titles)")
  }

  /// Offers to clean up after what was interrupted.
  mutating func offerRecovery() {
    guard overlay == nil, permission == .granted, let recovery else { return }
    operation = .preview(recovery)
  }

  private func detachment(in snapshot: Snapshot) -> ChangeRequest.Wish {
    let parties = parties
    let network = parties.flatMap { snapshot.networks(of: $0.object) }.first
    return .change(
      parties.map { .detach($0.subject, from: network?.key) },
      title: "detach \(parties.words) from \(network?.name ?? "all")")
  }

  private func deletion(in snapshot: Snapshot) -> ChangeRequest.Wish? {
    switch doomed {
    case .network(let key): .change([.removeNetwork(key)], title: "remove network \(snapshot.name(of: key))")
    case .container(let key): .change([.removeContainer(key)], title: "remove \(snapshot.name(of: key))")
    case .namespace, .link, nil: nil
    }
  }

  /// What would be deleted: the selected container, or the network whose row, or bridge, is selected.
  var doomed: ObjectID? {
    guard let picture = live, let object = subject?.object else { return nil }
    if case .link(let id) = object { return picture.network(onBridge: id).map { .network($0.key) } }
    if case .namespace = object { return nil }
    return object
  }

  private mutating func chooseFirstPossible() {
    guard case .form(var form) = operation, let planner, let snapshot = live?.observed else { return }
    let asked = form
    form.chooseFirstPossible { asked.verdict(on: $0, planner, in: snapshot) == .possible }
    show(form)
  }

  /// Shows a form with the questions that matter with what is chosen.
  mutating func show(_ form: Form) {
    var form = form
    if let planner, let snapshot = live?.observed, let option = form.field(.destination)?.option {
      if case .recreation = form.verdict(on: option, planner, in: snapshot) {
        form.needsRecreation = true
      } else {
        form.needsRecreation = false
      }
      form.isDoneByEngine = form.isDoneByEngine(option, in: snapshot)
    }
    operation = .form(form)
  }

  /// Asks how something is done.
  mutating func askForPlan(_ wish: ChangeRequest.Wish?, _ form: Form?) -> [Effect] {
    guard let wish else { return [] }
    requests += 1
    let request = ChangeRequest(number: requests, wish: wish)
    operation = .planning(request, from: form)
    return [.plan(request)]
  }
}
