import Addresses
import Planning
import Topology

/// What is to be said about the answers to a form.
struct FormCheck {
  /// What is wrong with an answer.
  private(set) var troubles: [FormField.ID: String] = [:]
  /// What is taken where nothing is typed.
  private(set) var defaults: [FormField.ID: String] = [:]
  /// What is wanted; nil where something is wrong.
  private(set) var intents: [Intent]?

  /// Asks the planner for each answer in turn whether it will do together with those before it, so that a reason stands
  /// beside the answer that it is about.
  init(_ form: Form, _ planner: Planner, in snapshot: Snapshot) {
    let shown = form.shown.map { form.fields[$0] }
    findUnreadable(shown, of: form)
    var plan: Plan?
    for count in 1...max(1, shown.count) where troubles.isEmpty && count <= shown.count {
      do {
        let intents = try form.intents(shown.prefix(count), in: snapshot)
        guard !intents.isEmpty else { continue }
        plan = try planner.plan(forAll: intents, title: form.title)
        self.intents = count == shown.count ? intents : nil
      } catch let refusal as Refusal {
        troubles[shown[count - 1].id] = form.reason(refusal, at: shown[count - 1].id, in: snapshot)
      } catch let trouble as FormTrouble {
        troubles[trouble.field] = trouble.reason
      } catch {
        troubles[shown[count - 1].id] = "\(error)"
      }
    }
    if !troubles.isEmpty { intents = nil }
    note(form, plan, in: snapshot)
  }

  /// What is not even an address is told at once, whatever else is wrong.
  private mutating func findUnreadable(_ fields: [FormField], of form: Form) {
    for field in fields {
      do throws(FormTrouble) {
        try form.read(field)
      } catch {
        troubles[error.field] = error.reason
      }
    }
  }

  /// What the plan has chosen by itself.
  private mutating func note(_ form: Form, _ plan: Plan?, in snapshot: Snapshot) {
    switch form.purpose {
    case .network: defaults[.name] = snapshot.freeName("net")
    case .run: defaults[.name] = snapshot.freeName("box")
    case .attach, .detach: break
    }
    for step in plan?.steps ?? [] {
      switch step {
      case .record(let network):
        defaults[.subnet] = network.subnets.map(\.prefix.description).joined(separator: " ")
        defaults[.gateway] = network.subnets.map(\.gateway.description).joined(separator: " ")
      case .recordEndpoint(let endpoint):
        defaults[.address] = endpoint.addresses.map(\.address.description).joined(separator: " ")
        defaults[.interface] = endpoint.far.name
      default: break
      }
    }
  }
}
