import Addresses
import Planning
import Screen
import TestSupport
import Topology

@testable import Dashboard

/// Somebody who answers the dashboard as its runtime does, at a pace of a step in 12 ms.
extension Stage {
  /// The last request that was asked a plan for.
  var request: ChangeRequest? {
    effects.reversed().lazy.compactMap { if case .plan(let request) = $0 { request } else { nil } }.first
  }

  /// What was to be carried out last.
  var ordered: (request: ChangeRequest, plan: Plan)? {
    effects.reversed().lazy.compactMap { effect in
      if case .carryOut(let request, let plan) = effect { (request, plan) } else { nil }
    }.first
  }

  /// Answers the last request with what the planner says of the newest picture.
  mutating func answer() {
    guard let request, case .change(let intents, let title) = request.wish, let snapshot = state.live?.observed else {
      return
    }
    do throws(Refusal) {
      let plan = try Planner(snapshot, state.ledger.registry, seed: 1).plan(forAll: intents, title: title)
      send(.change(.planned(plan), of: request.number))
    } catch {
      send(.change(.refused(error.description), of: request.number))
    }
  }

  /// So many steps of what was ordered are done.
  mutating func carryOut(steps: Int? = nil) {
    guard let (request, plan) = ordered else { return }
    for step in plan.steps.indices.prefix(steps ?? plan.steps.count) {
      send(.change(.begun(step), of: request.number))
      now = now.advanced(by: 12_000_000)
      send(.change(.done(step), of: request.number))
    }
    if let steps, steps < plan.steps.count { send(.change(.begun(steps), of: request.number)) }
    if steps == nil { send(.change(.finished(differences: []), of: request.number)) }
  }

  /// The step at this position of what was ordered is taken back.
  mutating func takeBack(_ step: Int) {
    if let number = ordered?.request.number { send(.change(.takenBack(step), of: number)) }
  }

  mutating func fail(_ failure: ChangeFailure) {
    if let number = ordered?.request.number { send(.change(.failed(failure), of: number)) }
  }

  /// Selects the row with a text; in a list that is longer than the screen, by searching for it.
  mutating func select(_ text: String) {
    press("home")
    for _ in 0..<40 where !(selected?.contains(text) ?? false) { press("down") }
  }

  /// The form for attaching a container is on the screen.
  mutating func attach(_ name: String) {
    select(name)
    press("a")
  }

  /// The preview of what a key's form asks for at once is on the screen.
  mutating func preview(_ key: String) {
    press(key, "enter")
    answer()
  }

  /// There is a change that can be undone.
  mutating func offerUndo() { send(.ledger(Ledger(undoable: "create network net1"))) }

  /// The preview of undoing a new network is on the screen.
  mutating func previewUndo() {
    preview("n")
    press("enter")
    guard let plan = ordered?.plan else { return }
    carryOut()
    offerUndo()
    press("u")
    if let number = request?.number { send(.change(.planned(plan.undoing()), of: number)) }
  }

  /// The preview of giving an address to the bridge that carries somebody's SSH session is on the screen.
  mutating func previewGuarded() {
    let bridge = TutorialHost.link(TutorialHost.host, 40)
    let address = IPPrefix("10.9.0.2/24").map { [LinkAddress($0)] } ?? []
    see(
      TutorialHost.snapshot(ticks: 2).altered { host in
        host.namespace(TutorialHost.host) {
          $0.links.append(
            Link(
              id: bridge, name: "br0", kind: .bridge(.init()), mac: MACAddress("02:00:00:00:00:09"), addresses: address)
          )
        }
      })
    press("n", "enter")
    guard let snapshot = state.live?.observed, let number = request?.number else { return }
    let facts = HostFacts(remoteLogins: address.map(\.prefix.address))
    let network = NewNetwork(name: "net1", subnets: [IPPrefix("10.9.0.0/24")].compactMap { $0 }, bridge: "br0")
    let plan = try? Planner(snapshot, Registry(), facts, seed: 1).plan(for: .createNetwork(network))
    if let plan { send(.change(.planned(plan), of: number)) }
  }

  /// A new network was interrupted when the dashboard starts.
  mutating func interrupt() {
    guard let snapshot = state.live?.observed else { return }
    let plan = try? Planner(snapshot, Registry(), seed: 1).plan(for: .createNetwork(NewNetwork(name: "net1")))
    send(.ledger(Ledger(interrupted: plan.map { [$0.undoing()] } ?? [])))
  }

  /// bbox01 is connected to the network lab too.
  mutating func connectTwice() {
    see(
      TutorialHost.snapshot(ticks: 2).altered { host in
        let far = TutorialHost.link(TutorialHost.bbox01, 30)
        host.namespace(TutorialHost.bbox01) {
          $0.links.append(
            Link(
              id: far, name: "eth1", kind: .veth, mac: MACAddress("02:42:0a:58:00:02"),
              addresses: IPPrefix("10.88.0.2/24").map { [LinkAddress($0)] } ?? [],
              peer: Peer(namespace: TutorialHost.host, index: 31, name: "veth31", proof: .proved)))
        }
        host.namespace(TutorialHost.host) {
          $0.links.append(
            Link(
              id: TutorialHost.link(TutorialHost.host, 31), name: "veth31", kind: .veth, master: 6,
              peer: Peer(namespace: TutorialHost.bbox01, index: 30, name: "eth1", proof: .proved)))
        }
      })
  }
}

extension Stage {
  /// The first row with a text.
  func row(_ text: String) -> String { lines.first { $0.contains(text) } ?? "" }

  /// What is on the ground of a selection within a form or preview.
  var focused: String? {
    for row in 0..<frame.size.rows {
      let cells = frame.cells(ofRow: row)
      let text = cells.filter { $0.style.ground == .selection }.map(\.text).joined()
      if text.hasPrefix("[") { return text }
    }
    return nil
  }
}

extension State {
  /// What is shown before it is done.
  var preview: Preview? { if case .preview(let preview) = operation { preview } else { nil } }
}
