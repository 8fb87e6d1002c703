/// Gives engines their names: `docker`, `podman`, and `docker-2` for a second one of the kind.
///
/// A name once given stays with its address, as containers' keys are made of it.
struct EngineNames: Sendable {
  private var names: [EngineCandidate.Address: String] = [:]
  private var kinds: [EngineCandidate.Address: EngineKind] = [:]

  /// The name of the engine at `address`, which is of this kind as far as is known.
  mutating func name(of address: EngineCandidate.Address, _ kind: EngineKind) -> String {
    if let name = names[address], kinds[address] == kind { return name }
    names[address] = nil
    let name = free(kind)
    names[address] = name
    kinds[address] = kind
    return name
  }

  /// The name that the engine at `address` has got already.
  func known(_ address: EngineCandidate.Address) -> String? { names[address] }

  private func free(_ kind: EngineKind) -> String {
    var number = 1
    var name = kind.rawValue
    while names.values.contains(name) {
      number += 1
      name = "\(kind.rawValue)-\(number)"
    }
    return name
  }
}
