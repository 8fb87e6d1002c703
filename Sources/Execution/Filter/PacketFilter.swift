import FoundationEssentials
import LinuxSystem
import Planning

/// A program of others' that refused: its own words.
public struct ProgramFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which program, and what it said.
  public let description: String

  init(_ name: String, _ result: ProgramResult) {
    let words = String(decoding: result.errors, as: UTF8.self).split(separator: "\n").first ?? ""
    description = "\(name): " + (words.isEmpty ? "it ended with status \(result.status)" : String(words))
  }

  init(_ reason: String) { description = reason }
}

/// The packet filter of the namespace that the calling thread is in, through nft(8).
///
/// What is handed over is one transaction: all of it is done, or nothing.
struct PacketFilter: Sendable {
  private let program: Program

  /// - Throws: a `ProgramFailure` where nft(8) is not installed.
  init() throws {
    guard let program = Program("nft") else {
      throw ProgramFailure("nft is not installed: install the package nftables")
    }
    self.program = program
  }

  func perform(_ commands: [JSONTree]) throws {
    let input = try JSONTree.object(["nftables": .list(commands)]).bytes()
    let result = try SpawnThread.run(program, ["-j", "-f", "-"], input: input)
    guard result.status == 0 else { throw ProgramFailure("nft", result) }
  }

  /// All chains of all tables.
  func chains() throws -> [Chain] { try list("chains").compactMap(\.chain) }

  /// A table with its chains and rules; an empty one where it is not there.
  func table(family: String, name: String) throws -> Table {
    guard try list("tables").contains(where: { $0.table?.family == family && $0.table?.name == name }) else {
      return Table(handle: nil, chains: [], rules: [], others: 0)
    }
    let items = try list("table", family, name)
    return Table(
      handle: items.lazy.compactMap(\.table).first?.handle, chains: items.compactMap(\.chain),
      rules: items.compactMap(\.rule), others: items.count(where: \.isOther))
  }

  /// The command that removes a chain by hand.
  static func removal(of chain: Chain) -> String {
    "nft flush chain \(chain.family) \(chain.table) \(chain.name) && nft delete chain \(chain.family) \(chain.table) "
      + chain.name
  }

  /// The rules of a chain; none where it is not there.
  func rules(family: String, table: String, chain: String) throws -> [Rule] {
    guard try chains().contains(where: { $0.family == family && $0.table == table && $0.name == chain }) else {
      return []
    }
    return try list("chain", family, table, chain).compactMap(\.rule)
  }

  private func list(_ what: String...) throws -> [Listing.Item] {
    let result = try SpawnThread.run(program, ["-j", "-a", "list"] + what)
    guard result.status == 0 else { throw ProgramFailure("nft", result) }
    return try JSONDecoder().decode(Listing.self, from: Data(result.output)).nftables
  }

  /// What `nft -j list` writes (libnftables-json(5)), as far as it is needed.
  struct Listing: Decodable {
    let nftables: [Item]

    struct Item: Decodable {
      let table: TableName?
      let chain: Chain?
      let rule: Rule?
      let metainfo: Metainfo?

      /// True for a set, a map, a counter, …
      var isOther: Bool { table == nil && chain == nil && rule == nil && metainfo == nil }
    }

    /// What `nft` says of itself first.
    struct Metainfo: Decodable {}
  }

  struct TableName: Decodable {
    let family: String
    let name: String
    let handle: Int
  }

  /// A table with what is in it.
  struct Table {
    /// The kernel's number of it; nil where it is not there.
    let handle: Int?
    let chains: [Chain]
    let rules: [Rule]
    /// The number of sets, maps and other objects in it.
    let others: Int

    func rules(of chain: Chain) -> [Rule] { rules.filter { $0.chain == chain.name } }
  }

  struct Chain: Decodable {
    let family: String
    let table: String
    let name: String
    let handle: Int
    let hook: String?
    let policy: String?
  }

  struct Rule: Decodable {
    let chain: String
    let handle: Int
    let comment: String?
  }
}
