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
      let chain: Chain?
      let rule: Rule?
    }
  }

  struct Chain: Decodable {
    let family: String
    let table: String
    let name: String
    let hook: String?
    let policy: String?
  }

  struct Rule: Decodable {
    let handle: Int
    let comment: String?
  }
}
