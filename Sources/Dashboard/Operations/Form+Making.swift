import Addresses
import Planning
import Screen
import Topology

extension Form {
  /// The form for a new network.
  static func network(in snapshot: Snapshot) -> Form {
    Form(
      .network,
      [
        .text(.name, "Name"), makers(in: snapshot),
        .text(.subnet, "Subnet", "next free"), .text(.gateway, "Gateway"),
        FormField(id: .ipv6, label: "IPv6", content: .toggle(false), meaning: "an IPv6 subnet too"),
        FormField(id: .isInternal, label: "Internal", content: .toggle(false), meaning: "nothing leads out of it"),
        FormField(
          id: .isIsolated, label: "Isolated", content: .toggle(false), meaning: "members do not reach each other"),
      ])
  }

  /// The form for a new container.
  static func run(in snapshot: Snapshot) -> Form {
    Form(
      .run,
      [
        .text(.name, "Name"), makers(in: snapshot), .text(.image, "Image", "one that is there already"),
        destinations(in: snapshot, for: []), .text(.address, "Address", "next free"),
        .text(.command, "Command", "nothing: it only holds its namespace"),
      ])
  }

  /// The form for connecting somebody.
  static func attach(_ parties: [Party], in snapshot: Snapshot) -> Form {
    Form(
      .attach(parties),
      [
        destinations(in: snapshot, for: parties),
        FormField(
          id: .recreates, label: "Recreate", content: .toggle(false),
          meaning: "yes, stop it and make it again"),
        FormField(
          id: .keeps, label: "Keep", content: .toggle(false),
          meaning: "what it has written, in a new image (commit); else that is lost"),
        .text(.address, "Address", "next free"),
        .text(.interface, "Interface", "next free"),
      ])
  }

  /// The form for disconnecting somebody; nil where there is nothing to choose.
  static func detach(_ parties: [Party], in snapshot: Snapshot) -> Form? {
    let networks = parties.flatMap { snapshot.networks(of: $0.object) }
    var seen: Set<NetworkKey> = []
    let different = networks.filter { seen.insert($0.key).inserted }
    guard different.count > 1 else { return nil }
    let options = different.map { network in
      FormOption(value: .source(network.key), title: network.name, meaning: network.words)
    }
    let all = FormOption(value: .source(nil), title: "all", meaning: "every connection that can be taken away")
    return Form(
      .detach(parties), [FormField(id: .source, label: "From", content: .list(options + [all], 0))])
  }

  /// The same questions about the host as it is now; what was chosen stays chosen.
  func refreshed(in snapshot: Snapshot) -> Form {
    var form = self
    for index in fields.indices where fields[index].id == .destination {
      let chosen = fields[index].option?.value
      form.fields[index] = Form.destinations(in: snapshot, for: parties)
      guard case .list(let options, _) = form.fields[index].content else { continue }
      form.fields[index].choose(options.firstIndex { $0.value == chosen } ?? 0)
    }
    return form
  }

  var parties: [Party] {
    switch purpose {
    case .network, .run: []
    case .attach(let parties), .detach(let parties): parties
    }
  }

  /// Chooses the first answer of the list that will do.
  mutating func chooseFirstPossible(_ isPossible: (FormOption) -> Bool) {
    for index in fields.indices {
      guard case .list(let options, _) = fields[index].content else { continue }
      if let first = options.firstIndex(where: isPossible) { fields[index].choose(first) }
    }
  }

  /// Who can make it: gantry itself, and the engines that answer.
  private static func makers(in snapshot: Snapshot) -> FormField {
    let engines = snapshot.sources.filter { ["docker", "podman"].contains($0.name) && $0.state == .ok }
    let options =
      [FormOption(value: .maker(Registry.engine), title: Registry.engine, meaning: "gantry itself, without an engine")]
      + engines.map { FormOption(value: .maker($0.name), title: $0.name, meaning: "through its API") }
    return FormField(id: .maker, label: "Made by", content: .choice(options, 0))
  }

  private static func destinations(in snapshot: Snapshot, for parties: [Party]) -> FormField {
    let networks = snapshot.networks.filter(\.isConnectable).sorted {
      ($0.engine == nil ? 1 : 0, $0.name) < ($1.engine == nil ? 1 : 0, $1.name)
    }
    let subjects = Set(parties.map(\.object))
    let others = snapshot.containers.filter { !subjects.contains(.container($0.key)) && $0.namespace != nil }
      .sorted { $0.name < $1.name }
    let options =
      networks.map { network in
        FormOption(value: .destination(.network(network.key)), title: network.name, meaning: network.words)
      } + [
        FormOption(
          value: .destination(.bridge), title: "bridge",
          meaning: "mode: own namespace, a cable to its engine's default network"),
        FormOption(
          value: .destination(.host), title: "host", meaning: "mode: the host's own links, addresses and ports"),
        FormOption(value: .destination(.none), title: "none", meaning: "mode: own namespace with loopback only"),
      ]
      + others.map { other in
        FormOption(
          value: .destination(.container(other.key)), title: "container:\(other.name)",
          meaning: "mode: shares the namespace of \(other.name)")
      }
    return FormField(id: .destination, label: "To", content: .list(options, 0))
  }
}

extension Network {
  /// Who made it, and its subnets.
  var words: String {
    ([engine ?? "a bridge", isInternal ? "internal" : nil].compactMap { $0 } + subnets.map(\.prefix.description))
      .joined(separator: "  ")
  }
}
