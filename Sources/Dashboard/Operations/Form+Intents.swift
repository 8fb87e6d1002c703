import Addresses
import Planning
import Topology

/// Why an answer of a form will not do.
struct FormTrouble: Error, Hashable, Sendable {
  let field: FormField.ID
  let reason: String
}

extension Form {
  /// What is wanted by the answers to some of its fields; the others as if they had been left empty.
  /// - Throws: a `FormTrouble` where an answer cannot be read.
  func intents(_ fields: some Sequence<FormField>, in snapshot: Snapshot) throws(FormTrouble) -> [Intent] {
    let answers = Answers(fields: Array(fields))
    switch purpose {
    case .network:
      return [
        .createNetwork(
          NewNetwork(
            name: answers.text(.name) ?? snapshot.freeName("net"), engine: answers.maker,
            subnets: try answers.prefixes(.subnet),
            gateways: try answers.addresses(.gateway), hasIPv6: answers.isOn(.ipv6),
            isInternal: answers.isOn(.isInternal),
            isolatesPorts: answers.isOn(.isIsolated)))
      ]
    case .run:
      if answers.maker != Registry.engine, answers.text(.image) == nil {
        // Before that is asked nothing can be said.
        guard answers.has(.image) else { return [] }
        throw FormTrouble(field: .image, reason: "name an image that \(answers.maker) has")
      }
      let destination = try answers.destination(from: self) ?? .none
      return [
        .run(
          NewContainer(
            name: answers.text(.name) ?? snapshot.freeName("box"), engine: answers.maker, image: answers.text(.image),
            destination: destination, command: answers.words(.command)))
      ]
    case .attach(let parties):
      guard let destination = try answers.destination(from: self) else { return [] }
      // Before that is asked, it is as if it were granted.
      let mayRecreate = needsRecreation && (answers.has(.recreates) ? answers.isOn(.recreates) : true)
      let keepsWritten = needsRecreation && answers.isOn(.keeps)
      return parties.map { party in
        .attach(
          Attachment(party.subject, to: destination, mayRecreate: mayRecreate, keepsWritten: keepsWritten))
      }
    case .detach(let parties):
      guard case .source(let network) = answers.option(.source)?.value else { return [] }
      return parties.filter { party in
        network.map { snapshot.networks(of: party.object).map(\.key).contains($0) } ?? true
      }
      .map { .detach($0.subject, from: network) }
    }
  }

  /// Reads an answer by itself.
  /// - Throws: why it cannot be read.
  func read(_ field: FormField) throws(FormTrouble) {
    switch field.id {
    case .subnet: _ = try Answers(fields: [field]).prefixes(.subnet)
    case .gateway, .address: _ = try Answers(fields: [field]).addresses(field.id)
    default: break
    }
  }

  /// What is done by intents that follow from its answers, in a line.
  func planTitle(_ intents: [Intent]) -> String {
    switch intents.first {
    case .createNetwork(let network): "create network \(network.name)"
    case .run(let container): "run \(container.name)"
    case .attach: "attach \(partiesWords) to \(field(.destination)?.option?.title ?? "")"
    case .detach: "detach \(partiesWords) from \(field(.source)?.option?.title ?? "")"
    case .removeNetwork, .removeContainer, nil: title
    }
  }

  private var partiesWords: String {
    switch purpose {
    case .network, .run: ""
    case .attach(let parties), .detach(let parties): parties.words
    }
  }
}

/// Answers as values.
private struct Answers {
  let fields: [FormField]

  private func field(_ id: FormField.ID) -> FormField? { fields.first { $0.id == id } }

  func text(_ id: FormField.ID) -> String? { field(id)?.text }

  func has(_ id: FormField.ID) -> Bool { field(id) != nil }

  func isOn(_ id: FormField.ID) -> Bool { field(id)?.isOn ?? false }

  func option(_ id: FormField.ID) -> FormOption? { field(id)?.option }

  var maker: String { if case .maker(let name) = option(.maker)?.value { name } else { Registry.engine } }

  func words(_ id: FormField.ID) -> [String] {
    (text(id) ?? "").split { $0.isWhitespace }.map(String.init)
  }

  /// Parted by white space or commas.
  private func items(_ id: FormField.ID) -> [String] {
    (text(id) ?? "").split { $0.isWhitespace || $0 == "," }.map(String.init)
  }

  func prefixes(_ id: FormField.ID) throws(FormTrouble) -> [IPPrefix] {
    var prefixes: [IPPrefix] = []
    for item in items(id) {
      guard item.contains("/"), let prefix = IPPrefix(item) else {
        throw FormTrouble(field: id, reason: "\(item) is no subnet: write it as 10.20.0.0/24")
      }
      prefixes.append(prefix)
    }
    return prefixes
  }

  func addresses(_ id: FormField.ID) throws(FormTrouble) -> [IPAddress] {
    var addresses: [IPAddress] = []
    for item in items(id) {
      guard let address = IPAddress(item) else {
        throw FormTrouble(field: id, reason: "\(item) is no address: write it as 10.20.0.1")
      }
      addresses.append(address)
    }
    return addresses
  }

  /// The chosen destination with what was typed about it.
  func destination(from form: Form) throws(FormTrouble) -> Destination? {
    guard case .destination(let destination) = option(.destination)?.value else { return nil }
    guard case .network(let key, _, _) = destination else { return destination }
    let address = form.shown.contains { form.fields[$0].id == .address } ? try addresses(.address).first : nil
    return .network(key, address: address, interface: text(.interface))
  }
}

extension Network {
  /// False for what engines list as networks for their modes host and none.
  var isConnectable: Bool { driver != "host" && driver != "null" }
}

extension Snapshot {
  /// The first name of this kind that nothing on the host has.
  func freeName(_ stem: String) -> String {
    let taken = Set(networks.map(\.name) + containers.map(\.name) + namespaces.flatMap(\.names))
      .union(hostNamespace?.links.map(\.name) ?? [])
    var number = 1
    while taken.contains("\(stem)\(number)") || taken.contains("br-\(stem)\(number)") { number += 1 }
    return "\(stem)\(number)"
  }

  /// The networks that a container or namespace is connected to.
  func networks(of object: ObjectID) -> [Network] {
    let namespace: Namespace?
    var known: Set<NetworkKey> = []
    switch object {
    case .container(let key):
      guard let container = container(key) else { return [] }
      namespace = container.mode == .host ? nil : container.namespace.flatMap(self.namespace)
      let ids = Set(container.endpoints.compactMap(\.networkID))
      known = Set(networks.filter { $0.id.map(ids.contains) ?? false }.map(\.key))
    case .namespace(let id): namespace = self.namespace(id)
    case .link, .network: namespace = nil
    }
    let masters = Set((namespace?.links ?? []).compactMap { $0.peer?.link.flatMap(self.link)?.masterID })
    return networks.filter { network in
      network.isConnectable
        && (known.contains(network.key) || (network.bridge.map { masters.contains($0.id) } ?? false))
    }
  }
}
