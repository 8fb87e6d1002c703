import Planning

/// The chains of a network's filter in the kernel, told from others' by their handles and by the owner's mark in the comment
/// of each rule.
struct OwnChains {
  private let filter: NetworkFilter
  private let packetFilter: PacketFilter

  /// - Throws: a `ProgramFailure` where nft(8) is not installed.
  init(_ filter: NetworkFilter) throws {
    self.filter = filter
    packetFilter = try PacketFilter()
  }

  /// The chains that are there.
  /// - Throws: a `Changed` where one of them holds a rule that is not the filter's.
  func found() throws -> [PacketFilter.Chain] { try found(in: table()) }

  /// Makes sure that no chain of others has the name of one of the filter's.
  func checkFreedom() throws {
    let table = try table()
    try checkFreedom(in: table, found(in: table))
  }

  private func checkFreedom(in table: PacketFilter.Table, _ own: [PacketFilter.Chain]) throws {
    let foreign = table.chains.first { chain in
      filter.chains.contains { $0.name == chain.name } && !own.contains { $0.handle == chain.handle }
    }
    guard let foreign else { return }
    throw Changed(
      description:
        "there is a chain \(foreign.name) in the table inet \(NetworkFilter.table) that gantry did not make: "
        + "\"\(PacketFilter.removal(of: foreign))\" removes it")
  }

  /// Makes the chains with their rules, in the place of what is there of them.
  /// - Returns: the filter with the handles that they have got.
  func make() throws -> NetworkFilter {
    let table = try table()
    let old = try found(in: table)
    try checkFreedom(in: table, old)
    try packetFilter.perform(
      [["add": ["table": ["family": "inet", "name": .text(NetworkFilter.table)]]]]
        + old.flatMap { table.removal(of: $0) } + filter.chains.flatMap { $0.addition(filter.mark) })
    let made = try self.table()
    var copy = filter
    for position in copy.chains.indices {
      copy.chains[position].handle = made.chains.first { $0.name == copy.chains[position].name }?.handle
    }
    return copy
  }

  /// Removes the chains, and the table where nothing else is in it. Chains that are gone are as good as removed.
  func remove() throws {
    let table = try table()
    let own = try found(in: table)
    let isLast = table.others == 0 && table.chains.allSatisfy { chain in own.contains { $0.handle == chain.handle } }
    var commands = own.flatMap { table.removal(of: $0) }
    if isLast, let handle = table.handle {
      commands.append(["delete": ["table": ["family": "inet", "handle": .number(handle)]]])
    }
    if !commands.isEmpty { try packetFilter.perform(commands) }
  }

  private func table() throws -> PacketFilter.Table {
    try packetFilter.table(family: "inet", name: NetworkFilter.table)
  }

  /// A chain is the filter's where its rules have the filter's mark, also with another handle: rules may have been saved and
  /// restored. One without rules is by its handle.
  private func found(in table: PacketFilter.Table) throws -> [PacketFilter.Chain] {
    try filter.chains.compactMap { own in
      guard let chain = table.chains.first(where: { $0.name == own.name }) else { return nil }
      let rules = table.rules(of: chain)
      let foreign = rules.filter { $0.comment != filter.mark }
      guard rules.isEmpty ? own.handle == chain.handle : foreign.count < rules.count else { return nil }
      if let first = foreign.first {
        throw Changed(
          description:
            "the chain \(chain.name) of the table inet \(NetworkFilter.table) has a rule that gantry did not make: "
            + "\"nft delete rule inet \(NetworkFilter.table) \(chain.name) handle \(first.handle)\" removes it")
      }
      return chain
    }
  }
}

extension PacketFilter.Table {
  /// Removes a chain and its rules by their handles: where one of them has changed since, nothing is removed.
  fileprivate func removal(of chain: PacketFilter.Chain) -> [JSONTree] {
    rules(of: chain).map { rule in
      [
        "delete": [
          "rule": [
            "family": .text(chain.family), "table": .text(chain.table), "chain": .text(chain.name),
            "handle": .number(rule.handle),
          ]
        ]
      ]
    } + [
      [
        "delete": [
          "chain": ["family": .text(chain.family), "table": .text(chain.table), "handle": .number(chain.handle)]
        ]
      ]
    ]
  }
}
