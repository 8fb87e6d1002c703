import Screen
public import Topology

extension State {
  /// Takes a message in at a time, and returns what is to be done about it outside.
  public mutating func update(_ message: Message, at now: Instant) -> [Effect] {
    let age = shownAge
    self.now = now
    switch message {
    case .input(let event, let drawing):
      let effects = handle(event, on: drawing)
      touch()
      return effects
    case .observed(let snapshot, let changes):
      if observe(snapshot, changes) || age != shownAge { touch() }
    case .tick:
      if age != shownAge { version += 1 }
      fade()
      examine()
    case .zone(let zone):
      self.zone = zone
    case .failed(let effect, let why):
      show(Toast(text: "\(effect.title): \(why)", since: now, isBad: true))
      touch()
    case .ledger(let ledger):
      let isFirstToTell = self.ledger.interrupted.isEmpty
      self.ledger = ledger
      if isFirstToTell { offerRecovery() }
      touch()
    case .change(let news, let number):
      take(news, of: number)
      touch()
    case .stopping(let signal):
      guard isChangingHost else { return [] }
      show(Toast(text: "\(signal): rolling back, then gantry ends", since: now, seconds: Toast.longDuration))
      touch()
      return cancelPlan()
    case .noticed(let text):
      show(Toast(text: text, since: now, seconds: Toast.longDuration))
      touch()
    }
    expireToast()
    return []
  }

  /// Something may look different: keeps scroll positions in order.
  private mutating func touch() {
    version += 1
    let layout = Layout(self)
    list.offset = list.window(height: layout.listHeight(of: view)).offset
    noteReading()
    if layout.details.isEmpty, focus == .details { focus = .list }
    expireToast()
  }

  /// Looks for what is wrong where that is due: by then what has changed is on the screen.
  private mutating func examine() {
    guard let before = live, let due = before.examinationDue, due <= now else { return }
    live?.examine()
    guard !isPaused, live?.findings != before.findings else { return }
    relist()
    touch()
  }

  /// Lets go of what came and went a moment ago. A held picture stands still.
  private mutating func fade() {
    guard let expired = live?.expire(at: now), expired.anything, !isPaused else { return }
    if expired.ghosts { rebuild() }
    touch()
  }

  private mutating func expireToast() {
    guard let toast, toast.isOver(at: now) else { return }
    self.toast = nil
    version += 1
  }

  /// Says something for a moment.
  mutating func show(_ toast: Toast) { self.toast = toast }

  /// Says something for a moment.
  mutating func say(_ text: String) { show(Toast(text: text, since: now)) }
}

extension Effect {
  /// What was asked for, to say that it did not work.
  fileprivate var title: String {
    switch self {
    case .quit: "quit"
    case .suspend: "suspend"
    case .redraw: "redraw"
    case .copy: "copy"
    case .mouse: "mouse"
    case .plan: "plan"
    case .carryOut: "carry out"
    case .cancel: "cancel"
    case .openShell: "shell"
    }
  }
}
