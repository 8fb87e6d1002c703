import Planning
import Topology

/// What somebody is asked before something is changed.
struct Form: Hashable, Sendable {
  /// What it is for.
  enum Purpose: Hashable, Sendable {
    case network
    case run
    case attach([Party])
    case detach([Party])
  }

  let purpose: Purpose
  var fields: [FormField]
  /// What has the keyboard: a field, or behind them the buttons.
  var focus = 0
  /// The first letters of the answer that is looked for in a list, as far as they are typed.
  var search = ""
  /// Whether what is chosen is done only by making a container again.
  var needsRecreation = false
  /// Whether what is chosen is done by an engine, which names interfaces itself.
  var isDoneByEngine = false
  /// Why it was refused when it was tried, until something is changed.
  var refusal: String?

  init(_ purpose: Purpose, _ fields: [FormField]) {
    self.purpose = purpose
    self.fields = fields
  }

  /// The fields that are asked now, by place: what does not matter with what is chosen is left out.
  var shown: [Int] { fields.indices.filter { isAsked(fields[$0].id) } }

  /// The button with the keyboard.
  var button: DialogButton? {
    switch focus {
    case fields.count: .proceed
    case fields.count + 1: .cancel
    default: nil
    }
  }

  func field(_ id: FormField.ID) -> FormField? { fields.first { $0.id == id } }

  /// What stands above it.
  var title: String {
    switch purpose {
    case .network: "New network"
    case .run: "Run a container"
    case .attach(let parties): "Attach \(parties.words)"
    case .detach(let parties): "Detach \(parties.words)"
    }
  }

  private func isAsked(_ id: FormField.ID) -> Bool {
    switch id {
    case .address: destinationIsNetwork && partyCount == 1
    case .interface: destinationIsNetwork && partyCount == 1 && !isDoneByEngine
    case .image: maker != Registry.engine
    case .recreates, .keeps: needsRecreation
    default: true
    }
  }

  private var partyCount: Int {
    switch purpose {
    case .network, .run: 1
    case .attach(let parties), .detach(let parties): parties.count
    }
  }

  private var destinationIsNetwork: Bool {
    if case .destination(.network) = field(.destination)?.option?.value { true } else { false }
  }

  /// Who makes what is made.
  var maker: String {
    if case .maker(let name) = field(.maker)?.option?.value { name } else { Registry.engine }
  }
}

/// Somebody whose connection changes.
struct Party: Hashable, Sendable {
  let subject: Planning.Subject
  let object: ObjectID
  let name: String
}

extension [Party] {
  /// All of them by name, as long as there are few.
  var words: String {
    count <= 3
      ? map(\.name).joined(separator: ", ") : "\(prefix(2).map(\.name).joined(separator: ", ")) and \(count - 2) more"
  }
}
